import { randomBytes } from 'node:crypto';
import { type Level, type Method, type Period, sampleSize } from '../domain/inspection.ts';
import type { Fact } from '../domain/rollout.ts';
import { drawSample, type Member, populationHash } from '../domain/sampling.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import type { PlanRow } from './inspectionPlans.ts';
import { row, rows } from './rows.ts';

const SEED_BYTES = 32;
/** A step that was finished late has three chances, one that was put before a superior two. */
const WEIGHT = 'case when closed_at > due_at then 3 when cardinality(escalated_to) > 0 then 2 else 1 end';

export type Window = {
  readonly process: string;
  readonly node: string;
  readonly method: Method;
  readonly from: Date;
  readonly to: Date;
};

/** The steps that were finished within a window, with their chances. "triggered" sees only what gave cause. */
export async function populationOf(db: Db, { process, node, method, from, to }: Window): Promise<Member[]> {
  const found = await rows<Member>(
    db,
    `select id, ${WEIGHT} as weight from task where process_key = :process and node = :node
       and status in ('completed', 'approved', 'rejected') and closed_at >= :from and closed_at < :to order by id`,
    { process, node, from, to },
  );
  if (method === 'risk') return found;
  const seen = method === 'triggered' ? found.filter(({ weight }) => weight > 1) : found;
  return seen.map(({ id }) => ({ id, weight: 1 }));
}

export type Drawn = { readonly id: string; readonly population: number; readonly sampleSize: number };

/** Who draws; null: the schedule. */
type Drawer = { readonly by: string | null; readonly at: Date };

/**
 * Draws a sample and writes down what it takes to draw it again. A period that was drawn already stays as it is;
 * undefined when nothing was finished in it.
 */
export async function drawInspection(
  db: Db,
  plan: PlanRow,
  period: Period,
  { by, at }: Drawer,
): Promise<Drawn | undefined> {
  const id = `${plan.id}.${period.id}`;
  const known = await findDrawn(db, id);
  if (known) return known;
  const window = { from: new Date(period.from), to: new Date(period.to) };
  const population = await populationOf(db, { ...plan, ...window });
  if (population.length === 0) return undefined;
  const seed = randomBytes(SEED_BYTES).toString('hex');
  const size = sampleSize({ ...plan, population: population.length });
  const drawn = {
    id,
    plan: plan.id,
    period: period.id,
    ...window,
    seed,
    population: population.length,
    hash: populationHash(population),
    method: plan.method,
    level: plan.level,
    size,
    by,
    at,
    clauses: plan.clauses,
  };
  await writeDrawn(db, drawn, drawSample({ population, seed, size }));
  return findDrawn(db, id);
}

const findDrawn = (db: Db, id: string) =>
  row<Drawn>(db, 'select id, population, sample_size as "sampleSize" from inspection where id = :id', { id });

type Draft = {
  readonly id: string;
  readonly plan: string;
  readonly period: string;
  readonly from: Date;
  readonly to: Date;
  readonly seed: string;
  readonly population: number;
  readonly hash: string;
  readonly method: Method;
  readonly level: Level;
  readonly size: number;
  readonly by: string | null;
  readonly at: Date;
  readonly clauses: readonly string[];
};

async function writeDrawn(db: Db, drawn: Draft, sample: readonly string[]): Promise<void> {
  await db.transaction(async (trx) => {
    const written = await rows(
      trx,
      `insert into inspection (id, plan_id, period, window_from, window_to, seed, population, population_hash, method,
         level, sample_size, state, drawn_by, drawn_at)
       values (:id, :plan, :period, :from, :to, :seed, :population, :hash, :method, :level, :size, 'sampled', :by, :at)
       on conflict do nothing returning id`,
      drawn,
    );
    if (written.length === 0) return;
    await rows(
      trx,
      `insert into inspection_item (inspection_id, number, task_id, performer_id)
       select :id, number, task.id, coalesce(closed_by, requester_id)
       from unnest(cast(:sample as text[])) with ordinality as drawn (task_id, number)
         join task on task.id = drawn.task_id`,
      { id: drawn.id, sample },
    );
    const { seed, hash, population, size } = drawn;
    await appendAudit(trx, [
      {
        actor: drawn.by,
        action: 'inspection-drawn',
        subjectKind: 'inspection',
        subject: drawn.id,
        clauses: drawn.clauses,
        after: { seed, populationHash: hash, population, sampleSize: size },
      },
    ]);
  });
}

/** Everything that the sample of an inspection was made from. */
export type SampleRow = Window & {
  readonly id: string;
  readonly level: Level;
  readonly seed: string;
  readonly population: number;
  readonly populationHash: string;
  readonly sampleSize: number;
  /** Task ids in the order in which they were drawn. */
  readonly sample: readonly string[];
};

export const findSample = (db: Db, id: string) =>
  row<SampleRow>(
    db,
    `select inspection.id, process_key as process, node, inspection.method, inspection.level, window_from as "from",
       window_to as "to", seed, population, population_hash as "populationHash", sample_size as "sampleSize",
       array(select task_id from inspection_item where inspection_id = inspection.id order by number) as sample
     from inspection join inspection_plan on inspection_plan.id = plan_id where inspection.id = :id`,
    { id },
  );

/**
 * What the gate of the supervise phase measures of supervision: that all plans of the policy are live for this version,
 * and that each critical finding made since the phase was launched (ms) has been corrected.
 */
export async function superviseFacts(db: Db, policy: string, version: number, since: number): Promise<readonly Fact[]> {
  const found = await row<{ plans: number; live: number; critical: number }>(
    db,
    `select cast(count(*) as integer) as plans, cast(count(*) filter (where live_version = :version) as integer) as live,
       (select cast(count(*) as integer) from finding
          join inspection on inspection.id = inspection_id join inspection_plan plan on plan.id = plan_id
        where plan.policy_id = :policy and severity = 'CRITICAL' and found_at >= :since and correction is null) as critical
     from inspection_plan where policy_id = :policy`,
    { policy, version, since: new Date(since).toISOString() },
  );
  const { plans = 0, live = 0, critical = 0 } = found ?? {};
  return [
    { id: 'plans-live', target: plans, measured: live, unit: 'count', ok: live >= plans },
    { id: 'critical-uncorrected', target: 0, measured: critical, unit: 'count', ok: critical === 0 },
  ];
}
