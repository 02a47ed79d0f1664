import type { Client } from '@temporalio/client';
import type { KeyRing } from '../../platform/keyRing.ts';
import type { Db } from '../../store/db.ts';
import { codedWorkflows } from '../../store/definitions.ts';
import { type LastRecord, lastRecord } from './lastRecord.ts';

/** Something that the two databases do not agree about. `postgres` and `temporal` are numbers of a record. */
export type Difference =
  | { readonly kind: 'missing-in-temporal'; readonly id: string }
  | { readonly kind: 'missing-in-postgres'; readonly id: string }
  | { readonly kind: 'sequence'; readonly id: string; readonly postgres: number; readonly temporal: number };

type Standing = { readonly isRunning: boolean; readonly sequence: number | null };

/** Workflows that our database has no row of: they begin, do one thing and end. */
const rowless = (type: string) => codedWorkflows.includes(type) && type !== 'rollout' && type !== 'wave';

/** Compares what our database says is running with what Temporal says, and how far each of them has got. Changes nothing. */
export async function reconcile(db: Db, client: Client, keys: KeyRing): Promise<readonly Difference[]> {
  const known = await standings(db);
  const running = new Set<string>();
  const found: Difference[] = [];
  for await (const { workflowId, type } of client.workflow.list({ query: 'ExecutionStatus = "Running"' })) {
    running.add(workflowId);
    if (!rowless(type)) found.push(...(await compare(workflowId, known.get(workflowId), client, keys)));
  }
  for (const [id, { isRunning }] of known) {
    if (isRunning && !running.has(id)) found.push({ kind: 'missing-in-temporal', id });
  }
  return found.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

async function compare(
  id: string,
  known: Standing | undefined,
  client: Client,
  keys: KeyRing,
): Promise<readonly Difference[]> {
  const last = await lastRecord(client, keys, id);
  if (!known) return last.done === undefined ? [] : [{ kind: 'missing-in-postgres', id }];
  const { sequence } = known;
  if (sequence === null || last.asked === undefined || agree(known, sequence, last)) return [];
  return [{ kind: 'sequence', id, postgres: sequence, temporal: last.done ?? last.asked }];
}

/**
 * The record that Temporal has asked for may be written without its knowing yet, and is then written again to no effect.
 * Anything earlier than the last one it knows of is lost; anything later comes from another time.
 */
function agree({ isRunning }: Standing, sequence: number, { done = 0, asked = 0 }: LastRecord): boolean {
  return isRunning ? sequence >= done && sequence <= asked : sequence === asked;
}

/** Of everything that may still be running: waves have no record numbers of their own. */
async function standings(db: Db): Promise<ReadonlyMap<string, Standing>> {
  const found = await db
    .select<({ readonly id: string } & Standing)[]>('id', db.raw(`status = 'running' as "isRunning"`), 'sequence')
    .from('process_instance')
    .unionAll([
      db.select('id', db.raw(`state not in ('cancelled', 'completed')`), 'sequence').from('rollout'),
      db.select('id', db.raw(`state <> 'closed'`), db.raw('cast(null as integer)')).from('wave'),
    ]);
  return new Map(found.map(({ id, ...standing }) => [id, standing]));
}
