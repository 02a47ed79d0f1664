import { Refusal } from '../domain/refusal.ts';

/** One page of a list; `next` is null on the last one. */
export type Page<T> = { readonly items: readonly T[]; readonly next: string | null };

/** Where a page ended: the moment it is sorted by ("infinity" when there is none) and the id that makes it unique. */
export type Cursor = { readonly at: string; readonly id: string };

/** Counts stop here; whoever shows one writes "999+". */
export const COUNT_CAP = 1001;

const moment = /^(-?infinity|\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,6}Z)$/;

export function readCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  const [at, ...id] = Buffer.from(text, 'base64url').toString('utf8').split(' ');
  if (at === undefined || !moment.test(at) || id.length === 0) throw new Refusal('malformed', { where: 'cursor' });
  return { at, id: id.join(' ') };
}

/** Cuts a page out of rows that were read one further than asked, to know whether there is more. */
export function toPage<R extends Cursor, T>(rows: readonly R[], limit: number, toItem: (row: R) => T): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items: items.map(toItem), next: rows.length > limit && last ? writeCursor(last) : null };
}

function writeCursor({ at, id }: Cursor): string {
  return Buffer.from(`${at} ${id}`).toString('base64url');
}

/** SQL that writes a moment as a cursor has it, to the microsecond. */
export const cursorMoment = (column: string) =>
  `case when isfinite(${column}) then to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') else ${column}::text end`;

/** Where a page ended that is sorted by texts alone: so many of them. */
export function readKeys(text: string | undefined, count: number): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const keys = Buffer.from(text, 'base64url').toString('utf8').split(BETWEEN);
  if (keys.length !== count || keys.some((key) => key.includes(NOTHING)))
    throw new Refusal('malformed', { where: 'cursor' });
  return keys;
}

/** The same where the last of them is a moment. */
export function readKeysUntil(text: string | undefined, count: number): readonly string[] | undefined {
  const keys = readKeys(text, count);
  if (keys && !moment.test(keys.at(-1) ?? '')) throw new Refusal('malformed', { where: 'cursor' });
  return keys;
}

/** A character that Postgres keeps in no text. */
const NOTHING = '\0';

/** A character that no key has. */
const BETWEEN = '\u001f';

/** The same as toPage for what is sorted by its keys. */
export function toKeyedPage<R extends { readonly keys: readonly string[] }>(
  rows: readonly R[],
  limit: number,
): Page<Omit<R, 'keys'>> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next = rows.length > limit && last ? Buffer.from(last.keys.join(BETWEEN)).toString('base64url') : null;
  return { items: items.map(({ keys: _keys, ...item }) => item), next };
}
