import { workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { Command, Event, Instance, Step } from '../engine/bpmn/instance.ts';
import type { Process } from '../engine/bpmn/model.ts';
import { standingOf } from '../engine/bpmn/standing.ts';
import type { Fingerprints } from './fingerprint.ts';
import type { Entry, Work } from './inbox.ts';
import type { Answer, ProcessInput } from './messages.ts';
import { records } from './proxies.ts';
import type { Refused } from './refusing.ts';

type StepsRecord = Parameters<Activities['records']['recordSteps']>[0];
type StepRecord = StepsRecord['steps'][number];

/** An event that was taken: what its step did, and what whoever brought it is told. */
export type Taken = { readonly entry: Entry; readonly step: Step; readonly refused: Refused | undefined };

export function answerOf({ step: { instance }, refused }: Taken): Answer {
  if (refused) return { kind: 'refused', code: refused.code, params: refused.params };
  return { kind: 'done', sequence: instance.sequence, status: instance.status };
}

/** What one drained inbox did, to be written once and in the same words on every replay. */
export type Drained = { readonly taken: readonly Taken[]; readonly record: StepsRecord };

/** What the record answers. */
export type Kept = Awaited<ReturnType<Activities['records']['recordSteps']>>;

/** Orders the record to be written. The promise is the activity's own. */
export function write({ record }: Drained, summary: string): Promise<Kept> {
  return records(summary).recordSteps(record);
}

/** A record that was written as something else stops the workflow where everybody sees it, before anything drifts. */
export function verify({ record }: Drained, kept: Kept): void {
  if (kept.digest === record.digest) return;
  const sequence = record.steps.at(-1)?.sequence ?? 0;
  throw new Error(
    `step ${sequence} of ${record.instanceId} was recorded as ${kept.digest}, now it comes out as ${record.digest}: the interpreter or the record has changed`,
  );
}

/**
 * What is to be done once the record is written: all but to look for what waits for a subscription, where the record has
 * looked and seen nothing. Records of builds before this one did not look.
 */
export function commandsAfter({ taken }: Drained, { met }: Kept): readonly Command[] {
  const commands = taken.flatMap(({ step }) => step.commands);
  return met ? commands.filter((command) => command.kind !== 'subscribe' || met.includes(command.token)) : commands;
}

export function recordOf(
  { input, process }: { readonly input: ProcessInput; readonly process: Process },
  taken: readonly Taken[],
  instance: Instance,
  fingerprints: Fingerprints,
): StepsRecord {
  const { workflowId, workflowType } = workflowInfo();
  const steps = taken.map(stepOf);
  const work = taken.flatMap((it) => workIn(it, process));
  return {
    instanceId: workflowId,
    processKey: workflowType,
    businessKey: instance.businessKey,
    definition: input.definition,
    title: input.title,
    startedBy: instance.startedBy,
    ...(input.parent ? { parent: input.parent.workflowId } : {}),
    status: instance.status,
    standing: standingOf(instance),
    steps,
    ...(work.length > 0 && { work }),
    receipts: taken.flatMap((it) => receiptOf(it)),
    digest: fingerprints.of(steps, instance),
  };
}

/** What was finished without a person: what an errand has brought, and the messages that were sent on the way. */
function workIn({ entry, step, refused }: Taken, process: Process): readonly Work[] {
  const { event, work } = entry;
  const sent = step.passed.flatMap(({ node, how }, index): Work[] => {
    const found = process.nodes[node];
    if (how !== 'completed' || found?.kind !== 'sendTask' || found.message === undefined || found.job) return [];
    const id = `${node}@${step.instance.sequence}.${index}`;
    return [{ id, node, kind: 'send', outcome: 'completed', askedAt: event.at, endedAt: event.at }];
  });
  return work && !refused ? [work, ...sent] : sent;
}

function stepOf({ entry, step, refused }: Taken): StepRecord {
  const { requestId, grounds } = entry;
  return {
    sequence: step.instance.sequence,
    event: entry.event,
    commands: step.commands,
    ...(refused ? { refused } : {}),
    ...(requestId === undefined ? {} : { requestId }),
    ...(grounds === undefined ? {} : { grounds }),
  };
}

function receiptOf(taken: Taken): StepsRecord['receipts'] {
  const { requestId } = taken.entry;
  return requestId === undefined ? [] : [{ requestId, answer: answerOf(taken) }];
}

/** The first event of a run that continues nothing. */
export function started({ startedAt, startedBy, variables, businessKey, start, message }: ProcessInput): Event {
  const { workflowId, workflowType } = workflowInfo();
  const now = Date.now();
  return {
    kind: 'started',
    at: startedAt > 0 ? Math.min(startedAt, now) : now,
    variables,
    businessKey: businessKey === '' ? workflowId.slice(workflowType.length + 1) : businessKey,
    ...(start === undefined ? {} : { start }),
    ...(message === undefined ? {} : { message }),
    ...startedBy,
  };
}
