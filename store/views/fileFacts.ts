import type { Db } from '../db.ts';
import { row } from '../rows.ts';

/** What decides who may see a file: whoever brought it, and whoever may see the instance it belongs to. */
export type FileFacts = {
  readonly uploadedBy: string;
  readonly startedBy: string;
  readonly department: string | null;
  readonly involved: boolean;
};

export const fileFacts = (db: Db, { file, person }: { file: string; person: string }) =>
  row<FileFacts>(
    db,
    `select uploaded_by as "uploadedBy", coalesce(started_by, uploaded_by) as "startedBy", department_id as department,
       exists (select from task where instance_id = process_instance.id
         and :person in (closed_by, on_behalf_of, assignee_id)) as involved
     from evidence_file left join process_instance on process_instance.id = evidence_file.instance_id
     where evidence_file.id = :file`,
    { file, person },
  );
