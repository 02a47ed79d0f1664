import { describe, expect, test } from 'vitest';
import { maskName, mayRenew, renewalReminder, validUntil } from '../../domain/credential.ts';

const DAY_MS = 86_400_000;
const CHINA = 480;
const end = Date.UTC(2027, 10, 24, 16);

describe('a certificate', () => {
  test.each([
    { from: '2026-11-24T04:00:00Z', months: 12, until: '2027-11-24T16:00:00Z' },
    { from: '2026-11-24T16:30:00Z', months: 12, until: '2027-11-25T16:00:00Z' },
    { from: '2026-08-31T04:00:00Z', months: 6, until: '2027-02-28T16:00:00Z' },
    { from: '2026-11-24T04:00:00Z', months: 24, until: '2028-11-24T16:00:00Z' },
  ])('of $from for $months months lapses at midnight in China: $until', ({ from, months, until }) => {
    expect(new Date(validUntil(Date.parse(from), months, CHINA)).toISOString()).toBe(until.replace('Z', '.000Z'));
  });

  test.each([
    { left: 61, reminded: null, due: undefined },
    { left: 60, reminded: null, due: 60 },
    { left: 59, reminded: 60, due: undefined },
    { left: 30, reminded: 60, due: 30 },
    { left: 7, reminded: 30, due: 7 },
    { left: 3, reminded: 7, due: undefined },
    { left: 3, reminded: null, due: 7 },
  ])('is reminded of at $due days when $left are left and $reminded was the last', ({ left, reminded, due }) => {
    expect(renewalReminder(end, end - left * DAY_MS, reminded)).toBe(due);
  });

  test('may be renewed in its last days and after', () => {
    expect(mayRenew(end, end - 61 * DAY_MS, 60)).toBe(false);
    expect(mayRenew(end, end - 60 * DAY_MS, 60)).toBe(true);
    expect(mayRenew(end, end + DAY_MS, 60)).toBe(true);
  });
});

describe('a masked name', () => {
  test.each([
    { name: { 'zh-CN': '林悦', en: 'Lin Yue' }, masked: { 'zh-CN': '林*', en: 'L*** Y***' } },
    { name: { 'zh-CN': '欧阳小明', en: 'Ouyang' }, masked: { 'zh-CN': '欧***', en: 'O***' } },
    { name: { 'zh-CN': '李', en: '' }, masked: { 'zh-CN': '李*', en: '' } },
  ])('tells no more than the first letters: $name.en', ({ name, masked }) => {
    expect(maskName(name)).toEqual(masked);
  });
});
