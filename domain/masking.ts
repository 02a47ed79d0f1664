/** What shows personal data by its name, whatever process it stands in: lower case, without the dividing signs. */
const personalNames: ReadonlySet<string> = new Set([
  'idnumber',
  'identitynumber',
  'idcard',
  'passport',
  'passportnumber',
  'phone',
  'phonenumber',
  'mobile',
  'telephone',
  'email',
  'address',
  'street',
  'postcode',
  'bankaccount',
  'accountnumber',
  'iban',
  'cardnumber',
  'payer',
  'payername',
  'buyername',
  'customername',
  'consigneename',
  'recipientname',
  'contactname',
  'birthdate',
  'dateofbirth',
]);

/** Whoever stands under these names is a person outside: all that is said of them is theirs, but for the few things below. */
const personalHolders: ReadonlySet<string> = new Set(['buyer', 'customer', 'consignee', 'recipient', 'contact']);
const harmless: ReadonlySet<string> = new Set(['country', 'market', 'key', 'language', 'id', 'kind']);

/** Formats of form fields that ask for personal data. */
const personalFormats: ReadonlySet<string> = new Set(['email', 'phone', 'id-number', 'bank-account', 'personal']);

/** Deeper than anything that a process keeps. */
const DEPTH_MAX = 12;
const SHORT = 4;
const LONG = 8;

export type Masked = { readonly value: unknown; readonly isMasked: boolean };

/** A value as it may be shown to whoever oversees a process: personal data only hinted at. PIPL article 6: no more than is needed. */
export function maskPersonal(name: string, value: unknown, format?: string): Masked {
  const isPersonal = format !== undefined && personalFormats.has(format);
  return mask(name, value, isPersonal ? 'all' : 'none', 0);
}

/** "all": of a person, whatever it is called; "holder": of a person, but for what is harmless. */
type Reach = 'none' | 'holder' | 'all';

function mask(name: string, value: unknown, from: Reach, depth: number): Masked {
  if (depth > DEPTH_MAX) return { value: null, isMasked: true };
  const reach = reachOf(name, from);
  if (Array.isArray(value)) return ofList(value.map((it: unknown) => mask(name, it, reach, depth + 1)));
  if (typeof value === 'object' && value !== null) return ofObject(value, reach, depth);
  const isOpen = reach === 'none' || (reach === 'holder' && harmless.has(plain(name)));
  return isOpen || saysNothing(value) ? { value, isMasked: false } : { value: hint(value), isMasked: true };
}

const saysNothing = (value: unknown) => value === null || value === undefined || typeof value === 'boolean';

function reachOf(name: string, from: Reach): Reach {
  if (from === 'all' || personalNames.has(plain(name))) return 'all';
  return from === 'holder' || personalHolders.has(plain(name)) ? 'holder' : 'none';
}

function ofList(items: readonly Masked[]): Masked {
  return { value: items.map(({ value }) => value), isMasked: items.some(({ isMasked }) => isMasked) };
}

function ofObject(value: object, reach: Reach, depth: number): Masked {
  const parts = Object.entries(value).map(([key, it]) => [key, mask(key, it, reach, depth + 1)] as const);
  return {
    value: Object.fromEntries(parts.map(([key, part]) => [key, part.value])),
    isMasked: parts.some(([, { isMasked }]) => isMasked),
  };
}

const plain = (name: string) => name.replaceAll(/[-_\s]/g, '').toLowerCase();

/** Enough to recognise what one knows, too little to learn it. */
function hint(value: unknown): string {
  const text = Array.from(String(value));
  if (text.length <= SHORT) return `${text[0] ?? ''}**`;
  if (text.length < LONG) return `${text[0]}***${text.at(-1)}`;
  return `${text.slice(0, 2).join('')}****${text.slice(-2).join('')}`;
}
