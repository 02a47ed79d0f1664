/** So many complaints of one cause about one article within the window oblige the supplier to correct it. */
export const SAME_CAUSE_LIMIT = 3;
export const SAME_CAUSE_WINDOW_DAYS = 30;

/** Causes that lie in the goods: for the others there is nothing that a supplier could correct. */
const supplierCauses: ReadonlySet<string> = new Set(['defective', 'not-as-described', 'missing-parts', 'unsafe']);

export const isSupplierCause = (cause: string): boolean => supplierCauses.has(cause);

/** Whether the supplier has to correct, with what it was measured on. `sameCause` counts this complaint in. */
export type RecurrenceCheck = {
  readonly verdict: 'recurring' | 'single';
  readonly sameCause: number;
  readonly limit: number;
  readonly windowDays: number;
};

export function judgeRecurrence(sameCause: number): RecurrenceCheck {
  return {
    verdict: sameCause >= SAME_CAUSE_LIMIT ? 'recurring' : 'single',
    sameCause,
    limit: SAME_CAUSE_LIMIT,
    windowDays: SAME_CAUSE_WINDOW_DAYS,
  };
}
