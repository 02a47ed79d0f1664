import { describe, expect, test } from 'vitest';
import { type CellKind, type Column, readCell } from '../../domain/recordCells.ts';
import { type Layout, readRecords } from '../../domain/recordRows.ts';

const column = (kind: CellKind, isRequired = true): Column => ({ name: kind, kind, isRequired, example: '' });

describe('a cell', () => {
  test.each<[CellKind, string, string, unknown]>([
    ['amount', '1,299.90', 'EUR', 129_990],
    ['amount', '-5', 'EUR', -500],
    ['amount', '1300', 'JPY', 1_300],
    ['count', '12', '', 12],
    ['decimal', '7.1', '', 7.1],
    ['day', '2026/11/24', '', '2026-11-24'],
    ['moment', '2026-11-24 09:30', '', '2026-11-24T01:30:00.000Z'],
    ['moment', '2026-11-24T09:30:00+01:00', '', '2026-11-24T08:30:00.000Z'],
    ['country', 'de', '', 'DE'],
    ['list', 'EU；UK; ', '', ['EU', 'UK']],
    ['flag', '是', '', true],
    ['text', '+49 221 1234', '', '+49 221 1234'],
  ])('of kind %s reads %s', (kind, text, currency, value) => {
    expect(readCell(column(kind), text, currency)).toEqual({ value });
  });

  test.each<[CellKind, string, string, string]>([
    ['amount', '12.345', 'EUR', 'amount'],
    ['amount', '13.5', 'JPY', 'amount'],
    ['amount', '1.299,90', 'EUR', 'amount'],
    ['count', '1.5', '', 'count'],
    ['day', '2026-02-30', '', 'day'],
    ['moment', 'tomorrow', '', 'moment'],
    ['currency', 'EURO', '', 'currency'],
    ['flag', 'maybe', '', 'flag'],
    ['key', '../etc', '', 'key'],
    ['text', '', '', 'missing'],
    ['text', '=HYPERLINK("http://x")', '', 'formula'],
    ['text', '@SUM(1)', '', 'formula'],
    ['text', '+cmd|calc', '', 'formula'],
    ['text', 'x'.repeat(501), '', 'too-long'],
  ])('of kind %s does not read %s', (kind, text, currency, fault) => {
    expect(readCell(column(kind), text, currency)).toEqual({ fault });
  });
});

const layout: Layout = {
  columns: [
    { name: 'order', kind: 'key', isRequired: true, example: '' },
    { name: 'currency', kind: 'currency', isRequired: true, example: '' },
    { name: 'sku', kind: 'key', isRequired: true, example: '' },
    { name: 'price', kind: 'amount', isRequired: true, example: '' },
  ],
  keys: ['order'],
  lines: ['sku', 'price'],
  currency: 'currency',
};
const heading = ['order', 'currency', 'sku', 'price'];
const linesOf = (...rows: string[][]) => rows.map((cells, index) => ({ row: index + 2, cells }));

describe('a cell that may not say everything', () => {
  test.each<[Partial<Column>, string, unknown]>([
    [{ kind: 'count', min: 1 }, '0', { fault: 'too-little' }],
    [{ kind: 'amount', min: 0 }, '-0.01', { fault: 'too-little' }],
    [{ kind: 'amount', min: 1 }, '0.01', { value: 1 }],
    [{ kind: 'text', choices: ['match', 'mismatch'] }, 'MATCH', { value: 'match' }],
    [{ kind: 'text', choices: ['match', 'mismatch'] }, 'maybe', { fault: 'choice' }],
  ])('as %j takes or refuses %s', (changes, text, read) => {
    expect(readCell({ ...column('text'), ...changes }, text, 'EUR')).toEqual(read);
  });
});

describe('the rows of a file', () => {
  test('are one record where their key is the same', () => {
    const { records, errors } = readRecords(
      layout,
      heading,
      linesOf(['A-1', 'EUR', 'T', '1.00'], ['A-2', 'JPY', 'T', '9'], ['A-1', 'EUR', 'U', '2.00']),
    );

    expect(errors).toEqual([]);
    expect(records).toEqual([
      {
        key: 'A-1',
        rows: [2, 4],
        values: { order: 'A-1', currency: 'EUR' },
        lines: [
          { sku: 'T', price: 100 },
          { sku: 'U', price: 200 },
        ],
      },
      { key: 'A-2', rows: [3], values: { order: 'A-2', currency: 'JPY' }, lines: [{ sku: 'T', price: 9 }] },
    ]);
  });

  test('of which one is wrong are no record, and the error says where', () => {
    const { records, errors } = readRecords(
      layout,
      heading,
      linesOf(
        ['A-1', 'EUR', 'T', '1.00'],
        ['A-1', 'EUR', 'U', 'two'],
        ['A-2', 'EUR', 'T', '1.00'],
        ['A-2', 'USD', 'U', '1'],
      ),
    );

    expect(records).toEqual([]);
    expect(errors).toEqual([
      { row: 3, column: 'price', code: 'amount', value: 'two' },
      { row: 5, column: 'currency', code: 'differs', value: 'USD' },
    ]);
  });

  test('are not there twice where a record is one row', () => {
    const { records, errors } = readRecords(
      { ...layout, lines: [] },
      heading,
      linesOf(['A-1', 'EUR', 'T', '1'], ['A-1', 'EUR', 'T', '1']),
    );

    expect(records).toEqual([]);
    expect(errors).toEqual([{ row: 3, column: '', code: 'duplicate', value: 'A-1' }]);
  });
});
