import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { clockOf, type WorkingCalendar } from '../../domain/calendar.ts';
import { parseDuration } from '../../domain/duration.ts';

const china: WorkingCalendar = JSON.parse(
  readFileSync(new URL('../../catalog/calendars/CN_WORKING.json', import.meta.url), 'utf8'),
);
const clock = clockOf([china]);
const at = (text: string): number => Date.parse(text);
const shown = (ms: number): string => new Date(ms + 480 * 60_000).toISOString().slice(0, 16);
const due = (duration: string, from: string): string => shown(clock({ duration, calendar: 'CN_WORKING' }, at(from)).at);

describe('a Chinese working day', () => {
  test.each([
    ['P1D', '2026-11-24T10:00+08:00', '2026-11-25T10:00', 'Tuesday to Wednesday'],
    ['P3D', '2026-11-26T10:00+08:00', '2026-12-01T10:00', 'over a weekend'],
    ['P1D', '2026-11-28T10:00+08:00', '2026-11-30T10:00', 'from a Saturday'],
    ['P2D', '2026-09-30T10:00+08:00', '2026-10-09T10:00', 'over the National Day week'],
    ['P3D', '2026-09-30T10:00+08:00', '2026-10-10T10:00', 'to the Saturday worked in its stead (调休)'],
    ['P1D', '2026-02-13T10:00+08:00', '2026-02-14T10:00', 'to a make-up Saturday before Spring Festival'],
    ['P2D', '2026-02-13T10:00+08:00', '2026-02-24T10:00', 'over Spring Festival'],
    ['P1D', '2026-11-23T23:30+08:00', '2026-11-24T23:30', 'late in the evening, when UTC is still on the day'],
    ['P1D', '2026-11-24T01:00+08:00', '2026-11-25T01:00', 'early in the morning, when UTC is on the day before'],
  ])('%s from %s is due %s (%s)', (duration, from, expected) => {
    expect(due(duration, from)).toBe(expected);
  });

  test('carries hours over a weekend', () => {
    expect(due('PT4H', '2026-11-27T22:00+08:00')).toBe('2026-11-30T02:00');
  });

  test('starts hours on the next working day when it begins on a day off', () => {
    expect(due('PT4H', '2026-11-28T15:00+08:00')).toBe('2026-11-30T04:00');
  });

  test('says that a moment past the known holidays is provisional, and counts Monday to Friday there', () => {
    const { at: moment, provisional } = clock(
      { duration: 'P1D', calendar: 'CN_WORKING' },
      at('2026-12-31T10:00+08:00'),
    );

    expect(shown(moment)).toBe('2027-01-01T10:00');
    expect(provisional).toBe(true);
    expect(
      clock({ duration: 'P1D', calendar: 'CN_WORKING' }, at('2026-12-30T10:00+08:00')).provisional,
    ).toBeUndefined();
  });

  test('has no months', () => {
    expect(() => clock({ duration: 'P1M', calendar: 'CN_WORKING' }, 0)).toThrow('months');
  });
});

describe('calendar time', () => {
  test.each([
    ['P1D', '2026-02-28T10:00Z', '2026-03-01T10:00:00.000Z'],
    ['P1M', '2026-01-31T10:00Z', '2026-02-28T10:00:00.000Z'],
    ['P1Y', '2028-02-29T10:00Z', '2029-02-28T10:00:00.000Z'],
    ['PT90M', '2026-01-31T23:00Z', '2026-02-01T00:30:00.000Z'],
    ['P2W', '2026-11-24T00:00Z', '2026-12-08T00:00:00.000Z'],
  ])('%s from %s is %s', (duration, from, expected) => {
    expect(new Date(clock({ duration }, at(from)).at).toISOString()).toBe(expected);
  });

  test('an unknown calendar is a fault', () => {
    expect(() => clock({ duration: 'P1D', calendar: 'MOON' }, 0)).toThrow('no calendar MOON');
  });
});

describe('the time scale of the demo', () => {
  test('shortens working days as they fall, weekends included', () => {
    const from = at('2026-11-27T10:00+08:00');

    expect(clockOf([china], 1 / 86_400)({ duration: 'P1D', calendar: 'CN_WORKING' }, from).at - from).toBe(3_000);
  });
});

describe('an ISO 8601 duration', () => {
  test.each(['', 'P', 'PT', 'P1', '3D', 'P1H', 'P1DT', 'P-1D', 'p1d'])('is not %j', (text) => {
    expect(() => parseDuration(text)).toThrow('not an ISO 8601 duration');
  });
});
