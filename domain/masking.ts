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

/** What people write about somebody in words of their own, by its name: nothing of it is kept once its time is over. */
const freeTexts: ReadonlySet<string> = new Set([
  'text',
  'note',
  'tickettext',
  'requesttext',
  'noticecontent',
  'firstreply',
  'reply',
  'privacyreply',
  'returnnotice',
  'exceptiondetails',
  'exceptionreason',
  'cancelreason',
  'newaddress',
  'riskreason',
]);

export type Masked = { readonly value: unknown; readonly isMasked: boolean };

/** A value as it may be shown to whoever oversees a process: personal data only hinted at. PIPL article 6: no more than is needed. */
export function maskPersonal(name: string, value: unknown, format?: string): Masked {
  const isPersonal = format !== undefined && personalFormats.has(format);
  return mask(name, value, { reach: isPersonal ? 'all' : 'none', depth: 0, isTold: isPersonalName, hide: hint });
}

/** A value without anything that is said of a person outside, or by one; `mark` stands where it was. */
export function erasePersonal(value: unknown, mark: string): unknown {
  const isTold = (name: string) => isPersonalName(name) || freeTexts.has(plain(name));
  return mask('', value, { reach: 'none', depth: 0, isTold, hide: () => mark }).value;
}

/** "all": of a person, whatever it is called; "holder": of a person, but for what is harmless. */
type Reach = 'none' | 'holder' | 'all';

/** How a value is masked: from where, by which names, and what stands in its place. */
type Manner = {
  readonly reach: Reach;
  readonly depth: number;
  readonly isTold: (name: string) => boolean;
  readonly hide: (value: unknown) => string;
};

function mask(name: string, value: unknown, from: Manner): Masked {
  if (from.depth > DEPTH_MAX) return { value: null, isMasked: true };
  const manner = { ...from, reach: reachOf(name, from), depth: from.depth + 1 };
  if (Array.isArray(value)) return ofList(value.map((it: unknown) => mask(name, it, manner)));
  if (typeof value === 'object' && value !== null) return ofObject(value, manner);
  const { reach, hide } = manner;
  const isOpen = reach === 'none' || (reach === 'holder' && harmless.has(plain(name)));
  return isOpen || saysNothing(value) ? { value, isMasked: false } : { value: hide(value), isMasked: true };
}

const saysNothing = (value: unknown) => value === null || value === undefined || typeof value === 'boolean';

const isPersonalName = (name: string): boolean => personalNames.has(plain(name));

function reachOf(name: string, { reach, isTold }: Manner): Reach {
  if (reach === 'all' || isTold(name)) return 'all';
  return reach === 'holder' || personalHolders.has(plain(name)) ? 'holder' : 'none';
}

function ofList(items: readonly Masked[]): Masked {
  return { value: items.map(({ value }) => value), isMasked: items.some(({ isMasked }) => isMasked) };
}

function ofObject(value: object, manner: Manner): Masked {
  const parts = Object.entries(value).map(([key, it]) => [key, mask(key, it, manner)] as const);
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
