import { describe, expect, test } from 'vitest';
import { mean, share } from '../../domain/indicators.ts';
import { monthsBetween, monthsOf } from '../../domain/months.ts';

describe('the months that are asked for', () => {
  test('are this one of the company’s zone when nobody says', () => {
    const newYearInShanghai = new Date('2026-12-31T17:00:00Z');

    expect(monthsOf({}, newYearInShanghai)).toEqual({ from: '2027-01', to: '2027-01' });
  });

  test('are a year at most, and no fewer than one', () => {
    const now = new Date();

    expect(monthsOf({ from: '2026-01', to: '2026-12' }, now)).toEqual({ from: '2026-01', to: '2026-12' });
    expect(() => monthsOf({ from: '2026-01', to: '2027-01' }, now)).toThrow('malformed');
    expect(() => monthsOf({ from: '2026-02', to: '2026-01' }, now)).toThrow('malformed');
  });

  test('are counted across the turn of a year', () => {
    expect(monthsBetween({ from: '2026-11', to: '2027-02' })).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']);
  });
});

describe('an indicator', () => {
  test('is held against its target', () => {
    expect(share(98, 100, { at: 'least', value: 98 })).toEqual({ cases: 100, value: 98, isMet: true });
    expect(share(5, 100, { at: 'most', value: 4 })).toMatchObject({ value: 5, isMet: false });
    expect(mean(90, 3, { at: 'most', value: 30 })).toEqual({ cases: 3, value: 30, isMet: true });
  });

  test('says nothing where there was nothing to measure', () => {
    expect(share(0, 0, { at: 'least', value: 98 })).toEqual({ cases: 0, value: null, isMet: null });
  });
});
