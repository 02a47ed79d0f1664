import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { row } from './rows.ts';

/** What makes a job this job: the same on every delivery. */
export type JobKey = { readonly instance: string; readonly token: string; readonly attempt: number };

/** What a job has done already, if it has. */
export const findEffect = (db: Db, key: JobKey) =>
  row<{ result: unknown }>(
    db,
    'select result from job_effect where instance_id = :instance and token = :token and attempt = :attempt',
    key,
  );

/** Keeps what a job did, so that a second delivery does nothing. The first stays; false when there was one. */
export async function saveEffect(
  db: Db,
  { instance, token, attempt, type, result }: JobKey & { readonly type: string; readonly result: unknown },
): Promise<boolean> {
  const written = await db('job_effect')
    .insert({ instance_id: instance, token, attempt, type, result: toJson(result) })
    .onConflict(['instance_id', 'token', 'attempt'])
    .ignore()
    .returning('token');
  return written.length > 0;
}
