import { describe, expect, test } from 'vitest';
import { workingMs } from '../../domain/calendar.ts';
import { measureStep } from '../../domain/stepFacts.ts';

const HOUR = 3_600_000;
const monday = Date.UTC(2026, 10, 23, 1);
const step = { openedAt: monday, claimedAt: monday + HOUR, closedAt: monday + 3 * HOUR, outcome: 'completed' } as const;

describe('a finished step', () => {
  test('waited until somebody took it, and was worked on from then', () => {
    expect(measureStep(step)).toMatchObject({ waitingMs: HOUR, workingMs: 2 * HOUR });
  });

  test('that nobody had taken waited until it was done', () => {
    const { claimedAt: _, ...untaken } = step;

    expect(measureStep(untaken)).toMatchObject({ waitingMs: 3 * HOUR, workingMs: 0 });
  });

  test.each([
    [undefined, 0, 0],
    [step.closedAt, 1, 1],
    [step.closedAt - 1, 1, 0],
  ])('due at %s counts for punctuality as it should', (dueAt, due, onTime) => {
    expect(measureStep(dueAt === undefined ? step : { ...step, dueAt })).toMatchObject({ due, onTime });
  });

  test.each([
    ['completed', 1],
    ['approved', 1],
    ['rejected', 0],
    ['returned', 0],
  ] as const)('that was %s can fail at the first go: %s', (outcome, produced) => {
    expect(measureStep({ ...step, outcome }).produced).toBe(produced);
  });

  test('never took less than no time, whatever the clocks say', () => {
    const odd = { ...step, claimedAt: step.openedAt - HOUR, closedAt: step.openedAt };

    expect(measureStep(odd)).toMatchObject({ waitingMs: 0, workingMs: 0 });
  });
});

describe('working time', () => {
  const calendar = {
    name: 'TEST',
    utcOffsetMinutes: 8 * 60,
    from: '2026-01-01',
    until: '2026-12-31',
    holidays: ['2026-10-01', '2026-10-02'],
    workdays: ['2026-09-27'],
  };
  /** In China: the zone of the calendar, not that of this machine. */
  const at = (text: string) => Date.parse(`${text}+08:00`);

  test.each([
    ['within a day', '2026-11-23T09:00', '2026-11-23T17:30', 8.5],
    ['over a weekend', '2026-11-20T18:00', '2026-11-23T06:00', 12],
    ['over a holiday', '2026-09-30T12:00', '2026-10-05T12:00', 24],
    ['on a make-up Sunday', '2026-09-26T00:00', '2026-09-28T00:00', 24],
    ['at the weekend alone', '2026-11-21T09:00', '2026-11-22T20:00', 0],
    ['backwards', '2026-11-23T17:00', '2026-11-23T09:00', 0],
  ])('%s', (_name, from, to, hours) => {
    expect(workingMs(calendar, at(from), at(to)) / HOUR).toBe(hours);
  });
});
