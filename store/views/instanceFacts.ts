import type { Db } from '../db.ts';
import { row } from '../rows.ts';
import { type CaseRole, caseRoleIn } from './caseRole.ts';

/** What decides who may see an instance, from the view of one person. */
export type InstanceFacts = {
  readonly id: string;
  /** Null: it belongs to no instance. */
  readonly process: string | null;
  readonly startedBy: string;
  readonly department: string | null;
  /** The person has had a task of it, or could take one now. */
  readonly involved: boolean;
  /** In a violation case. */
  readonly caseRole: CaseRole | null;
};

export const instanceFacts = (db: Db, { instance, person }: { instance: string; person: string }) =>
  row<InstanceFacts>(
    db,
    `select id, process_key as process, ${caseRoleIn('process_instance.id')} as "caseRole", started_by as "startedBy", department_id as department, exists (
       select from task where instance_id = process_instance.id and :person in (closed_by, on_behalf_of, assignee_id)
     ) as involved
     from process_instance where id = :instance`,
    { instance, person },
  );
