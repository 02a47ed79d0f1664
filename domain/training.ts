import { type Fact, thresholds } from './rollout.ts';

/** Whom a wave trains. An empty rule means everybody at work; with departments and positions a person must have both. */
export type Audience = {
  readonly departments?: readonly string[];
  readonly positions?: readonly string[];
  readonly people?: readonly string[];
  readonly except?: readonly string[];
};

/** Percent of the people of a wave who must have passed, and have acknowledged, for its gate. */
export type Thresholds = { readonly passed: number; readonly acknowledged: number };

export const defaultThresholds: Thresholds = thresholds;

/** How many people stand where; `people` leaves out who is exempt or has left. */
export type Funnel = {
  readonly people: number;
  readonly assigned: number;
  readonly inProgress: number;
  readonly passed: number;
  readonly failed: number;
  readonly escalated: number;
  readonly exempt: number;
  readonly left: number;
  readonly acknowledged: number;
  readonly declined: number;
  /** People of the wave with permissions of the first tier, and how many of them have passed. */
  readonly critical: number;
  readonly criticalPassed: number;
  /** Still owe a course or the acknowledgement. */
  readonly open: number;
};

const WHOLE = 100;
const TENTHS = 10;

/** Percent with one decimal, rounded down: 94.96 % is not 95 %. Of nobody it is nothing. */
export function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((part * WHOLE * TENTHS) / whole) / TENTHS;
}

/** What the gate of a wave measures: 19.1 of the policy. */
export function factsOf(funnel: Funnel, thresholds: Thresholds): readonly Fact[] {
  const { people, passed, acknowledged, critical, criticalPassed } = funnel;
  const percent = (id: string, target: number, part: number, whole: number): Fact => {
    const measured = percentOf(part, whole);
    return { id, target, measured, unit: 'percent', ok: measured >= target };
  };
  return [
    { id: 'wave-people', target: 1, measured: people, unit: 'count', ok: people >= 1 },
    percent('wave-passed', thresholds.passed, passed, people),
    percent('wave-acknowledged', thresholds.acknowledged, acknowledged, people),
    ...(critical === 0 ? [] : [percent('wave-critical-passed', WHOLE, criticalPassed, critical)]),
  ];
}

/** Whether the gate of a wave has all it needs. */
export const isReady = (funnel: Funnel, thresholds: Thresholds): boolean =>
  factsOf(funnel, thresholds).every(({ ok }) => ok);

const DAY_MS = 86_400_000;
const early: readonly number[] = [-7, -1, 0];

/** Days after the due date on which the superior is told, and on which permissions are held. */
const ESCALATE_AFTER_DAYS = 3;
const HOLD_AFTER_DAYS = 7;

/** A step of the ladder of reminders: `day` counts from the due date. */
export type Rung = { readonly day: number; readonly at: number };

/** The next reminder after a moment: 7 days and a day before, on the day, then every day. */
export function nextRung(dueAt: number, after: number, timeScale: number): Rung {
  const day = DAY_MS * timeScale;
  const passed = Math.floor((after - dueAt) / day);
  const next = early.find((it) => dueAt + it * day > after) ?? passed + 1;
  return { day: next, at: dueAt + next * day };
}

/** The last reminder due at a moment, when it was not yet due at an earlier one. */
export function rungBetween(dueAt: number, after: number, until: number, timeScale: number): Rung | undefined {
  const day = DAY_MS * timeScale;
  const passed = Math.floor((until - dueAt) / day);
  const last = passed > 0 ? passed : early.findLast((it) => dueAt + it * day <= until);
  const at = last === undefined ? undefined : dueAt + last * day;
  return last === undefined || at === undefined || at <= after ? undefined : { day: last, at };
}

/** What becomes of those who are late at a rung of the ladder, when the rung before was of the day `before`. */
export function sanctionsOf(before: number, day: number): { readonly escalates: boolean; readonly holds: boolean } {
  const crosses = (limit: number) => before < limit && day >= limit;
  return { escalates: crosses(ESCALATE_AFTER_DAYS), holds: crosses(HOLD_AFTER_DAYS) };
}

/** How far somebody has come with a course. */
export type CourseState = 'open' | 'reading' | 'quiz' | 'passed' | 'tutoring';

export type CourseStanding = {
  readonly lessonsDone: number;
  readonly lessonsTotal: number;
  readonly passed: boolean;
  /** No attempt is left until a tutor has explained. */
  readonly exhausted: boolean;
};

export function courseState({ lessonsDone, lessonsTotal, passed, exhausted }: CourseStanding): CourseState {
  if (passed) return 'passed';
  if (exhausted) return 'tutoring';
  if (lessonsDone >= lessonsTotal) return 'quiz';
  return lessonsDone > 0 ? 'reading' : 'open';
}
