import type { Db } from './db.ts';
import { row, rows } from './rows.ts';
import { type PersonRef, personRef } from './views/taskRow.ts';

/** A file kept as evidence. Its content lies elsewhere, under its hash. */
export type EvidenceFile = {
  readonly id: string;
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly uploadedBy: string;
};

export type FileRow = Omit<EvidenceFile, 'uploadedBy'> & {
  readonly uploadedBy: PersonRef | null;
  readonly uploadedAt: Date;
  readonly instance: string | null;
  readonly task: string | null;
};

const columns = `evidence_file.id, sha256, evidence_file.name, media_type as "mediaType", cast(size as double precision) as size,
  ${personRef('uploader')} as "uploadedBy", uploaded_at as "uploadedAt", instance_id as instance, task_id as task`;
const from = 'evidence_file left join person uploader on uploader.id = uploaded_by';

export async function insertFile(db: Db, file: EvidenceFile): Promise<void> {
  const { id, sha256, name, mediaType, size, uploadedBy } = file;
  await db('evidence_file').insert({ id, sha256, name, media_type: mediaType, size, uploaded_by: uploadedBy });
}

export const findFile = (db: Db, id: string) =>
  row<FileRow>(db, `select ${columns} from ${from} where evidence_file.id = :id`, { id });

/** Says what files are evidence of. A file that belongs somewhere already stays there. */
export async function attachFiles(
  db: Db,
  ids: readonly string[],
  { instance, task }: { readonly instance: string; readonly task?: string },
): Promise<void> {
  await rows(
    db,
    `update evidence_file set instance_id = :instance, task_id = :task where id = any(:ids) and instance_id is null`,
    { ids, instance, task },
  );
}

export const filesOf = (db: Db, instance: string) =>
  rows<FileRow>(
    db,
    `select ${columns} from ${from} where instance_id = :instance order by uploaded_at, evidence_file.id`,
    {
      instance,
    },
  );
