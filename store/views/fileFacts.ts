import type { Db } from '../db.ts';
import { row } from '../rows.ts';
import { type CaseRole, caseRoleIn } from './caseRole.ts';

/** What decides who may see a file: whoever brought it, and whoever may see the instance it belongs to. */
export type FileFacts = {
  readonly uploadedBy: string;
  readonly startedBy: string;
  readonly department: string | null;
  readonly involved: boolean;
  readonly process: string | null;
  readonly caseRole: CaseRole | null;
  /** The notice of the facts of a case shows it to the person. */
  readonly noticed: boolean;
};

export const fileFacts = (db: Db, { file, person }: { file: string; person: string }) =>
  row<FileFacts>(
    db,
    `select uploaded_by as "uploadedBy", coalesce(started_by, uploaded_by) as "startedBy", department_id as department,
       exists (select from task where instance_id = process_instance.id
         and :person in (closed_by, on_behalf_of, assignee_id)) as involved,
       process_key as process, ${caseRoleIn('process_instance.id')} as "caseRole",
       exists (select from violation_case where violation_case.instance_id = evidence_file.instance_id
         and respondent_id = :person and noticed_at is not null and evidence_file.id = any(evidence)) as noticed
     from evidence_file left join process_instance on process_instance.id = evidence_file.instance_id
     where evidence_file.id = :file`,
    { file, person },
  );
