import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';
import type { Command, Instance, Variables } from '../engine/bpmn/instance.ts';
import type { Notices } from './messages.ts';
import type { Task } from './tasks.ts';

const processKey = defineSearchAttributeKey('ZhiduProcess', 'KEYWORD');
const departmentKey = defineSearchAttributeKey('ZhiduDept', 'KEYWORD');
const incidentKey = defineSearchAttributeKey('ZhiduIncident', 'BOOL');
const stateKey = defineSearchAttributeKey('ZhiduState', 'KEYWORD');
const dueAtKey = defineSearchAttributeKey('ZhiduDueAt', 'DATETIME');

/** Temporal's keyword columns end here. */
const KEYWORD_LENGTH = 255;

/** What operations can search an instance by from its start: given with the start, it costs nothing. */
export function searchable(process: string, variables: Variables): SearchAttributePair[] {
  const { requester } = variables as { readonly requester?: { readonly department?: unknown } };
  const department = requester?.department;
  return [
    { key: processKey, value: process.slice(0, KEYWORD_LENGTH) },
    ...(typeof department === 'string' ? [{ key: departmentKey, value: department.slice(0, KEYWORD_LENGTH) }] : []),
  ];
}

/**
 * What operations see of an instance in Temporal's lists. A change costs an event of history, so a sign-off makes none:
 * shown are an incident, an end out of the ordinary, and the most urgent task once its reminder or due time has come.
 */
export class Signboard {
  private shown: Notices;
  /** Tasks that were reminded of, or are due. */
  private readonly urged: Set<string>;

  constructor(shown: Notices = {}) {
    this.shown = shown;
    this.urged = new Set(shown.urged);
  }

  get notices(): Notices {
    return { ...this.shown, urged: [...this.urged] };
  }

  note(command: Command): void {
    if (command.kind !== 'runJob') return;
    const { job } = command;
    if (job.type === 'remind' || job.type === 'escalate') this.urged.add(job.task);
  }

  show({ status, incidents }: Instance, tasks: readonly Task[]): void {
    const dueAt = this.urgent(tasks);
    const state = stateOf(status, Object.keys(incidents).length > 0, dueAt);
    if (state === this.shown.state && dueAt === this.shown.dueAt) return;
    upsertSearchAttributes([
      { key: stateKey, value: state ?? null },
      { key: incidentKey, value: state === 'incident' },
      { key: dueAtKey, value: dueAt === undefined ? null : new Date(dueAt) },
    ]);
    this.shown = { ...(state === undefined ? {} : { state }), ...(dueAt === undefined ? {} : { dueAt }) };
  }

  private urgent(tasks: readonly Task[]): number | undefined {
    if (this.urged.size === 0) return undefined;
    const open = new Map(tasks.map((task) => [task.token, task.dueAt]));
    for (const token of this.urged) if (!open.has(token)) this.urged.delete(token);
    const moments = [...this.urged].flatMap((token) => open.get(token) ?? []);
    return moments.length === 0 ? undefined : Math.min(...moments);
  }
}

function stateOf(status: Instance['status'], failing: boolean, dueAt: number | undefined): string | undefined {
  if (status === 'completed') return undefined;
  if (status !== 'running') return status;
  if (failing) return 'incident';
  if (dueAt === undefined) return undefined;
  return dueAt <= Date.now() ? 'overdue' : 'due-soon';
}
