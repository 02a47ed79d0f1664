import type { Db } from '../db.ts';
import { row } from '../rows.ts';

/** What an alert may ring for: counted up to a cap, so that asking costs the same however bad things are. */
export type Figures = {
  readonly incidentsOpen: number;
  readonly tasksOpen: number;
  readonly tasksOverdue: number;
  /** Seconds since the oldest line of evidence was written that no seal covers yet. */
  readonly unsealedAge: number;
};

const COUNT_CAP = 10_000;

export async function figures(db: Db): Promise<Figures> {
  const found = await row<Figures>(
    db,
    `select
       (select count(*)::int from (select 1 from incident where resolved_at is null limit :cap) it) as "incidentsOpen",
       (select count(*)::int from (select 1 from task where status = 'open' limit :cap) it) as "tasksOpen",
       (select count(*)::int from
         (select 1 from task where status = 'open' and due_at < now() limit :cap) it) as "tasksOverdue",
       coalesce(extract(epoch from now() - (
         select min(at) from audit_event where id > coalesce((select max(last_id) from audit_batch), 0)
       )), 0)::float8 as "unsealedAge"`,
    { cap: COUNT_CAP },
  );
  if (!found) throw new Error('the figures have no row');
  return found;
}
