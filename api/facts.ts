import type { Output } from '../contract/address.ts';
import { type Months, type MonthsAsked, monthsOf } from '../domain/months.ts';
import type { FactsQuery, FinishedStepRow, Grouping } from '../store/views/facts.ts';
import type { Actor } from './actor.ts';
import { elementName, processName } from './elementNames.ts';
import { caseSight, factScope } from './insight.ts';
import { moment, momentOrNull, sameText } from './refs.ts';

/** What somebody may see of what they ask for. */
export function factsQuery<Q extends MonthsAsked>(
  query: Q,
  actor: Actor,
  now: Date,
): Omit<Q, keyof Months> & FactsQuery {
  return { ...query, ...monthsOf(query, now), scope: factScope(actor), sight: caseSight(actor) };
}

/** What a group of figures is called; what has none is its own name. */
export function groupName(by: Grouping, key: string | null, name: { 'zh-CN': string; en: string } | null) {
  if (key === null) return null;
  const [process = '', node = ''] = key.split('/', 2);
  if (by === 'node') return { key, name: elementName(process, node, undefined) };
  return { key, name: by === 'process' ? processName(key, key) : (name ?? sameText(key)) };
}

type FinishedStep = Output<'listFinishedSteps'>['items'][number];

export function shownStep(step: FinishedStepRow): FinishedStep {
  const { process, duty, department } = step;
  return {
    taskId: step.task,
    instanceId: step.instanceId,
    process: { key: process, name: processName(process, step.processName) },
    version: step.version,
    node: step.node,
    name: elementName(process, step.node, step.name),
    person: step.person,
    onBehalfOf: step.onBehalfOf,
    duty: duty && { key: duty.id, name: duty.name },
    department: department && { key: department.id, name: department.name },
    outcome: step.outcome,
    openedAt: moment(step.openedAt),
    claimedAt: momentOrNull(step.claimedAt),
    closedAt: moment(step.closedAt),
    dueAt: momentOrNull(step.dueAt),
    waitingMs: step.waitingMs,
    workingMs: step.workingMs,
    onTime: step.dueAt === null ? null : step.isOnTime,
    firstPass: step.isProduced ? !step.reworked : null,
    round: step.round,
  };
}
