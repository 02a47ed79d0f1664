import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  faultyItems,
  isAccepted,
  type Level,
  levels,
  methods,
  nextLevel,
  periodBefore,
  type Result,
  SAMPLE_MAX,
  sampleSize,
} from '../../domain/inspection.ts';

const CHINA = 480;
const at = (text: string) => Date.parse(text);

describe('the size of a sample', () => {
  test.each([
    ['all', 0, 400, 400],
    ['all', 0, 900, 500],
    ['discovery', 0, 900, 59],
    ['discovery', 0, 12, 12],
    ['discovery', 30, 900, 30],
    ['risk', 20, 900, 20],
    ['triggered', 0, 7, 7],
    ['triggered', 3, 7, 3],
    ['aql', 0, 3, 3],
    ['aql', 0, 50, 5],
    ['aql', 0, 51, 20],
    ['aql', 0, 500, 50],
    ['aql', 0, 501, 80],
    ['aql', 0, 1_000_000, 500],
  ] as const)('by "%s" of %i from %i is %i', (method, size, population, expected) => {
    expect(sampleSize({ method, level: 'normal', size, population })).toBe(expected);
  });

  test('never exceeds the population', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...methods),
        fc.constantFrom(...levels),
        fc.nat(2_000),
        fc.nat(100_000),
        (method, level, size, population) => {
          expect(sampleSize({ method, level, size, population })).toBeLessThanOrEqual(Math.min(population, SAMPLE_MAX));
        },
      ),
    );
  });

  test('is smaller when the level is reduced', () => {
    const sizes = levels.map((level) => sampleSize({ method: 'aql', level, size: 0, population: 1_000 }));

    expect(sizes).toEqual([32, 80, 80]);
  });
});

describe('a lot', () => {
  const lot = (method: 'aql' | 'discovery', level: Level = 'normal') => ({ method, level, size: 0, population: 500 });
  const found = (majors: number, criticals = 0): Result[] => [
    ...Array<Result>(majors).fill('MAJOR'),
    ...Array<Result>(criticals).fill('CRITICAL'),
    'PASS',
    'MINOR',
    'NA',
  ];

  test('by lot table stands up to its acceptance number', () => {
    expect(isAccepted(lot('aql'), found(3))).toBe(true);
    expect(isAccepted(lot('aql'), found(4))).toBe(false);
    expect(isAccepted(lot('aql', 'tightened'), found(3))).toBe(false);
  });

  test('by any other method stands without a single major error', () => {
    expect(isAccepted(lot('discovery'), found(0))).toBe(true);
    expect(isAccepted(lot('discovery'), found(1))).toBe(false);
  });

  test('never stands with a critical one', () => {
    for (const method of ['aql', 'discovery'] as const) expect(isAccepted(lot(method), found(0, 1))).toBe(false);
  });
});

describe('the level of the next lot', () => {
  const lots = (text: string) => Array.from(text, (letter) => letter === '+');

  test.each([
    ['normal', '', 'normal'],
    ['normal', '+-+-', 'tightened'],
    ['normal', '-+++-', 'tightened'],
    ['normal', '-++++-', 'normal'],
    ['normal', '++++++++++', 'reduced'],
    ['normal', '-+++++++++', 'normal'],
    ['tightened', '++++', 'tightened'],
    ['tightened', '-+++++', 'normal'],
    ['tightened', '+++-', 'tightened'],
    ['reduced', '+++', 'reduced'],
    ['reduced', '++-', 'normal'],
  ] as const)('after %s and %s is %s', (level, history, expected) => {
    expect(nextLevel(level, lots(history))).toBe(expected);
  });
});

describe('the period before', () => {
  test.each([
    ['daily', '2026-11-24T03:00:00+08:00', '2026-11-23', '2026-11-23T00:00:00+08:00', '2026-11-24T00:00:00+08:00'],
    ['daily', '2026-11-23T23:59:59+08:00', '2026-11-22', '2026-11-22T00:00:00+08:00', '2026-11-23T00:00:00+08:00'],
    ['weekly', '2026-11-24T03:00:00+08:00', '2026-W47', '2026-11-16T00:00:00+08:00', '2026-11-23T00:00:00+08:00'],
    ['weekly', '2026-11-23T00:00:00+08:00', '2026-W47', '2026-11-16T00:00:00+08:00', '2026-11-23T00:00:00+08:00'],
    ['weekly', '2027-01-05T03:00:00+08:00', '2026-W53', '2026-12-28T00:00:00+08:00', '2027-01-04T00:00:00+08:00'],
    ['monthly', '2026-11-24T03:00:00+08:00', '2026-10', '2026-10-01T00:00:00+08:00', '2026-11-01T00:00:00+08:00'],
    ['monthly', '2026-01-01T00:30:00+08:00', '2025-12', '2025-12-01T00:00:00+08:00', '2026-01-01T00:00:00+08:00'],
    ['quarterly', '2026-11-24T03:00:00+08:00', '2026-Q3', '2026-07-01T00:00:00+08:00', '2026-10-01T00:00:00+08:00'],
    ['quarterly', '2026-02-01T03:00:00+08:00', '2025-Q4', '2025-10-01T00:00:00+08:00', '2026-01-01T00:00:00+08:00'],
  ] as const)('(%s) %s is %s', (frequency, now, id, from, to) => {
    expect(periodBefore(frequency, at(now), CHINA)).toEqual({ id, from: at(from), to: at(to) });
  });

  test('is over, and ends where the next one begins', () => {
    const moments = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') });
    fc.assert(
      fc.property(fc.constantFrom('daily', 'weekly', 'monthly', 'quarterly'), moments, (frequency, now) => {
        const { from, to } = periodBefore(frequency, now, CHINA);

        expect(from).toBeLessThan(to);
        expect(to).toBeLessThanOrEqual(now);
        expect(periodBefore(frequency, to - 1, CHINA).to).toBe(from);
      }),
    );
  });
});

describe('the results of a sample', () => {
  test.each([
    [
      'each judged once',
      2,
      [
        { item: 1, result: 'PASS' },
        { item: 2, result: 'NA' },
      ],
      [],
    ],
    ['one missing', 2, [{ item: 1, result: 'PASS' }], [2]],
    [
      'one twice',
      1,
      [
        { item: 1, result: 'PASS' },
        { item: 1, result: 'PASS' },
      ],
      [1],
    ],
    [
      'one that is none of it',
      1,
      [
        { item: 1, result: 'PASS' },
        { item: 3, result: 'PASS' },
      ],
      [3],
    ],
    ['a shortfall without a word', 1, [{ item: 1, result: 'MINOR', note: ' ' }], [1]],
    ['a shortfall described', 1, [{ item: 1, result: 'CRITICAL', note: '未复核' }], []],
  ] as const)('with %s', (_, size, judged, faulty) => {
    expect(faultyItems(size, judged)).toEqual(faulty);
  });
});
