import { readFile, stat } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import type { Line } from '../../domain/recordRows.ts';
import { readSheet } from './readSheet.ts';
import { unreadable } from './unreadable.ts';

/** More rows than this are two files. */
const ROWS_MAX = 20_000;
/** 10 MiB. */
const CSV_MAX_BYTES = 10 * 1024 * 1024;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A file as rows of text under a heading. */
export type Table = { readonly heading: readonly string[]; readonly lines: readonly Line[] };

/** Reads the first sheet of an XLSX file, or a CSV file in UTF-8 or GB 18030. Refuses what is neither; judges no row. */
export async function readTable(path: string, mediaType: string): Promise<Table> {
  const rows = mediaType === XLSX ? await readSheet(path) : await readCsv(path, mediaType);
  const [heading, ...lines] = rows;
  if (!heading) throw unreadable('empty', '0');
  if (lines.length > ROWS_MAX) throw unreadable('too-long', String(ROWS_MAX));
  return { heading: heading.cells.map((cell) => cell.trim()), lines };
}

async function readCsv(path: string, mediaType: string): Promise<readonly Line[]> {
  if (!mediaType.startsWith('text/')) throw unreadable('type', mediaType);
  if ((await stat(path)).size > CSV_MAX_BYTES) throw unreadable('too-large', String(CSV_MAX_BYTES));
  try {
    const records: string[][] = parse(decoded(await readFile(path)), { bom: true, relax_column_count: true });
    return records
      .map((cells, index) => ({ row: index + 1, cells }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  } catch (error) {
    if (error instanceof CsvError) throw unreadable('csv', error.message);
    throw error;
  }
}

/** UTF-8, or what Chinese Windows writes when nobody chooses. */
function decoded(bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next one may fit.
    }
  }
  throw unreadable('encoding', 'UTF-8');
}
