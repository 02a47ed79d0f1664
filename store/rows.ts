import type { Knex } from 'knex';
import type { Db } from './db.ts';

export type Bindings = Readonly<Record<string, Knex.RawBinding | readonly string[] | undefined>>;

/** Runs a statement with named bindings (`:name`; write casts as `cast(:name as type)`); absent values are null. */
export async function rows<T>(db: Db, sql: string, bindings: Bindings = {}): Promise<T[]> {
  const known = Object.fromEntries(Object.entries(bindings).map(([name, value]) => [name, value ?? null]));
  const result = (await db.raw(sql, known as Record<string, Knex.RawBinding>)) as { readonly rows: T[] };
  return result.rows;
}

/** The first row, where at most one is expected. */
export async function row<T>(db: Db, sql: string, bindings: Bindings = {}): Promise<T | undefined> {
  return (await rows<T>(db, sql, bindings))[0];
}
