import type { z } from 'zod';
import {
  type ImportKind,
  importKinds,
  type importRecords as importOperation,
  NAMED_ERRORS_MAX,
} from '../../contract/imports.ts';
import type { Locale } from '../../contract/shared.ts';
import { type RecordRead, type RowError, readRecords } from '../../domain/recordRows.ts';
import { Refusal } from '../../domain/refusal.ts';
import { appendAudit } from '../../store/audit.ts';
import type { Db } from '../../store/db.ts';
import { type FileRow, findFile } from '../../store/files.ts';
import {
  findImport,
  type ImportCounts,
  importedBefore,
  importsPage,
  insertImport,
  noteImported,
} from '../../store/imports.ts';
import { hashOf } from '../../store/json.ts';
import { fileFacts } from '../../store/views/fileFacts.ts';
import { objection } from '../authorize.ts';
import { contentPath } from '../fileContent.ts';
import type { Call, Handlers, Services } from '../handler.ts';
import { errorTexts } from '../imports/errorTexts.ts';
import { columnsOf, titleOf } from '../imports/headings.ts';
import { storeErrors, takers } from '../imports/intoStore.ts';
import { layouts, partyColumns } from '../imports/layouts.ts';
import { importParties } from '../imports/parties.ts';
import { startDelivery } from '../outside.ts';
import { DetailedRefusal } from '../problem.ts';
import { moment } from '../refs.ts';
import { readTable } from '../sheets/readTable.ts';

type ImportCall = Call<typeof importOperation>;
type Imported = z.input<typeof importOperation.result>;
type RecordKind = Exclude<ImportKind, 'parties'>;

export const listImportKinds: Handlers['listImportKinds'] = async ({ actor, authorize }) => {
  authorize('common', undefined);
  const may = (kind: ImportKind) =>
    objection(actor, kind === 'parties' ? 'partyList.import' : 'records.import', undefined) === undefined;
  return {
    items: importKinds.map((kind) => ({
      kind,
      mayImport: may(kind),
      columns: (kind === 'parties' ? partyColumns : layouts[kind].columns).map(({ name, isRequired, example }) => ({
        name,
        title: titleOf(name),
        required: isRequired,
        example,
      })),
    })),
  };
};

export const listImports: Handlers['listImports'] = async ({ query, authorize }, { db }) => {
  authorize('records.import', undefined);
  const { items, next } = await importsPage(db, query);
  return {
    items: items.map(({ kind, importedAt, ...it }) => ({
      ...it,
      kind: kind as ImportKind,
      importedAt: moment(importedAt),
    })),
    next,
  };
};

/** A dry run only says; else all rows or none, or those that are right. The same request again answers the same. */
export const importRecords: Handlers['importRecords'] = async (call, services) => {
  const { body, authorize } = call;
  const { kind } = body;
  authorize(kind === 'parties' ? 'partyList.import' : 'records.import', undefined);
  if ((body.timeScale ?? 1) !== 1 && services.settings.ZHIDU_MODE !== 'demo')
    throw new Refusal('not-allowed', { action: 'timeScale' });
  const file = await fileOf(call, services);
  if (kind === 'parties') return importParties(call, services, contentOf(file, services), file);
  const done = body.dryRun ? undefined : await findImport(services.db, body.requestId);
  if (done) {
    await deliver(call, services);
    return { dryRun: false, import: body.requestId, ...done, errorCount: 0, errors: [] };
  }
  const plan = await planOf(services, kind, file);
  if (!body.dryRun) {
    if (body.take === 'all') refuseFaulty(plan.errors, call.locale);
    const counts = await take(call, services, kind, file, plan);
    await deliver(call, services);
    return told({ ...plan, counts }, body.requestId, call.locale);
  }
  return told(plan, null, call.locale);
};

type Plan = {
  readonly fresh: readonly (RecordRead & { readonly hash: string })[];
  readonly counts: ImportCounts;
  readonly errors: readonly RowError[];
};

async function fileOf({ body, actor }: ImportCall, { db }: Services): Promise<FileRow> {
  const facts = await fileFacts(db, { file: body.file, person: actor.id });
  if (!facts || objection(actor, 'file.see', facts)) throw new Refusal('file-unknown');
  const file = await findFile(db, body.file);
  if (!file) throw new Refusal('file-unknown');
  return file;
}

const contentOf = ({ sha256 }: FileRow, { settings }: Services) => contentPath(settings.ZHIDU_DATA, sha256);

/** What an import would do: which records are new, and all that is wrong. */
async function planOf(services: Services, kind: RecordKind, file: FileRow): Promise<Plan> {
  const { db } = services;
  const layout = layouts[kind];
  const { heading, lines } = await readTable(contentOf(file, services), file.mediaType);
  const read = readRecords(layout, columnsOf(layout.columns, heading), lines);
  const judged = await storeErrors(db, kind, read.records);
  const known = await importedBefore(
    db,
    kind,
    read.records.map(({ key }) => key),
  );
  const hashed = read.records.map((record) => ({ ...record, hash: hashOf([record.values, record.lines]) }));
  const changed = hashed.filter(({ key, hash }) => known.has(key) && known.get(key) !== hash);
  const errors = [
    ...read.errors,
    ...judged,
    ...changed.map(({ rows, key }): RowError => {
      return { row: rows[0] ?? 0, column: layout.keys[0] ?? '', code: 'changed', value: key };
    }),
  ];
  const wrong = new Set(errors.map(({ row }) => row));
  const right = hashed.filter(({ rows }) => !rows.some((row) => wrong.has(row)));
  const fresh = right.filter(({ key }) => !known.has(key));
  const counts = {
    rows: lines.length,
    fresh: fresh.length,
    repeated: right.length - fresh.length,
    faulty: lines.length - right.flatMap(({ rows }) => rows).length,
  };
  return { fresh, counts, errors };
}

async function take(
  { body, actor, at }: ImportCall,
  { db }: Services,
  kind: RecordKind,
  { sha256 }: FileRow,
  { fresh, counts }: Plan,
): Promise<ImportCounts> {
  const { requestId: run, timeScale = 1 } = body;
  return db.transaction(async (trx) => {
    await longer(trx);
    const base = { id: run, kind, fileHash: sha256, allOrNothing: body.take === 'all', by: actor.id, at };
    await insertImport(trx, { ...base, ...counts });
    const records = fresh.map(({ key, hash }) => ({ key, hash }));
    const mine = await noteImported(trx, { kind, run, records });
    await takers[kind](
      fresh.filter(({ key }) => mine.has(key)),
      { db: trx, run, at, timeScale },
    );
    const line = { actor: actor.id, action: 'records-imported', subjectKind: 'import', subject: run };
    await appendAudit(trx, [{ ...line, after: { kind, file: sha256, ...counts } }]);
    return { ...counts, fresh: mine.size, repeated: counts.repeated + fresh.length - mine.size };
  });
}

/** A file of thousands is one transaction, and takes longer than what people wait for otherwise. */
const longer = (trx: Db) => trx.raw("set local statement_timeout = '20s'");

/** Orders and payments have become messages: a worker brings them to their processes. */
async function deliver({ body }: ImportCall, services: Services): Promise<void> {
  const { kind, requestId, timeScale = 1 } = body;
  if (kind === 'rates' || kind === 'payouts' || kind === 'overseas') return;
  await startDelivery(services, `import:${requestId}`, { sender: `import:${requestId}`, timeScale });
}

function refuseFaulty(errors: readonly RowError[], locale: Locale): void {
  if (errors.length === 0) return;
  const named = errorTexts(errors.slice(0, NAMED_ERRORS_MAX), locale).map(({ row, column, code, text }) => ({
    where: `/${row}/${column}`,
    code,
    detail: text,
  }));
  throw new DetailedRefusal('list-refused', named, { count: String(errors.length) });
}

const told = ({ counts, errors }: Plan, run: string | null, locale: Locale): Imported => ({
  dryRun: run === null,
  import: run,
  ...counts,
  errorCount: errors.length,
  errors: errorTexts(errors.slice(0, NAMED_ERRORS_MAX), locale),
});
