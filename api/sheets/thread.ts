import { parentPort, workerData } from 'node:worker_threads';
import { type Cell, type Row, ValueType, Workbook } from '@cj-tech-master/excelts';
import type { Line } from '../../domain/recordRows.ts';
import type { SheetAnswer } from './readSheet.ts';

const COLUMNS_MAX = 100;

/** A formula has no place in a file of records: its value is whatever whoever made the file wrote beside it. */
class FormulaFound extends Error {}

parentPort?.postMessage(await answerFor((workerData as { readonly path: string }).path));

async function answerFor(path: string): Promise<SheetAnswer> {
  try {
    const workbook = new Workbook();
    await workbook.xlsx.readFile(path);
    const [sheet] = workbook.worksheets;
    if (!sheet) return { problem: 'empty', value: '0' };
    const lines: Line[] = [];
    sheet.eachRow((row, number) => lines.push({ row: number, cells: cellsOf(row) }));
    return { lines: lines.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')) };
  } catch (error) {
    if (error instanceof FormulaFound) return { problem: 'formula', value: error.message };
    return { problem: 'xlsx', value: error instanceof Error ? error.message : String(error) };
  }
}

function cellsOf(row: Row): string[] {
  const cells: string[] = [];
  for (let column = 1; column <= Math.min(row.cellCount, COLUMNS_MAX); column += 1) {
    cells.push(textOf(row.getCell(column)));
  }
  return cells;
}

/** A date without a time of day is a day; with one, it is that of the clock on the wall, in no zone. */
function textOf(cell: Cell): string {
  if (cell.type === ValueType.Formula) throw new FormulaFound(cell.address);
  const { value } = cell;
  if (value === null || value === undefined) return '';
  if (!(value instanceof Date)) return typeof value === 'object' ? cell.text : String(value);
  const text = value.toISOString();
  return text.slice(0, text.endsWith('T00:00:00.000Z') ? 'YYYY-MM-DD'.length : 'YYYY-MM-DDThh:mm:ss'.length);
}
