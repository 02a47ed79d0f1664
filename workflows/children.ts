import { type ChildWorkflowHandle } from '@temporalio/workflow';
import type { Event, Request } from '../engine/bpmn/instance.ts';
import { call, downfallOf, withdraw } from './calling.ts';
import { type ProcessInput, processWorkflowId } from './messages.ts';
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
    if (child) await withdraw(child.workflowId, reason);
  }

  private async accompany(request: StartChild): Promise<void> {
    const { token, process, businessKey } = request;
    if (!this.wanted.has(token)) return;
    this.starting += 1;
    const { startedBy, timeScale } = this.input;
    const called = await call({ ...request, startedBy, timeScale });
    this.starting -= 1;
    if (called.kind === 'obstacle') {
      this.fail(token, called.reason);
      return;
    }
    if (called.kind === 'started') void this.watch(token, called.child);
    const workflowId = processWorkflowId(process, businessKey);
    if (!this.wanted.has(token)) {
      await withdraw(workflowId, 'withdrawn');
      return;
    }
    await new Promise<void>((release) => this.live.set(token, { workflowId, release }));
  }

  private async watch(token: string, child: ChildWorkflowHandle<(input: ProcessInput) => Promise<unknown>>) {
    const reason = await downfallOf(child);
    if (reason !== undefined && this.wanted.has(token)) this.fail(token, reason);
  }

  private fail(token: string, reason: string): void {
    this.settle(token);
    this.put({ kind: 'childFailed', at: Date.now(), token, reason });
  }
}
