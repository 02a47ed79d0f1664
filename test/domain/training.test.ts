import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  courseState,
  defaultThresholds,
  type Funnel,
  factsOf,
  isReady,
  nextRung,
  percentOf,
  rungBetween,
  sanctionsOf,
} from '../../domain/training.ts';

const DAY_MS = 86_400_000;
const due = Date.UTC(2026, 11, 24);
const days = (count: number) => due + count * DAY_MS;

const nobody: Funnel = {
  people: 0,
  assigned: 0,
  inProgress: 0,
  passed: 0,
  failed: 0,
  escalated: 0,
  exempt: 0,
  left: 0,
  acknowledged: 0,
  declined: 0,
  critical: 0,
  criticalPassed: 0,
  open: 0,
};
const funnel = (more: Partial<Funnel>): Funnel => ({ ...nobody, ...more });

describe('the gate of a wave', () => {
  test.each([
    { more: { people: 100, passed: 95, acknowledged: 98 }, ready: true },
    { more: { people: 100, passed: 94, acknowledged: 100 }, ready: false },
    { more: { people: 100, passed: 100, acknowledged: 97 }, ready: false },
    { more: { people: 100, passed: 99, acknowledged: 99, critical: 10, criticalPassed: 9 }, ready: false },
    { more: { people: 100, passed: 99, acknowledged: 99, critical: 10, criticalPassed: 10 }, ready: true },
    { more: {}, ready: false },
  ])('is ready: $ready with $more', ({ more, ready }) => {
    expect(isReady(funnel(more), defaultThresholds)).toBe(ready);
  });

  test('never takes 94.99 % for 95 %', () => {
    expect(percentOf(9_499, 10_000)).toBe(94.9);
    expect(percentOf(0, 0)).toBe(0);
    expect(factsOf(funnel({ people: 10_000, passed: 9_499 }), defaultThresholds)).toContainEqual({
      id: 'wave-passed',
      target: 95,
      measured: 94.9,
      unit: 'percent',
      ok: false,
    });
  });
});

describe('the ladder of reminders', () => {
  test.each([
    { after: -30, day: -7 },
    { after: -7, day: -1 },
    { after: -3, day: -1 },
    { after: -1, day: 0 },
    { after: 0, day: 1 },
    { after: 4.5, day: 5 },
  ])('goes on to day $day after day $after', ({ after, day }) => {
    expect(nextRung(due, days(after), 1)).toEqual({ day, at: days(day) });
  });

  test.each([
    { after: -30, until: -8, day: undefined },
    { after: -30, until: -7, day: -7 },
    { after: -7, until: -2, day: undefined },
    { after: -7, until: 0.5, day: 0 },
    { after: 0.5, until: 4.2, day: 4 },
    { after: 4.2, until: 4.9, day: undefined },
  ])('has come to day $day between day $after and day $until', ({ after, until, day }) => {
    expect(rungBetween(due, days(after), days(until), 1)?.day).toBe(day);
  });

  test('shrinks with the time scale', () => {
    expect(nextRung(due, due, 0.5)).toEqual({ day: 1, at: due + DAY_MS / 2 });
  });

  test('comes to the next rung exactly when it said it would, and not before', () => {
    fc.assert(
      fc.property(fc.double({ min: -60, max: 60, noNaN: true }), fc.constantFrom(1, 0.01), (start, scale) => {
        const after = due + Math.round(start * DAY_MS * scale);
        const { at, day } = nextRung(due, after, scale);
        expect(at).toBeGreaterThan(after);
        expect(rungBetween(due, after, Math.ceil(at), scale)?.day).toBe(day);
        expect(rungBetween(due, after, Math.floor(at) - 1, scale)).toBeUndefined();
      }),
    );
  });

  test('tells the superior once after three days and holds permissions once after seven', () => {
    expect(sanctionsOf(2, 3)).toEqual({ escalates: true, holds: false });
    expect(sanctionsOf(3, 4)).toEqual({ escalates: false, holds: false });
    expect(sanctionsOf(6, 7)).toEqual({ escalates: false, holds: true });
    expect(sanctionsOf(0, 9)).toEqual({ escalates: true, holds: true });
  });
});

describe('a course', () => {
  test.each([
    { lessonsDone: 0, passed: false, exhausted: false, state: 'open' },
    { lessonsDone: 1, passed: false, exhausted: false, state: 'reading' },
    { lessonsDone: 2, passed: false, exhausted: false, state: 'quiz' },
    { lessonsDone: 2, passed: false, exhausted: true, state: 'tutoring' },
    { lessonsDone: 2, passed: true, exhausted: false, state: 'passed' },
  ])('is $state', ({ state, ...standing }) => {
    expect(courseState({ lessonsTotal: 2, ...standing })).toBe(state);
  });
});
