import type { Frequency, Independence, Level, Method } from '../domain/inspection.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import type { LocalText } from './localText.ts';
import { row, rows } from './rows.ts';

/** A step that is inspected again and again, as the catalogue writes it. */
export type InspectionPlan = {
  readonly id: string;
  readonly policy: string;
  readonly name: LocalText;
  readonly process: string;
  readonly node: string;
  readonly clauses: readonly string[];
  readonly frequency: Frequency;
  readonly method: Method;
  /** 0: as the method says. */
  readonly size: number;
  readonly pool: string;
  readonly independence: Independence;
};

export type PlanRow = InspectionPlan & {
  readonly level: Level;
  readonly liveSince: Date | null;
  /** Where the last window ended, and when it was drawn. */
  readonly lastWindow: Date | null;
  readonly lastDrawn: Date | null;
  readonly poolName: LocalText | null;
};

const columns = `inspection_plan.id, policy_id as policy, inspection_plan.name, process_key as process, node, clauses,
  frequency, method, size, pool_duty as pool, independence, level, live_since as "liveSince",
  duty.name as "poolName", last.window_to as "lastWindow", last.drawn_at as "lastDrawn"`;
const from = `inspection_plan left join duty on duty.id = pool_duty left join lateral (
  select window_to, drawn_at from inspection where plan_id = inspection_plan.id order by drawn_at desc limit 1
) last on true`;

/** Writes plans as they ship. Whether one is live, and how strict it has become, is left as it is. */
export async function saveInspectionPlans(db: Db, plans: readonly InspectionPlan[]): Promise<void> {
  await rows(
    db,
    `insert into inspection_plan (id, policy_id, name, process_key, node, clauses, frequency, method, size, pool_duty,
       independence)
     select id, policy, name, process, node, clauses, frequency, method, size, pool, independence
     from jsonb_to_recordset(cast(:plans as jsonb)) as given (id text, policy text, name jsonb, process text, node text,
       clauses text[], frequency text, method text, size integer, pool text, independence text)
     on conflict (id) do update set name = excluded.name, process_key = excluded.process_key, node = excluded.node,
       clauses = excluded.clauses, frequency = excluded.frequency, method = excluded.method, size = excluded.size,
       pool_duty = excluded.pool_duty, independence = excluded.independence`,
    { plans: toJson(plans) },
  );
}

export const listPlans = (db: Db) => rows<PlanRow>(db, `select ${columns} from ${from} order by inspection_plan.id`);

export const findPlan = (db: Db, id: string) =>
  row<PlanRow>(db, `select ${columns} from ${from} where inspection_plan.id = :id`, { id });

export const livePlans = (db: Db) =>
  rows<PlanRow>(db, `select ${columns} from ${from} where live_since is not null order by inspection_plan.id`);

/**
 * Makes the inspection plans of a policy live, those that are live already for its new version: what the supervise phase
 * begins with. Answers how many are live then.
 */
export async function makePlansLive(db: Db, policy: string, version: number, by: string): Promise<number> {
  return db.transaction(async (trx) => {
    const changed = await rows<{ id: string }>(
      trx,
      `update inspection_plan set live_since = coalesce(live_since, now()), live_by = coalesce(live_by, :by),
         live_version = :version
       where policy_id = :policy and (live_since is null or live_version is distinct from :version) returning id`,
      { policy, version, by },
    );
    const made = { action: 'inspection-plans-live', subjectKind: 'policy', subject: `${policy}@v${version}` };
    const plans = changed.map(({ id }) => id).toSorted();
    if (plans.length > 0) await appendAudit(trx, [{ actor: by, ...made, after: { plans } }]);
    const found = await row<{ live: number }>(
      trx,
      `select cast(count(*) as integer) as live from inspection_plan where policy_id = :policy and live_since is not null`,
      { policy },
    );
    return found?.live ?? 0;
  });
}
