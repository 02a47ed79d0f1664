import { digitsOf } from './money.ts';

/** What a cell of a file of records holds. */
export type CellKind =
  | 'text'
  | 'key'
  | 'count'
  | 'amount'
  | 'decimal'
  | 'day'
  | 'moment'
  | 'country'
  | 'currency'
  | 'list'
  | 'flag';

/** One column: its heading, and what its cells hold. `max` is the longest text. */
export type Column = {
  readonly name: string;
  readonly kind: CellKind;
  readonly isRequired: boolean;
  readonly max?: number;
  /** The least number that makes sense here. */
  readonly min?: number;
  /** All that a text may say, in lower case. */
  readonly choices?: readonly string[];
  readonly example: string;
};

export type Value = string | number | boolean | readonly string[];

/** A cell read: its value, none where it is empty and may be, or why it has none. */
export type Read = { readonly value: Value | undefined } | { readonly fault: CellFault };

export type CellFault =
  | 'missing'
  | 'too-long'
  | 'formula'
  | 'key'
  | 'count'
  | 'amount'
  | 'too-little'
  | 'decimal'
  | 'day'
  | 'moment'
  | 'country'
  | 'currency'
  | 'choice'
  | 'flag';

const TEXT_MAX = 500;
const COUNT_MAX = 1_000_000;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const ISO_MOMENT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)\s?(Z|[+-]\d{2}:\d{2})?$/;
/** Where the time of day is not said, it is that of the company. */
const HOME = '+08:00';
/** What a spreadsheet takes for a formula (OWASP: CSV injection); a number may begin with its sign. */
const FORMULA = /^[=@\t\r]|^[+-](?![\d ().-]*$)/;
const KEY = /^[A-Za-z0-9][\w.-]*$/;
const yes: ReadonlySet<string> = new Set(['1', 'true', 'yes', 'y', '是']);
const no: ReadonlySet<string> = new Set(['0', 'false', 'no', 'n', '否']);

/** The value of a cell. Amounts are written in units, as people write them, and read in minor units of `currency`. */
export function readCell(column: Column, cell: string, currency: string): Read {
  const { kind, isRequired, max = TEXT_MAX } = column;
  const text = cell.trim();
  if (text === '') return isRequired ? { fault: 'missing' } : { value: undefined };
  if (text.length > max) return { fault: 'too-long' };
  if (FORMULA.test(text)) return { fault: 'formula' };
  return within(column, readers[kind](text, currency));
}

function within({ min = Number.NEGATIVE_INFINITY, choices }: Column, read: Read): Read {
  if ('fault' in read) return read;
  const { value } = read;
  if (typeof value === 'number' && value < min) return { fault: 'too-little' };
  if (choices === undefined || typeof value !== 'string') return read;
  const said = value.toLowerCase();
  return choices.includes(said) ? { value: said } : { fault: 'choice' };
}

const readers: { readonly [K in CellKind]: (text: string, currency: string) => Read } = {
  text: (text) => ({ value: text }),
  key: (text) => matching(KEY, text, 'key'),
  count: (text) => countIn(text),
  amount: (text, currency) => amountIn(text, currency),
  decimal: (text) => (/^\d{1,9}(\.\d{1,8})?$/.test(text) ? { value: Number(text) } : { fault: 'decimal' }),
  day: (text) => dayIn(text),
  moment: (text) => momentIn(text),
  country: (text) => matching(/^[A-Z]{2}$/, text.toUpperCase(), 'country'),
  currency: (text) => matching(/^[A-Z]{3}$/, text.toUpperCase(), 'currency'),
  list: (text) => ({ value: text.split(/[;；]/).flatMap((item) => item.trim() || []) }),
  flag: (text) => flagIn(text.toLowerCase()),
};

function matching(pattern: RegExp, text: string, fault: CellFault): Read {
  return pattern.test(text) ? { value: text } : { fault };
}

function countIn(text: string): Read {
  const isCount = /^\d{1,7}$/.test(text) && Number(text) <= COUNT_MAX;
  return isCount ? { value: Number(text) } : { fault: 'count' };
}

/** "1,299.90" in a currency of two decimals is 129990; more decimals than the currency has are none of it. */
function amountIn(text: string, currency: string): Read {
  const [, sign = '', whole = '', part = ''] = /^(-?)(\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(\d+))?$/.exec(text) ?? [];
  const digits = digitsOf(currency);
  if (whole === '' || part.length > digits) return { fault: 'amount' };
  const value = Number(`${whole.replaceAll(',', '')}${part.padEnd(digits, '0')}`);
  return { value: sign === '' ? value : -value };
}

function dayIn(text: string): Read {
  const day = text.replaceAll('/', '-');
  if (!ISO_DAY.test(day)) return { fault: 'day' };
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(day) ? { fault: 'day' } : { value: day };
}

function momentIn(text: string): Read {
  const [, day = '', time = '', zone = HOME] = ISO_MOMENT.exec(text.replaceAll('/', '-')) ?? [];
  if ('fault' in dayIn(day)) return { fault: 'moment' };
  const date = new Date(`${day}T${time.length === 'HH:MM'.length ? `${time}:00` : time}${zone}`);
  return Number.isNaN(date.getTime()) ? { fault: 'moment' } : { value: date.toISOString() };
}

function flagIn(text: string): Read {
  if (yes.has(text)) return { value: true };
  return no.has(text) ? { value: false } : { fault: 'flag' };
}
