import type { temporal } from '@temporalio/proto';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/** What an execution cost so far: what Temporal keeps, what workers were woken for, what a cloud would bill. */
export type Cost = { readonly events: number; readonly workflowTasks: number; readonly actions: number };

/** Counts a history. Billed are starts, updates, signals, activities, timers, upserts, children and markers. */
export function costOf(history: readonly HistoryEvent[]): Cost {
  return {
    events: history.length,
    workflowTasks: history.filter((it) => it.workflowTaskCompletedEventAttributes).length,
    actions: history.filter(isBilled).length,
  };
}

export function minus(one: Cost, other: Cost): Cost {
  return {
    events: one.events - other.events,
    workflowTasks: one.workflowTasks - other.workflowTasks,
    actions: one.actions - other.actions,
  };
}

function isBilled(event: HistoryEvent): boolean {
  return Boolean(
    event.workflowExecutionStartedEventAttributes ??
      event.workflowExecutionUpdateAcceptedEventAttributes ??
      event.workflowExecutionSignaledEventAttributes ??
      event.activityTaskScheduledEventAttributes ??
      event.timerStartedEventAttributes ??
      event.upsertWorkflowSearchAttributesEventAttributes ??
      event.startChildWorkflowExecutionInitiatedEventAttributes ??
      event.markerRecordedEventAttributes,
  );
}
