import type { SearchAttributePair } from '@temporalio/common';
import { condition, setHandler } from '@temporalio/workflow';
import type { Actor, Variables } from '../engine/bpmn/instance.ts';
import { call, downfallOf, withdraw } from './calling.ts';
import { type ChildReport, childReportSignal, processWorkflowId } from './messages.ts';
import { Window } from './window.ts';

/** Procedures of one coded workflow that run at the same time. */
const WINDOW = 200;

/** A BPMN process that a coded workflow wants carried out. */
export type Procedure = {
  /** Names what the workflow waits for, the same in every run. */
  readonly token: string;
  readonly process: string;
  readonly businessKey: string;
  readonly title: string;
  readonly variables: Variables;
  /** Who asked for it: that person may sign nothing off in it. */
  readonly startedBy: Actor;
  /** Names of the variables that are wanted of its end; nothing else is remembered. */
  readonly keep?: readonly string[];
  readonly search?: readonly SearchAttributePair[];
};

/** What the next run must know: what was asked for and not reported, and what was reported. */
export type CarriedProcedures = {
  readonly asked: Readonly<Record<string, Asked>>;
  readonly reports: Readonly<Record<string, ChildReport>>;
};

type Asked = { readonly workflowId: string; readonly keep: readonly string[]; readonly isStarted: boolean };

export type ProceduresOptions = {
  readonly timeScale: number;
  /** A new run is due: nothing new is begun in this one. */
  readonly isClosing: () => boolean;
  readonly carried?: CarriedProcedures | undefined;
};

/**
 * The BPMN processes that a coded workflow has carried out by people. They outlive its runs and tell by signal how they
 * ended. A run asks again, by token, for all that it still waits for: what is under way is waited for, what has ended is
 * answered at once.
 */
export class Procedures {
  private readonly options: ProceduresOptions;
  private readonly window: Window;
  private readonly asked: Map<string, Asked>;
  private readonly reports: Map<string, ChildReport>;
  private readonly waiting = new Map<string, ((report: ChildReport) => void)[]>();
  private busy = 0;

  constructor(options: ProceduresOptions) {
    this.options = options;
    this.window = new Window(WINDOW, () => !options.isClosing());
    this.asked = new Map(Object.entries(options.carried?.asked ?? {}));
    this.reports = new Map(Object.entries(options.carried?.reports ?? {}));
    setHandler(childReportSignal, (report) => this.hear(report));
  }

  /** No start and no withdrawal is under way. */
  get isIdle(): boolean {
    return this.busy === 0;
  }

  carried(): CarriedProcedures {
    return { asked: Object.fromEntries(this.asked), reports: Object.fromEntries(this.reports) };
  }

  /** Has the process carried out, and answers how it ended. Asked again under the same token, it is the same process. */
  run(procedure: Procedure): Promise<ChildReport> {
    const { token, process, businessKey, keep = [] } = procedure;
    const known = this.reports.get(token);
    if (known) return Promise.resolve(known);
    const ended = new Promise<ChildReport>((resolve) => {
      this.waiting.set(token, [...(this.waiting.get(token) ?? []), resolve]);
    });
    const asked = this.asked.get(token);
    if (!asked) this.asked.set(token, { workflowId: processWorkflowId(process, businessKey), keep, isStarted: false });
    if (!asked?.isStarted && this.waiting.get(token)?.length === 1) this.window.run(() => this.accompany(procedure));
    return ended;
  }

  /** Nobody waits for the process any longer: it is withdrawn, and whoever waits is told that it failed. */
  async cancel(token: string, reason: string): Promise<void> {
    const asked = this.asked.get(token);
    if (!asked) return;
    this.conclude({ token, kind: 'failed', reason });
    if (asked.isStarted) await this.during(withdraw(asked.workflowId, reason));
  }

  /** Withdraws all that is still waited for under tokens that begin so, and forgets what they reported. */
  async drop(prefix: string, reason: string): Promise<void> {
    const tokens = [...this.asked.keys()].filter((token) => token.startsWith(prefix));
    await Promise.all(tokens.map((token) => this.cancel(token, reason)));
    this.forget(prefix);
  }

  /** What was reported under tokens that begin so is not needed any more. */
  forget(prefix: string): void {
    for (const token of [...this.reports.keys()]) if (token.startsWith(prefix)) this.reports.delete(token);
  }

  /** What came to nothing under tokens that begin so may be asked for again. */
  forgetFailures(prefix: string): void {
    for (const [token, { kind }] of [...this.reports]) {
      if (kind === 'failed' && token.startsWith(prefix)) this.reports.delete(token);
    }
  }

  private hear(report: ChildReport): void {
    const asked = this.asked.get(report.token);
    if (asked) this.conclude(slim(report, asked.keep));
  }

  private conclude(report: ChildReport): void {
    const { token } = report;
    this.asked.delete(token);
    this.reports.set(token, report);
    for (const tell of this.waiting.get(token) ?? []) tell(report);
    this.waiting.delete(token);
  }

  /** Holds its place in the window until the process has ended. */
  private async accompany(procedure: Procedure): Promise<void> {
    const { token } = procedure;
    if (!this.asked.has(token)) return;
    const called = await this.during(call({ ...procedure, timeScale: this.options.timeScale }));
    const asked = this.asked.get(token);
    if (called.kind === 'obstacle') {
      if (asked) this.conclude({ token, kind: 'failed', reason: called.reason });
      return;
    }
    if (!asked) {
      await this.during(withdraw(processWorkflowId(procedure.process, procedure.businessKey), 'withdrawn'));
      return;
    }
    this.asked.set(token, { ...asked, isStarted: true });
    if (called.kind === 'started') void this.watch(token, downfallOf(called.child));
    await condition(() => !this.asked.has(token));
  }

  private async watch(token: string, downfall: Promise<string | undefined>): Promise<void> {
    const reason = await downfall;
    if (reason !== undefined && this.asked.has(token)) this.conclude({ token, kind: 'failed', reason });
  }

  private async during<T>(work: Promise<T>): Promise<T> {
    this.busy += 1;
    try {
      return await work;
    } finally {
      this.busy -= 1;
    }
  }
}

/** A process may end with many variables; of them a coded workflow remembers what it wanted. */
function slim(report: ChildReport, keep: readonly string[]): ChildReport {
  if (report.kind === 'failed') return report;
  const wanted = Object.entries(report.variables).filter(([name]) => keep.includes(name));
  return { ...report, variables: Object.fromEntries(wanted) };
}
