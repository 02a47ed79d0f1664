import { workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { digest } from '../engine/bpmn/digest.ts';
import type { Event, Instance, Step } from '../engine/bpmn/instance.ts';
import type { Entry } from './inbox.ts';
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

/** Writes what one drained inbox did: once, in one transaction, and in the same words on every replay. */
export async function record(input: ProcessInput, taken: readonly Taken[], summary: string): Promise<void> {
  const last = taken.at(-1);
  if (!last) return;
  const written = recordOf(input, taken, last.step.instance);
  const kept = await records(summary).recordSteps(written);
  if (kept.digest === written.digest) return;
  throw new Error(
    `step ${last.step.instance.sequence} of ${written.instanceId} was recorded as ${kept.digest}, now it comes out as ${written.digest}: the interpreter or the record has changed`,
  );
}

function recordOf(input: ProcessInput, taken: readonly Taken[], instance: Instance): StepsRecord {
  const { workflowId, workflowType } = workflowInfo();
  const steps = taken.map(stepOf);
  return {
    instanceId: workflowId,
    processKey: workflowType,
    businessKey: instance.businessKey,
    definition: input.definition,
    title: input.title,
    startedBy: instance.startedBy,
    ...(input.parent ? { parent: input.parent.workflowId } : {}),
    status: instance.status,
    steps,
    receipts: taken.flatMap((it) => receiptOf(it)),
    digest: digest({ steps, instance }),
  };
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
export function started({ startedAt, startedBy, variables, businessKey, start }: ProcessInput): Event {
  const { workflowId, workflowType } = workflowInfo();
  const now = Date.now();
  return {
    kind: 'started',
    at: startedAt > 0 ? Math.min(startedAt, now) : now,
    variables,
    businessKey: businessKey === '' ? workflowId.slice(workflowType.length + 1) : businessKey,
    ...(start === undefined ? {} : { start }),
    ...startedBy,
  };
}
