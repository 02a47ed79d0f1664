import { describe, expect, test } from 'vitest';
import { rhythmOf } from '../../activities/startTimers.ts';

const deployedAt = new Date('2026-11-24T00:00:00Z');
const CHINA_MINUTES = 480;
const rhythm = (cycle: string) => rhythmOf({ kind: 'cycle', cycle }, deployedAt, CHINA_MINUTES);
const DAY_MS = 86_400_000;

describe('a timer start', () => {
  test.each([
    { cycle: 'R/P3M', expected: { kind: 'months', every: 3, month: 1, day: 1, minute: 0 } },
    { cycle: 'R4/P1Y', expected: { kind: 'months', every: 12, month: 1, day: 1, minute: 0, times: 4 } },
    {
      cycle: 'R/2026-02-05T09:30:00+08:00/P3M',
      expected: { kind: 'months', every: 3, month: 2, day: 5, minute: 570 },
    },
    { cycle: 'R3/PT10H', expected: { kind: 'interval', everyMs: 36_000_000, offsetMs: 0, times: 3 } },
    { cycle: 'R/P1W', expected: { kind: 'interval', everyMs: 7 * DAY_MS, offsetMs: 0 } },
    { cycle: '0 9 1 */3 *', expected: { kind: 'cron', expression: '0 9 1 */3 *' } },
  ])('of "$cycle" has its rhythm', ({ cycle, expected }) => {
    expect(rhythm(cycle)).toEqual(expected);
  });

  test('after a length of time counts from the deployment', () => {
    const found = rhythmOf({ kind: 'duration', duration: 'P2D' }, deployedAt, CHINA_MINUTES);

    expect(found).toEqual({ kind: 'once', at: new Date('2026-11-26T00:00:00Z') });
  });

  test.each(['R/P5M', 'R/P1M1D'])('of "%s" says that no schedule can do it', (cycle) => {
    expect(() => rhythm(cycle)).toThrow('does not divide a year');
  });
});
