import type { Knex } from 'knex';
import type { Db } from './db.ts';

export type Bindings = Readonly<Record<string, Knex.RawBinding | readonly string[] | undefined>>;

/** `:name`, lower case at first: a format such as HH24:MI is none, and neither is a cast. */
const named = /(?<!:):([a-z]\w*)/g;

/** Runs a statement with named bindings, `:name`; what is absent is null. Casts are written `cast(:name as type)`. */
export async function rows<T>(db: Db, sql: string, bindings: Bindings = {}): Promise<T[]> {
  const given = Object.fromEntries([...sql.matchAll(named)].map(([, name = '']) => [name, bindings[name] ?? null]));
  const result = (await db.raw(sql, given as Record<string, Knex.RawBinding>)) as { readonly rows: T[] };
  return result.rows;
}

/** The first row, where at most one is expected. */
export async function row<T>(db: Db, sql: string, bindings: Bindings = {}): Promise<T | undefined> {
  return (await rows<T>(db, sql, bindings))[0];
}
