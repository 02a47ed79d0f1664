import { workflowInfo } from '@temporalio/workflow';
import type { Ask, Command, Event, Instance } from '../engine/bpmn/instance.ts';
import type { Process } from '../engine/bpmn/model.ts';
import type { Bulletin } from './bulletin.ts';
import { Children, type StartChild } from './children.ts';
import { type Answer, Errands, type RunJob } from './errands.ts';
import type { Work } from './inbox.ts';
import type { ChildReport, ProcessInput } from './messages.ts';
import { stillAsks } from './tasks.ts';

type CommandOf<K extends Command['kind']> = Extract<Command, { kind: K }>;
type Acts = { readonly [K in Command['kind']]: (command: CommandOf<K>) => void };

/** What the hands must know of the process they work for. */
export type Owner = {
  readonly input: ProcessInput;
  readonly process: Process;
  readonly bulletin: Bulletin;
  /** A new run is due: nothing new is begun in this one. */
  readonly isClosing: () => boolean;
  readonly instance: () => Instance;
  readonly put: (event: Event, work?: Work) => void;
};

/** Does what the interpreter asks of the world. What only concerns the record has been done by recording it. */
export class Hands {
  private readonly owner: Owner;
  private readonly children: Children;
  private readonly errands: Errands;
  private readonly acts: Acts;

  constructor(owner: Owner) {
    const isOpen = () => !owner.isClosing();
    this.owner = owner;
    this.children = new Children(owner.input, (event) => owner.put(event), isOpen);
    this.errands = new Errands((event, work) => this.bring(event, work), isOpen, owner.input.timeScale);
    this.acts = this.table();
  }

  get hasTold(): boolean {
    return this.errands.hasTold;
  }

  get isIdle(): boolean {
    return this.errands.isIdle && this.children.isIdle;
  }

  carryOut(command: Command): void {
    (this.acts[command.kind] as (command: Command) => void)(command);
  }

  /** How a child ended, as an event; nothing when nobody waits for it. */
  hear(report: ChildReport): Event | undefined {
    const { token } = report;
    if (!this.children.awaits(token)) return undefined;
    this.children.settle(token);
    const at = Date.now();
    if (report.kind === 'completed') return { kind: 'childCompleted', at, token, variables: report.variables };
    const { reason, error } = report;
    return { kind: 'childFailed', at, token, reason, ...(error === undefined ? {} : { error }) };
  }

  private table(): Acts {
    const recorded = () => {};
    return {
      openTask: recorded,
      closeTask: recorded,
      assignTask: recorded,
      withdrawJob: recorded,
      unsubscribe: recorded,
      raiseIncident: recorded,
      resolveIncident: recorded,
      runJob: (request) => this.runJob(request),
      startChild: (request) => this.startChild(request),
      cancelChild: ({ token }) => this.errands.tell(this.children.withdraw(token, 'withdrawn')),
      subscribe: ({ token, message, key }) => {
        if (!this.stands(token, 'subscribe')) return;
        this.errands.correlate({ kind: 'subscription', instanceId: workflowInfo().workflowId, token, message, key });
      },
      sendMessage: ({ id, message, key, variables }) =>
        this.errands.correlate({ kind: 'message', id, message, key, variables, timeScale: this.owner.input.timeScale }),
      ended: ({ outcome, error }) => this.report(outcome, error),
    };
  }

  private runJob(request: RunJob): void {
    if (!this.stands(request.token, 'runJob', request.attempt)) return;
    const node = this.owner.process.nodes[request.node];
    const tries = node && 'job' in node ? node.job?.retries : undefined;
    this.errands.run(request, this.owner.bulletin.job(request), tries);
  }

  private startChild(request: StartChild): void {
    if (this.stands(request.token, 'startChild')) this.children.start(request);
  }

  /** Asked for and not taken back later in the same batch. */
  private stands(token: string, kind: Ask['kind'], attempt?: number): boolean {
    return stillAsks(this.owner.instance(), token, kind, attempt);
  }

  /** An answer that nobody waits for any longer is not worth a step. */
  private bring(event: Answer, work: Work | undefined): void {
    const attempt = 'attempt' in event ? event.attempt : undefined;
    if (attempt === undefined || this.stands(event.token, 'runJob', attempt)) this.owner.put(event, work);
  }

  private report(outcome: CommandOf<'ended'>['outcome'], error: string | undefined): void {
    const { parent } = this.owner.input;
    if (!parent) return;
    const { token } = parent;
    const { variables } = this.owner.instance();
    const isFine = outcome === 'completed' || outcome === 'terminated';
    const failed = { kind: 'failed', reason: outcome, ...(error === undefined ? {} : { error }) } as const;
    this.errands.report(parent, { token, ...(isFine ? { kind: 'completed', variables } : failed) });
  }
}
