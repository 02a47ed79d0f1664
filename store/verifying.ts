import type { Db } from './db.ts';
import { chainOf, genesis, HASH_BYTES, merkleRoot } from './merkle.ts';
import { stepHash } from './records/evidence.ts';
import { row, rows } from './rows.ts';
import { leafColumn, rangeOf } from './sealing.ts';
import type { StepRecord } from './stepsRecord.ts';

/** The first thing found that is not as it was sealed. */
export type Broken =
  | { readonly kind: 'row-altered' | 'row-missing' | 'row-added'; readonly id: string }
  | { readonly kind: 'batch-altered' | 'batch-missing'; readonly batch: number }
  | { readonly kind: 'step-altered' | 'step-missing'; readonly instance: string; readonly sequence: number };

export type Verified = {
  readonly batches: number;
  /** Sealed rows whose content was recomputed. */
  readonly rows: number;
  /** Rows that wait for the next seal. */
  readonly unsealed: number;
  readonly steps: number;
  readonly broken?: Broken;
};

type Batch = {
  readonly number: number;
  readonly firstId: string;
  readonly lastId: string;
  readonly ids: readonly string[];
  readonly leaves: Buffer;
  readonly root: Buffer;
  readonly chain: Buffer;
};

const LOOKED_AT_AT_ONCE = 5_000;

/** Recomputes every seal, row by row, then holds the journal against the evidence; stops at the first that differs. */
export async function verifyAudit(db: Db): Promise<Verified> {
  const seals = await verifySeals(db);
  if (seals.broken) return { ...seals, unsealed: 0, steps: 0 };
  const found = await row<{ count: number }>(
    db,
    'select cast(count(*) as integer) as count from audit_event where id > :last',
    { last: seals.lastId },
  );
  const { steps, broken } = await verifyJournal(db);
  const { batches, rows: sealed } = seals;
  return { batches, rows: sealed, unsealed: found?.count ?? 0, steps, ...(broken && { broken }) };
}

type Seals = {
  readonly batches: number;
  readonly rows: number;
  readonly lastId: string;
  readonly broken?: Broken;
};

async function verifySeals(db: Db): Promise<Seals> {
  let before: Buffer = genesis;
  let sofar: Seals = { batches: 0, rows: 0, lastId: '0' };
  for (;;) {
    const number = sofar.batches + 1;
    const batch = await row<Batch>(
      db,
      `select number, first_id as "firstId", last_id as "lastId", ids, leaves, root, chain
       from audit_batch where number >= :number order by number limit 1`,
      { number },
    );
    if (!batch) return sofar;
    if (batch.number !== number) return { ...sofar, broken: { kind: 'batch-missing', batch: number } };
    const broken = brokenBatch(batch, before) ?? (await brokenRow(db, batch, sofar.lastId));
    if (broken) return { ...sofar, broken };
    before = batch.chain;
    sofar = { batches: number, rows: sofar.rows + batch.ids.length, lastId: batch.lastId };
  }
}

function brokenBatch(batch: Batch, before: Buffer): Broken | undefined {
  const { number, firstId, lastId, ids } = batch;
  const leaves = leavesOf(batch);
  const root = merkleRoot(leaves);
  const chain = chainOf(before, root, rangeOf({ number, firstId, lastId, count: ids.length }));
  const isWhole = root.equals(batch.root) && chain.equals(batch.chain) && leaves.length === ids.length;
  return isWhole ? undefined : { kind: 'batch-altered', batch: number };
}

function leavesOf({ leaves }: Batch): Buffer[] {
  return Array.from({ length: leaves.length / HASH_BYTES }, (_, index) =>
    leaves.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  );
}

async function brokenRow(db: Db, batch: Batch, after: string): Promise<Broken | undefined> {
  const found = await rows<{ id: string; leaf: Buffer }>(
    db,
    `select id, ${leafColumn} as leaf from audit_event where id > :after and id <= :last order by id`,
    { after, last: batch.lastId },
  );
  const sealed = leavesOf(batch);
  const expected = new Map(batch.ids.map((id, index) => [id, sealed[index]]));
  const present = new Map(found.map(({ id, leaf }) => [id, leaf]));
  const ids = [...new Set([...expected.keys(), ...present.keys()])].sort((a, b) => Number(BigInt(a) - BigInt(b)));
  for (const id of ids) {
    const was = expected.get(id);
    const is = present.get(id);
    if (!was) return { kind: 'row-added', id };
    if (!is) return { kind: 'row-missing', id };
    if (!was.equals(is)) return { kind: 'row-altered', id };
  }
  return undefined;
}

type Evidence = Pick<StepRecord, 'event' | 'commands' | 'sequence'> & {
  readonly id: string;
  readonly instance: string;
  readonly expected: string;
  readonly written: boolean;
  readonly refused: NonNullable<StepRecord['refused']> | null;
};

/** Each step of the journal has its hash in the evidence, so the seals vouch for the journal too. */
async function verifyJournal(db: Db): Promise<{ readonly steps: number; readonly broken?: Broken }> {
  let steps = 0;
  let after = '0';
  for (;;) {
    const found = await rows<Evidence>(
      db,
      `select audit.id, audit.instance_id as instance, cast(audit.after ->> 'sequence' as integer) as sequence,
         audit.after ->> 'step' as expected, step.instance_id is not null as written, event, commands, step.refused
       from (select * from audit_event where id > :after and after -> 'step' is not null
           and after -> 'sequence' is not null order by id limit :limit) audit
         left join process_step step on step.instance_id = audit.instance_id
           and step.sequence = cast(audit.after ->> 'sequence' as integer) and step.at = audit.at
       order by audit.id`,
      { after, limit: LOOKED_AT_AT_ONCE },
    );
    const broken = found.find((evidence) => !isKept(evidence));
    if (broken) {
      const { instance, sequence, written } = broken;
      return { steps, broken: { kind: written ? 'step-altered' : 'step-missing', instance, sequence } };
    }
    steps += found.length;
    after = found.at(-1)?.id ?? after;
    if (found.length < LOOKED_AT_AT_ONCE) return { steps };
  }
}

function isKept({ written, event, commands, refused, expected }: Evidence): boolean {
  return written && stepHash({ event, commands, ...(refused && { refused }) }) === expected;
}
