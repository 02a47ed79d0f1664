import type { Db } from './db.ts';
import { row } from './rows.ts';

/** A finding with what a case about it has to know. */
export type FindingFacts = {
  readonly id: string;
  readonly owner: string;
  readonly clause: string;
  readonly description: string;
  /** When the step was finished that it is about. */
  readonly actedAt: Date;
  readonly inspector: string | null;
  readonly inspectorDepartment: string | null;
  readonly case: string | null;
};

export const findingFacts = (db: Db, id: string) =>
  row<FindingFacts>(
    db,
    `select finding.id, owner_id as owner, clause, description, task.closed_at as "actedAt",
       inspector_id as inspector, inspector.department_id as "inspectorDepartment", case_id as case
     from finding join inspection on inspection.id = finding.inspection_id
       join inspection_item on inspection_item.inspection_id = finding.inspection_id and number = item
       join task on task.id = task_id left join person inspector on inspector.id = inspector_id
     where finding.id = :id`,
    { id },
  );

/** The step was put right. */
export async function noteCorrection(db: Db, id: string, correction: string): Promise<void> {
  await db('finding').where({ id }).update({ correction, state: 'corrected' });
}

/** The cause is known, and what keeps it from happening again; now it has to show its effect. */
export async function noteCause(db: Db, id: string, cause: string, correctiveAction: string): Promise<void> {
  await db('finding').where({ id }).update({ cause, corrective_action: correctiveAction, state: 'effect-check' });
}

/** It worked, and the finding is closed; or it did not, and the correction begins again. Told twice, it counts once. */
export async function noteEffect(
  db: Db,
  id: string,
  { effective, effect, at }: { readonly effective: boolean; readonly effect: string; readonly at: Date },
): Promise<void> {
  const checked = db('finding').where({ id, state: 'effect-check' });
  if (effective) await checked.update({ effect, state: 'closed', closed_at: at });
  else await checked.update({ effect, state: 'reopened', times_reopened: db.raw('times_reopened + 1') });
}
