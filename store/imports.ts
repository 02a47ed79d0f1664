import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { type Cursor, cursorMoment, type Page, readCursor, toPage } from './page.ts';
import { row, rows } from './rows.ts';
import { type PersonRef, personRef } from './views/taskRow.ts';

/** How many records an import had, and how many of them were new. */
export type ImportCounts = {
  readonly rows: number;
  readonly fresh: number;
  readonly repeated: number;
  readonly faulty: number;
};

export type ImportRun = ImportCounts & {
  readonly id: string;
  readonly kind: string;
  readonly fileHash: string;
  readonly allOrNothing: boolean;
  readonly by: string;
  readonly at: Date;
};

/** An import that was carried out; the id is that of its request. */
export const findImport = (db: Db, id: string) =>
  row<ImportCounts>(db, 'select rows, fresh, repeated, faulty from import_run where id = :id', { id });

export async function insertImport(db: Db, run: ImportRun): Promise<void> {
  const { id, kind, fileHash, allOrNothing, by, at, ...counts } = run;
  await db('import_run').insert({
    ...counts,
    id,
    kind,
    file_hash: fileHash,
    all_or_nothing: allOrNothing,
    imported_by: by,
    imported_at: at,
  });
}

/** A record as it came in: what it says, as a hash. */
export type ImportedRow = { readonly key: string; readonly hash: string };

/** Records of these keys that have come in before, with the hash of what they said. */
export async function importedBefore(
  db: Db,
  kind: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await rows<ImportedRow>(
    db,
    'select key, content_hash as hash from import_row where kind = :kind and key = any(:keys)',
    { kind, keys },
  );
  return new Map(found.map(({ key, hash }) => [key, hash]));
}

/** Notes records as taken, each once. Gives the keys that are new: another import may have been faster. */
export async function noteImported(
  db: Db,
  { kind, run, records }: { readonly kind: string; readonly run: string; readonly records: readonly ImportedRow[] },
): Promise<ReadonlySet<string>> {
  const fresh = await rows<{ key: string }>(
    db,
    `insert into import_row (kind, key, content_hash, import_id)
     select :kind, key, hash, :run from jsonb_to_recordset(cast(:records as jsonb)) as given (key text, hash text)
     on conflict do nothing returning key`,
    { kind, run, records: toJson(records) },
  );
  return new Set(fresh.map(({ key }) => key));
}

export type ImportShown = ImportCounts & {
  readonly id: string;
  readonly kind: string;
  readonly fileName: string | null;
  readonly importedBy: PersonRef | null;
  readonly importedAt: Date;
};

/** A page of the imports, newest first. */
export async function importsPage(
  db: Db,
  {
    kind,
    cursor,
    limit,
  }: { readonly kind?: string | undefined; readonly cursor?: string | undefined; readonly limit: number },
): Promise<Page<ImportShown>> {
  const after = readCursor(cursor);
  const found = await rows<ImportShown & Cursor>(
    db,
    `select import_run.id, kind, rows, fresh, repeated, faulty, imported_at as "importedAt",
       (select name from evidence_file where sha256 = file_hash order by uploaded_at limit 1) as "fileName",
       ${personRef('importer')} as "importedBy", ${cursorMoment('imported_at')} as at
     from import_run left join person importer on importer.id = imported_by
     where (cast(:kind as text) is null or kind = :kind)
       ${after ? 'and (imported_at, import_run.id) < (cast(:at as timestamptz), :id)' : ''}
     order by imported_at desc, import_run.id desc limit cast(:limit as integer)`,
    { kind, limit: String(limit + 1), ...after },
  );
  return toPage(found, limit, ({ at: _at, ...item }) => item);
}
