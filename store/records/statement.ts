import type { Knex } from 'knex';
import type { Db } from '../db.ts';
import { toJson } from '../json.ts';
import { preparedName } from '../rows.ts';

/** One data-changing statement with `?` for each binding. */
export type Write = { readonly sql: string; readonly bindings: readonly Knex.RawBinding[] };

/**
 * Runs writes in one round trip, as common table expressions of one statement. They see the tables as they were before, so
 * no two of them may touch the same row.
 */
export async function runTogether(db: Db, writes: readonly Write[]): Promise<void> {
  if (writes.length === 0) return;
  const parts = writes.map(({ sql }, index) => `w${index} as (${sql})`);
  const sql = `with ${parts.join(', ')} select 1`;
  await db
    .raw(
      sql,
      writes.flatMap(({ bindings }) => bindings),
    )
    .options({ name: preparedName(sql) });
}

/** A write over many rows, given as one JSON list; nothing when there are none. `shape` declares its columns. */
export function overRows(rows: readonly unknown[], shape: string, sql: (given: string) => string): readonly Write[] {
  if (rows.length === 0) return [];
  return [{ sql: sql(`jsonb_to_recordset(cast(? as jsonb)) as given (${shape})`), bindings: [toJson(rows)] }];
}

/** A moment as JSON and Postgres both have it. */
export const moment = (ms: number | undefined) => (ms === undefined ? 'infinity' : new Date(ms).toISOString());
