import { type SearchAttributePair, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  type ChildWorkflowHandle,
  getExternalWorkflowHandle,
  ParentClosePolicy,
  startChild,
  TemporalFailure,
  WorkflowIdReusePolicy,
  workflowInfo,
} from '@temporalio/workflow';
import type { Actor, Variables } from '../engine/bpmn/instance.ts';
import { type ProcessInput, processWorkflowId, withdrawSignal } from './messages.ts';
import { definitions, jobs } from './proxies.ts';
import { searchable } from './signboard.ts';
import { brief, reasonOf } from './telling.ts';

/** A process to be called, and under which token it is to report how it ended. */
export type Call = {
  readonly process: string;
  readonly businessKey: string;
  readonly token: string;
  readonly variables: Variables;
  readonly startedBy: Actor;
  readonly timeScale: number;
  /** Absent: the name of the process and the business key. */
  readonly title?: string;
  /** What operations find it by, besides its process and department. */
  readonly search?: readonly SearchAttributePair[];
};

type Child = ChildWorkflowHandle<(input: ProcessInput) => Promise<unknown>>;

/** What came of a call: a child to watch, one that an earlier run has started, or why there is none. */
export type Called =
  | { readonly kind: 'started'; readonly child: Child }
  | { readonly kind: 'adopted' }
  | { readonly kind: 'obstacle'; readonly reason: string };

/** Starts the process as a child that outlives this run, or finds that it has been started before. */
export async function call(request: Call): Promise<Called> {
  const { process, businessKey, title, search = [] } = request;
  const workflowId = processWorkflowId(process, businessKey);
  try {
    const called = await definitions.findProcess(process);
    if (!called) return { kind: 'obstacle', reason: `no process ${process} is deployed` };
    const name = title ?? `${called.name} ${businessKey}`;
    const child = await startChild(process, {
      workflowId,
      args: [inputOf(request, called.definition, name)],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      staticSummary: brief(name),
      typedSearchAttributes: [...searchable(process, request.variables), ...search],
    });
    return { kind: 'started', child };
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return adopt(workflowId);
    if (error instanceof TemporalFailure) return { kind: 'obstacle', reason: reasonOf(error) };
    throw error;
  }
}

/** Tells a child that nobody waits for it any longer. */
export async function withdraw(workflowId: string, reason: string): Promise<void> {
  try {
    const by = workflowInfo().workflowId;
    await getExternalWorkflowHandle(workflowId).signal(withdrawSignal, { by, reason });
  } catch (error) {
    if (!(error instanceof TemporalFailure)) throw error; // It is gone already.
  }
}

/** How a child failed that can tell nobody itself: while this run lasts, Temporal does. Undefined when it did not. */
export async function downfallOf(child: Child): Promise<string | undefined> {
  try {
    await child.result();
    return undefined;
  } catch (error) {
    if (!(error instanceof TemporalFailure)) throw error;
    return reasonOf(error);
  }
}

function inputOf(request: Call, definition: string, title: string): ProcessInput {
  const { token, businessKey, variables, startedBy, timeScale } = request;
  return {
    definition,
    businessKey,
    title,
    startedBy,
    startedAt: Date.now(),
    variables,
    timeScale,
    parent: { workflowId: workflowInfo().workflowId, token },
  };
}

/** A child that was started by an earlier run is ours; a stranger of the same business key is an obstacle. */
async function adopt(workflowId: string): Promise<Called> {
  const parent = await jobs('jobs', {
    startToCloseTimeout: '10 seconds',
    retry: { maximumInterval: '5 seconds' },
    summary: brief(workflowId),
  }).parentOf(workflowId);
  if (parent === workflowInfo().workflowId) return { kind: 'adopted' };
  return { kind: 'obstacle', reason: `${workflowId} is already taken` };
}
