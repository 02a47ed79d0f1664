import { describe, expect, test } from 'vitest';
import { rhythmOf } from '../../activities/startTimers.ts';
import type { TimerRule } from '../../engine/bpmn/model.ts';

const DAY_MS = 86_400_000;
const SHANGHAI_MINUTES = 480;
const deployedAt = new Date('2026-11-24T08:00:00Z');
const rhythm = (timer: TimerRule) => rhythmOf(timer, deployedAt, SHANGHAI_MINUTES);
const cycle = (text: string) => rhythm({ kind: 'cycle', cycle: text });

describe('a timer start', () => {
  test('at a date falls due then', () => {
    const date = '2027-01-01T09:00:00+08:00';

    expect(rhythm({ kind: 'date', date })).toEqual({ kind: 'once', at: new Date(date) });
  });

  test('after a duration counts from the deployment', () => {
    expect(rhythm({ kind: 'duration', duration: 'P1DT2H' })).toEqual({
      kind: 'once',
      at: new Date('2026-11-25T10:00:00Z'),
    });
  });

  test('every so often keeps the time that it counts from, and how often', () => {
    expect(cycle('R/PT6H')).toEqual({ kind: 'interval', everyMs: DAY_MS / 4, offsetMs: 0 });
    expect(cycle('R3/2026-11-24T09:30:00+08:00/P1D')).toEqual({
      kind: 'interval',
      everyMs: DAY_MS,
      offsetMs: 1.5 * 3_600_000,
      times: 3,
    });
  });

  test('every so many months falls on a day that each month has, at the company’s time', () => {
    expect(cycle('R/2026-05-31T20:15:00Z/P3M')).toEqual({ kind: 'months', every: 3, month: 3, day: 1, minute: 255 });
    expect(cycle('R/2026-05-31T09:00:00+08:00/P1Y')).toEqual({
      kind: 'months',
      every: 12,
      month: 5,
      day: 28,
      minute: 540,
    });
  });

  test('by a cron expression is left to the server', () => {
    expect(cycle('0 9 * * 1')).toEqual({ kind: 'cron', expression: '0 9 * * 1' });
  });

  test.each([
    ['R/P5M', 'whole months'],
    ['R/P1M2D', 'whole months'],
    ['R/monthly', 'not an ISO 8601 duration'],
  ])('with the cycle %s is refused', (text, why) => {
    expect(() => cycle(text)).toThrow(why);
  });

  test('after months is refused: they have no fixed length', () => {
    expect(() => rhythm({ kind: 'duration', duration: 'P1M' })).toThrow('no fixed length');
  });
});
