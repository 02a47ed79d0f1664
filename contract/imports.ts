import { z } from 'zod';
import { operation } from './operation.ts';
import { LocalText, Moment, PersonRef, pageOf, paging, requested } from './shared.ts';

/** How many errors an answer names; the count counts all. */
export const NAMED_ERRORS_MAX = 500;

/** What a file of records may hold. */
export const importKinds = [
  'orders',
  'payments',
  'prices',
  'payouts',
  'stock',
  'overseas',
  'rates',
  'parties',
] as const;
export type ImportKind = (typeof importKinds)[number];
const Kind = z.enum(importKinds).meta({ id: 'ImportKind' });

const Column = z.object({
  name: z.string().meta({ description: 'The heading; the titles are taken as headings, too' }),
  title: LocalText,
  required: z.boolean(),
  example: z.string(),
});

export const listImportKinds = operation({
  method: 'get',
  path: '/imports/kinds',
  tag: 'intake',
  summary: 'What records can be imported, with the columns of each file, and whether the caller may',
  result: z
    .object({ items: z.array(z.object({ kind: Kind, columns: z.array(Column), mayImport: z.boolean() })) })
    .meta({ id: 'ImportKinds' }),
});

const RowError = z
  .object({ row: z.int(), column: z.string(), code: z.string(), value: z.string(), text: z.string() })
  .meta({ id: 'ImportRowError', description: 'What is wrong in one row of the file, said in the caller’s language' });

const Imported = z
  .object({
    dryRun: z.boolean(),
    import: z.string().nullable().meta({ description: 'Id of the import; null of a dry run' }),
    rows: z.int(),
    fresh: z.int().meta({ description: 'Records that are new; in a dry run: would be' }),
    repeated: z.int().meta({ description: 'Records that had come in before, the same' }),
    faulty: z.int().meta({ description: 'Rows with errors: left out' }),
    errorCount: z.int(),
    errors: z.array(RowError),
  })
  .meta({ id: 'RecordsImported' });

export const importRecords = operation({
  method: 'post',
  path: '/imports',
  tag: 'intake',
  summary: 'Take in a file of records (CSV or XLSX, uploaded as a file before); a dry run only says what is wrong',
  body: z
    .object({
      ...requested,
      kind: Kind,
      file: z.string().max(200).meta({ description: 'Id of the uploaded file' }),
      dryRun: z.boolean().default(true),
      take: z.enum(['all', 'valid']).default('all').meta({
        description: 'all: nothing when a row is wrong; valid: the rows that are right',
      }),
      list: z.string().max(40).exactOptional().meta({ description: 'Of parties: the list' }),
      version: z.string().trim().min(1).max(60).exactOptional().meta({ description: 'Of parties: the list’s version' }),
      issuedOn: z.iso.date().exactOptional().meta({ description: 'Of parties: when that version was issued' }),
      timeScale: z.number().positive().max(1).exactOptional().meta({ description: 'Demo only' }),
    })
    .meta({ id: 'ImportRecords' }),
  result: Imported,
  refusals: ['file-unknown', 'list-refused', 'import-unreadable', 'party-list-unknown', 'party-list-different'],
});

const Import = z
  .object({
    id: z.string(),
    kind: Kind,
    fileName: z.string().nullable(),
    rows: z.int(),
    fresh: z.int(),
    repeated: z.int(),
    faulty: z.int(),
    importedBy: PersonRef.nullable(),
    importedAt: Moment,
  })
  .meta({ id: 'Import' });
export type Import = z.infer<typeof Import>;

export const listImports = operation({
  method: 'get',
  path: '/imports',
  tag: 'intake',
  summary: 'The imports of records, newest first',
  query: z.object({ ...paging, kind: Kind.optional() }),
  result: pageOf('ImportPage', Import),
});
