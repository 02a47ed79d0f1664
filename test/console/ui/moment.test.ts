import { describe, expect, test } from 'vitest';
import { showDay, showLastDay, showMoment, spanOf, urgencyOf } from '../../../console/ui/moment.ts';
import { showMoney } from '../../../console/ui/money.ts';

const HOUR = 3_600_000;

describe('a moment', () => {
  test('is shown in the company’s zone, which is named', () => {
    const at = '2026-11-24T10:00:00Z';

    expect(showMoment(at, 'zh-CN')).toBe('2026年11月24日 周二 18:00 (UTC+8)');
    expect(showMoment(at, 'en')).toBe('Tue 24 Nov 2026, 18:00 (UTC+8)');
  });

  test('after midnight is the next day there', () => {
    expect(showMoment('2026-12-31T16:30:00Z', 'zh-CN')).toBe('2027年1月1日 周五 00:30 (UTC+8)');
  });

  test('can be shown as the day on which it falls there', () => {
    expect(showDay('2026-12-31T16:30:00Z', 'zh-CN')).toBe('2027年1月1日');
    expect(showDay('2026-12-31T15:59:59Z', 'en')).toBe('31 Dec 2026');
  });

  test('that ends something at midnight makes the day before its last', () => {
    expect(showLastDay('2026-12-31T16:00:00Z', 'zh-CN')).toBe('2026年12月31日');
  });

  test.each([
    [-1, 'late'],
    [24 * HOUR, 'soon'],
    [24 * HOUR + 1, 'calm'],
  ] as const)('%d ms from now is %s', (ahead, urgency) => {
    expect(urgencyOf(1_000 + ahead, 1_000)).toBe(urgency);
  });

  test('lies a number of whole days, hours and minutes away, before or after', () => {
    expect(spanOf(-(49 * HOUR + 90_000))).toEqual({ days: 2, hours: 1, minutes: 1 });
  });
});

describe('an amount', () => {
  test('is kept in minor units, of which a currency has its own number', () => {
    expect(showMoney(12_000_050, 'CNY', 'zh-CN')).toBe('¥120,000.50');
    expect(showMoney(1_200, 'JPY', 'en')).toBe('¥1,200');
  });
});
