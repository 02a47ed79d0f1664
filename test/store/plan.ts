import type { Db } from '../../store/db.ts';

/** Runs a list and asks Postgres how it went about the statement. */
export async function planOf(
  db: Db,
  read: (db: Db) => Promise<unknown>,
): Promise<{ readonly plan: string; readonly result: unknown }> {
  const asked: { sql: string; bindings: unknown[] }[] = [];
  const listen = (query: { sql: string; bindings: unknown[] }) => asked.push(query);
  db.on('query', listen);
  const result = await read(db);
  db.off('query', listen);
  const [query] = asked;
  if (!query) throw new Error('the list asked nothing');
  const sql = `explain (analyze, buffers) ${query.sql.replace(/\$\d+/g, '?')}`;
  const { rows } = (await db.raw(sql, query.bindings as string[])) as { rows: { 'QUERY PLAN': string }[] };
  return { plan: rows.map((row) => row['QUERY PLAN']).join('\n'), result };
}
