import { CsvError, parse } from 'csv-parse/sync';
import type { Line } from '../domain/recordRows.ts';

/** Says what is wrong with a whole file: a code of its problem, and the value. */
type Unreadable = (problem: string, value: string) => never;

/** What is known of a list: what a heading may be called, which columns it must have, how long it may be. */
export type ListFormat<Column extends string> = {
  readonly headings: Readonly<Record<string, Column>>;
  readonly needed: readonly Column[];
  readonly rowsMax: number;
};

/** Takes CSV with a heading apart; rows are counted as a spreadsheet shows them, the heading being row 1. */
export function csvLines(csv: string, unreadable: Unreadable): { heading: readonly string[]; lines: readonly Line[] } {
  try {
    const records: string[][] = parse(csv, { bom: true, trim: true, skip_empty_lines: true });
    const [heading = [], ...rest] = records;
    return { heading, lines: rest.map((cells, index) => ({ row: index + 2, cells })) };
  } catch (error) {
    if (error instanceof CsvError) return unreadable('csv', error.message);
    throw error;
  }
}

/** The column that each heading stands for. Refuses a heading that is unknown or missing, and a list that is too long. */
export function listColumns<Column extends string>(
  { headings, needed, rowsMax }: ListFormat<Column>,
  { heading, lines }: { readonly heading: readonly string[]; readonly lines: readonly Line[] },
  unreadable: Unreadable,
): readonly Column[] {
  const columns = heading.map((title) => headings[title.toLowerCase()] ?? unreadable('heading', title));
  for (const column of needed) {
    if (!columns.includes(column)) unreadable('heading-missing', column);
  }
  if (lines.length > rowsMax) unreadable('too-long', String(rowsMax));
  return columns;
}
