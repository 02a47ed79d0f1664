import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  type ChildWorkflowHandle,
  getExternalWorkflowHandle,
  ParentClosePolicy,
  startChild,
  TemporalFailure,
  WorkflowIdReusePolicy,
  workflowInfo,
} from '@temporalio/workflow';
import type { Event, Request } from '../engine/bpmn/instance.ts';
import { type ProcessInput, processWorkflowId, withdrawSignal } from './messages.ts';
import { definitions, jobs } from './proxies.ts';
import { searchable } from './signboard.ts';
import { brief, reasonOf } from './telling.ts';
import { Window } from './window.ts';

export type StartChild = Extract<Request, { kind: 'startChild' }>;

/** Children that run at the same time; Temporal ends a workflow's patience at 2,000. */
const WINDOW = 200;

type Live = { readonly workflowId: string; readonly release: () => void };

/** The processes that this one has called. They outlive its runs and tell by signal how they ended. */
export class Children {
  private readonly input: ProcessInput;
  private readonly put: (event: Event) => void;
  private readonly window: Window;
  private readonly live = new Map<string, Live>();
  private readonly wanted = new Set<string>();
  private starting = 0;

  constructor(input: ProcessInput, put: (event: Event) => void, isOpen: () => boolean) {
    this.input = input;
    this.put = put;
    this.window = new Window(WINDOW, isOpen);
  }

  /** No start is under way. */
  get isIdle(): boolean {
    return this.starting === 0;
  }

  start(request: StartChild): void {
    this.wanted.add(request.token);
    this.window.run(() => this.accompany(request));
  }

  awaits(token: string): boolean {
    return this.wanted.has(token);
  }

  /** The child has told how it ended. */
  settle(token: string): void {
    this.wanted.delete(token);
    this.live.get(token)?.release();
    this.live.delete(token);
  }

  /** Nobody waits for the child any longer. One that is just being started is told as soon as it is there. */
  async withdraw(token: string, reason: string): Promise<void> {
    const child = this.live.get(token);
    this.settle(token);
    if (child) await this.tell(child.workflowId, reason);
  }

  private async accompany(request: StartChild): Promise<void> {
    const { token } = request;
    if (!this.wanted.has(token)) return;
    const workflowId = processWorkflowId(request.process, request.businessKey);
    this.starting += 1;
    const obstacle = await this.begin(request, workflowId);
    this.starting -= 1;
    if (obstacle !== undefined) {
      this.fail(token, obstacle);
      return;
    }
    if (!this.wanted.has(token)) {
      await this.tell(workflowId, 'withdrawn');
      return;
    }
    await new Promise<void>((release) => this.live.set(token, { workflowId, release }));
  }

  /** Starts the child, or finds that it has been started before. Answers why it could not be. */
  private async begin(request: StartChild, workflowId: string): Promise<string | undefined> {
    try {
      const called = await definitions.findProcess(request.process);
      if (!called) return `no process ${request.process} is deployed`;
      const child = await startChild(request.process, {
        workflowId,
        args: [this.inputOf(request, called)],
        parentClosePolicy: ParentClosePolicy.ABANDON,
        workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
        staticSummary: brief(`${called.name} ${request.businessKey}`),
        typedSearchAttributes: searchable(request.process, request.variables),
      });
      void this.watch(request.token, child);
      return undefined;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return this.adopt(workflowId);
      if (error instanceof TemporalFailure) return reasonOf(error);
      throw error;
    }
  }

  private inputOf(
    { token, businessKey, variables }: StartChild,
    { definition, name }: { readonly definition: string; readonly name: string },
  ): ProcessInput {
    return {
      definition,
      businessKey,
      title: `${name} ${businessKey}`,
      startedBy: this.input.startedBy,
      startedAt: Date.now(),
      variables,
      timeScale: this.input.timeScale,
      parent: { workflowId: workflowInfo().workflowId, token },
    };
  }

  /** A child that was started by an earlier run is ours; a stranger of the same business key is an obstacle. */
  private async adopt(workflowId: string): Promise<string | undefined> {
    const parent = await jobs('jobs', {
      startToCloseTimeout: '10 seconds',
      retry: { maximumInterval: '5 seconds' },
      summary: brief(workflowId),
    }).parentOf(workflowId);
    return parent === workflowInfo().workflowId ? undefined : `${workflowId} is already taken`;
  }

  /** A child that was terminated cannot tell; while this run lasts, Temporal does. */
  private async watch(token: string, child: ChildWorkflowHandle<(input: ProcessInput) => Promise<unknown>>) {
    try {
      await child.result();
    } catch (error) {
      if (!(error instanceof TemporalFailure)) throw error;
      if (this.wanted.has(token)) this.fail(token, reasonOf(error));
    }
  }

  private fail(token: string, reason: string): void {
    this.settle(token);
    this.put({ kind: 'childFailed', at: Date.now(), token, reason });
  }

  private async tell(workflowId: string, reason: string): Promise<void> {
    try {
      const by = workflowInfo().workflowId;
      await getExternalWorkflowHandle(workflowId).signal(withdrawSignal, { by, reason });
    } catch (error) {
      if (!(error instanceof TemporalFailure)) throw error; // It is gone already.
    }
  }
}
