import { setTimeout } from 'node:timers/promises';
import type { Db } from './db.ts';
import { chainOf, genesis, merkleRoot } from './merkle.ts';
import { row, rows } from './rows.ts';

const BATCH_ROWS = 10_000;
const HORIZON_WAIT_MS = 5_000;
const HORIZON_POLL_MS = 20;
const PARTITIONS_AHEAD_MONTHS = 3;
const OUTBOX_KEPT = '1 day';

export type Sealed = { readonly batches: number; readonly rows: number };

/**
 * The hash of a row, made in the query and not by a function of the database: whoever can alter rows could alter that too.
 * The first byte keeps leaves apart from inner nodes.
 */
export const leafColumn = `sha256('\\x00'::bytea || convert_to(jsonb_build_array(id, at at time zone 'UTC', actor_id,
  on_behalf_of, action, subject_kind, subject_id, instance_id, clauses, refused, before, after, request_id)::text, 'UTF8'))`;

/** Keeps the house of the append-only tables: partitions for the months to come, seals, and an outbox that is not kept. */
export async function sealAudit(db: Db): Promise<Sealed> {
  await rows(db, 'select ensure_partitions(:ahead)', { ahead: PARTITIONS_AHEAD_MONTHS });
  await rows(db, `delete from outbox where at < now() - cast(:kept as interval)`, { kept: OUTBOX_KEPT });
  const horizon = await safeHorizon(db);
  let sealed: Sealed = { batches: 0, rows: 0 };
  for (;;) {
    const count = horizon === undefined ? 0 : await sealBatch(db, horizon);
    if (count === 0) return sealed;
    sealed = { batches: sealed.batches + 1, rows: sealed.rows + count };
  }
}

/**
 * The highest id up to which no row can still appear. A transaction gets its number before its rows get their ids
 * (next_audit_id), so once all transactions numbered until now have ended, all ids given out until now are settled.
 * Absent when one of them takes its time: then the next sealing sees to it.
 */
async function safeHorizon(db: Db): Promise<string | undefined> {
  const given = await row<{ id: string }>(db, 'select last_value as id from audit_event_id where is_called');
  const next = await row<{ xmax: string }>(db, 'select cast(pg_snapshot_xmax(pg_current_snapshot()) as text) as xmax');
  const deadline = Date.now() + HORIZON_WAIT_MS;
  while (given && next) {
    const [now] = await rows<{ past: boolean }>(
      db,
      'select pg_snapshot_xmin(pg_current_snapshot()) >= cast(:xmax as xid8) as past',
      next,
    );
    if (now?.past) return given.id;
    if (Date.now() > deadline) return undefined;
    await setTimeout(HORIZON_POLL_MS);
  }
  return undefined;
}

type LastBatch = { readonly number: number; readonly lastId: string; readonly chain: Buffer };
type Leaf = { readonly id: string; readonly leaf: Buffer };

/** Seals the next rows up to the horizon; gives how many. Two sealers at once: the second finds the first's batch. */
async function sealBatch(db: Db, horizon: string): Promise<number> {
  return db.transaction(async (trx) => {
    await rows(trx, `select pg_advisory_xact_lock(hashtext('audit_batch'))`);
    const last = await row<LastBatch>(
      trx,
      'select number, last_id as "lastId", chain from audit_batch order by number desc limit 1',
    );
    const leaves = await nextLeaves(trx, last?.lastId ?? '0', horizon);
    const [first] = leaves;
    if (!first) return 0;
    // Ids that no row has (rolled back) are sealed as absent, up to the batch's last row.
    const batch = { number: (last?.number ?? 0) + 1, firstId: first.id, lastId: leaves.at(-1)?.id ?? first.id };
    const root = merkleRoot(leaves.map(({ leaf }) => leaf));
    await trx('audit_batch').insert({
      number: batch.number,
      first_id: batch.firstId,
      last_id: batch.lastId,
      ids: leaves.map(({ id }) => id),
      leaves: Buffer.concat(leaves.map(({ leaf }) => leaf)),
      root,
      chain: chainOf(last?.chain ?? genesis, root, rangeOf({ ...batch, count: leaves.length })),
    });
    return leaves.length;
  });
}

/** A range of ids is given, not a number of rows: that is read from the index whatever the statistics say. */
const nextLeaves = (db: Db, after: string, horizon: string) =>
  rows<Leaf>(
    db,
    `with first as (select min(id) as id from audit_event where id > :after and id <= :horizon)
     select id, ${leafColumn} as leaf from audit_event
     where id >= (select id from first) and id < (select id from first) + cast(:limit as bigint) and id <= :horizon
     order by id`,
    { after, horizon, limit: BATCH_ROWS },
  );

export function rangeOf(batch: {
  readonly number: number;
  readonly firstId: string;
  readonly lastId: string;
  readonly count: number;
}): string {
  return `${batch.number}:${batch.firstId}-${batch.lastId}:${batch.count}`;
}
