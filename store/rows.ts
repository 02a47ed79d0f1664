import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Db } from './db.ts';

export type Bindings = Readonly<Record<string, Knex.RawBinding | readonly string[] | undefined>>;

/** `:name`, lower case at first: a format such as HH24:MI is none, and neither is a cast. */
const named = /(?<!:):([a-z]\w*)/g;

/** Runs a statement with named bindings, `:name`; what is absent is null. Casts are written `cast(:name as type)`. */
export async function rows<T>(db: Db, sql: string, bindings: Bindings = {}): Promise<T[]> {
  return rowsOf<T>(bound(db, sql, bindings));
}

/** The first row, where at most one is expected. */
export async function row<T>(db: Db, sql: string, bindings: Bindings = {}): Promise<T | undefined> {
  return (await rows<T>(db, sql, bindings))[0];
}

/** The same for a statement that is run all the time with one good plan: each connection parses and plans it once. */
export async function preparedRows<T>(db: Db, sql: string, bindings: Bindings): Promise<T[]> {
  return rowsOf<T>(bound(db, sql, bindings).options({ name: preparedName(sql) }));
}

/** The name under which a connection keeps a statement: the same for the same text. */
export function preparedName(sql: string): string {
  return createHash('sha256').update(sql).digest('base64url');
}

function bound(db: Db, sql: string, bindings: Bindings): Knex.Raw {
  const given = Object.fromEntries([...sql.matchAll(named)].map(([, name = '']) => [name, bindings[name] ?? null]));
  return db.raw(sql, given as Record<string, Knex.RawBinding>);
}

async function rowsOf<T>(query: Knex.Raw): Promise<T[]> {
  const { rows: found } = (await query) as { readonly rows: T[] };
  return found;
}
