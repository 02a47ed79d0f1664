/** How a step ended. A rejection and a return are results too, but nobody goes on with them; only machines fail. */
export type StepOutcome = 'completed' | 'approved' | 'rejected' | 'returned' | 'failed';

/** A step that a person, or a machine, has finished. Moments are ms since the epoch. */
export type FinishedStep = {
  readonly openedAt: number;
  /** When somebody took it; absent when nobody had until it was done. */
  readonly claimedAt?: number;
  readonly closedAt: number;
  readonly dueAt?: number;
  readonly outcome: StepOutcome;
};

/** What a step adds to the figures; lengths of time in ms. */
export type StepMeasure = {
  readonly steps: 1;
  readonly due: 0 | 1;
  readonly onTime: 0 | 1;
  /** It gave a result that others went on with: only such a step can pass at the first go, or fail to. */
  readonly produced: 0 | 1;
  readonly waitingMs: number;
  readonly workingMs: number;
};

/** Time that counts between two moments: all of it, or that of working days. */
export type Span = (from: number, to: number) => number;

/** All of the time. */
export const plainSpan: Span = (from, to) => Math.max(0, to - from);

/** What a finished step adds to the figures, by the calendar that its deadline has. */
export function measureStep(step: FinishedStep, span: Span = plainSpan): StepMeasure {
  const { openedAt, closedAt, dueAt, outcome } = step;
  const takenAt = Math.min(Math.max(step.claimedAt ?? closedAt, openedAt), closedAt);
  return {
    steps: 1,
    due: dueAt === undefined ? 0 : 1,
    onTime: dueAt !== undefined && closedAt <= dueAt ? 1 : 0,
    produced: outcome === 'completed' || outcome === 'approved' ? 1 : 0,
    waitingMs: span(openedAt, takenAt),
    workingMs: span(takenAt, closedAt),
  };
}
