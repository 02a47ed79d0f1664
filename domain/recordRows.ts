import { type CellFault, type Column, readCell, type Value } from './recordCells.ts';

/** What a row says of itself, by the name of its column. */
export type Values = Readonly<Record<string, Value>>;

/** A line of the file; the heading is line 1. */
export type Line = { readonly row: number; readonly cells: readonly string[] };

export type RowFault = CellFault | 'differs' | 'duplicate' | 'changed' | 'location-unknown' | 'zone';
export type RowError = {
  readonly row: number;
  readonly column: string;
  readonly code: RowFault;
  readonly value: string;
};

/** One record: of one row, or of several with the same key. Its lines are the columns that differ from row to row. */
export type RecordRead = {
  readonly key: string;
  /** Rows of the file. */
  readonly rows: readonly number[];
  readonly values: Values;
  readonly lines: readonly Values[];
};

/** What a file of one kind of records is made of. */
export type Layout = {
  readonly columns: readonly Column[];
  /** Columns whose values together are the record's natural key. */
  readonly keys: readonly string[];
  /** Columns of a record's lines; without any, a record is one row. */
  readonly lines: readonly string[];
  /** Column that says which currency the amounts are in. */
  readonly currency?: string;
};

export type RecordsRead = { readonly records: readonly RecordRead[]; readonly errors: readonly RowError[] };

/**
 * Reads the lines of a file as records, and says all that is wrong, cell by cell. A record of which one row is wrong is wrong
 * as a whole. `columns` names the column of each cell.
 */
export function readRecords(layout: Layout, columns: readonly string[], lines: readonly Line[]): RecordsRead {
  const rows = lines.map((line) => readRow(layout, columns, line));
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    if (row.key !== undefined) groups.set(row.key, [...(groups.get(row.key) ?? []), row]);
  }
  const errors = rows.flatMap((row) => row.errors);
  const conflicts = [...groups.values()].flatMap((group) => conflictsIn(layout, group));
  const wrong = new Set([...errors, ...conflicts].map(({ row }) => row));
  const whole = [...groups].filter(([, group]) => group.every(({ row }) => !wrong.has(row)));
  return {
    records: whole.map(([key, group]) => recordOf(layout, key, group)),
    errors: [...errors, ...conflicts].toSorted((a, b) => a.row - b.row),
  };
}

type Row = {
  readonly row: number;
  readonly key: string | undefined;
  readonly values: Values;
  readonly errors: readonly RowError[];
};

function readRow({ columns, keys, currency }: Layout, names: readonly string[], { row, cells }: Line): Row {
  const cellOf = (name: string) => cells[names.indexOf(name)] ?? '';
  const money = currency === undefined ? '' : cellOf(currency).trim().toUpperCase();
  const read = columns.map((column) => [column.name, readCell(column, cellOf(column.name), money)] as const);
  const errors = read.flatMap(([column, it]) =>
    'fault' in it ? [{ row, column, code: it.fault, value: shortened(cellOf(column)) }] : [],
  );
  const found = read.flatMap(([name, it]) =>
    'value' in it && it.value !== undefined ? [[name, it.value] as const] : [],
  );
  const values = Object.fromEntries(found);
  const parts = keys.map((name) => values[name]);
  return { row, key: parts.includes(undefined) ? undefined : parts.join('|'), values, errors };
}

/** Rows of one record say the same of all but its lines; records without lines are there once. */
function conflictsIn({ columns, lines }: Layout, [first, ...others]: readonly Row[]): readonly RowError[] {
  if (!first) return [];
  if (lines.length === 0)
    return others.map(({ row }) => ({ row, column: '', code: 'duplicate', value: first.key ?? '' }));
  const shared = columns.map(({ name }) => name).filter((name) => !lines.includes(name));
  return others.flatMap(({ row, values }) =>
    shared
      .filter((name) => JSON.stringify(values[name]) !== JSON.stringify(first.values[name]))
      .map((column) => ({ row, column, code: 'differs', value: shortened(String(values[column] ?? '')) })),
  );
}

function recordOf({ lines }: Layout, key: string, group: readonly Row[]): RecordRead {
  const [first] = group;
  const only = (values: Values, wanted: boolean) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => lines.includes(name) === wanted));
  return {
    key,
    rows: group.map(({ row }) => row),
    values: only(first?.values ?? {}, false),
    lines: lines.length === 0 ? [] : group.map(({ values }) => only(values, true)),
  };
}

const SHOWN = 60;
const shortened = (value: string) => Array.from(value).slice(0, SHOWN).join('');
