import { CsvError, parse } from 'csv-parse/sync';
import type { PartyRow } from '../domain/partyList.ts';
import type { Line } from '../domain/recordRows.ts';
import { Refusal } from '../domain/refusal.ts';

/** More lines than this are no list of ours; the longest official one has about 20,000. */
const ROWS_MAX = 100_000;

type Column = 'entry' | 'name' | 'aliases' | 'kind' | 'country' | 'address' | 'remarks';

/** What a heading may be called. */
const headings: Readonly<Record<string, Column>> = {
  entry: 'entry',
  编号: 'entry',
  name: 'name',
  名称: 'name',
  aliases: 'aliases',
  别名: 'aliases',
  kind: 'kind',
  类型: 'kind',
  country: 'country',
  国家: 'country',
  address: 'address',
  地址: 'address',
  remarks: 'remarks',
  备注: 'remarks',
};

/** A version of a list of parties, read from CSV with a heading. Refuses what is no such list; judges no line. */
export function readPartyList(csv: string): PartyRow[] {
  const [heading = [], ...lines] = read(csv);
  return partyRows(
    heading,
    lines.map((cells, index) => ({ row: index + 2, cells })),
  );
}

/** The same from a file that was taken apart already. */
export function partyRows(heading: readonly string[], lines: readonly Line[]): PartyRow[] {
  const columns = heading.map((title) => headings[title.toLowerCase()] ?? unreadable('heading', title));
  for (const needed of ['entry', 'name'] as const) {
    if (!columns.includes(needed)) unreadable('heading-missing', needed);
  }
  if (lines.length > ROWS_MAX) unreadable('too-long', String(ROWS_MAX));
  return lines.map(({ row, cells }) =>
    rowOf(
      columns,
      cells.map((cell) => cell.trim()),
      row,
    ),
  );
}

function read(csv: string): string[][] {
  try {
    return parse(csv, { bom: true, trim: true, skip_empty_lines: true });
  } catch (error) {
    if (error instanceof CsvError) return unreadable('csv', error.message);
    throw error;
  }
}

function unreadable(problem: string, value: string): never {
  throw new Refusal('party-list-unreadable', { problem, value });
}

function rowOf(columns: readonly Column[], line: readonly string[], row: number): PartyRow {
  const cell = (column: Column) => line[columns.indexOf(column)] ?? '';
  return {
    row,
    entry: cell('entry'),
    name: cell('name'),
    aliases: itemsOf(cell('aliases')),
    kind: cell('kind'),
    countries: itemsOf(cell('country')),
    address: cell('address'),
    remarks: cell('remarks'),
  };
}

const itemsOf = (cell: string): string[] => cell.split(/[;；]/).flatMap((item) => item.trim() || []);
