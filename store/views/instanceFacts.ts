import type { Db } from '../db.ts';
import { row } from '../rows.ts';

/** What decides who may see an instance, from the view of one person. */
export type InstanceFacts = {
  readonly id: string;
  readonly startedBy: string;
  readonly department: string | null;
  /** The person has had a task of it, or could take one now. */
  readonly involved: boolean;
};

export const instanceFacts = (db: Db, { instance, person }: { instance: string; person: string }) =>
  row<InstanceFacts>(
    db,
    `select id, started_by as "startedBy", department_id as department, exists (
       select from task where instance_id = process_instance.id and :person in (closed_by, on_behalf_of, assignee_id)
     ) as involved
     from process_instance where id = :instance`,
    { instance, person },
  );
