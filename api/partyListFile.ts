import type { PartyRow } from '../domain/partyList.ts';
import type { Line } from '../domain/recordRows.ts';
import { Refusal } from '../domain/refusal.ts';
import { chinaDay } from '../domain/shipment.ts';
import { csvLines, type ListFormat, listColumns } from './csvList.ts';
import { DetailedRefusal } from './problem.ts';

/** More lines than this are no list of ours; the longest official one has about 20,000. */
const ROWS_MAX = 100_000;

type Column = 'entry' | 'name' | 'aliases' | 'kind' | 'country' | 'address' | 'remarks';

/** What a heading may be called. */
const headings: ListFormat<Column>['headings'] = {
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
  const { heading, lines } = csvLines(csv, unreadable);
  return partyRows(heading, lines);
}

/** The same from a file that was taken apart already. */
export function partyRows(heading: readonly string[], lines: readonly Line[]): PartyRow[] {
  const format = { headings, needed: ['entry', 'name'], rowsMax: ROWS_MAX } as const;
  const columns = listColumns(format, { heading, lines }, unreadable);
  return lines.map(({ row, cells }) =>
    rowOf(
      columns,
      cells.map((cell) => cell.trim()),
      row,
    ),
  );
}

/** The version issued last is the current one: one from the future would stay that for ever. */
export function refuseFuture(issuedOn: string, at: Date): void {
  if (issuedOn <= chinaDay(at)) return;
  throw new DetailedRefusal('malformed', [{ where: '/body/issuedOn', code: 'future', detail: issuedOn }]);
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
