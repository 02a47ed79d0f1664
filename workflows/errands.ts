import {
  ActivityFailure,
  ApplicationFailure,
  getExternalWorkflowHandle,
  TemporalFailure,
  workflowInfo,
} from '@temporalio/workflow';
import type { Correlation } from '../activities/jobs/correlate.ts';
import type { JobRun } from '../activities/jobs/job.ts';
import type { EventOf, Request } from '../engine/bpmn/instance.ts';
import type { Work } from './inbox.ts';
import { type ChildReport, childReportSignal, type ProcessInput } from './messages.ts';
import { jobs, type Temper } from './proxies.ts';
import { brief, reasonOf } from './telling.ts';
import { Window } from './window.ts';

/** How a job ended. */
export type Answer = EventOf<'jobCompleted' | 'jobFailed' | 'taskEscalated'>;

export type RunJob = Extract<Request, { kind: 'runJob' }>;

type Put = (answer: Answer, work: Work | undefined) => void;

/** Jobs of one instance that run at the same time. */
const WINDOW = 50;
const TRIES = 3;

const temperOf = (job: RunJob['job']): Temper => (job.type === 'decision' || job.type === 'script' ? 'cpu' : 'jobs');

/** What the process has others do, and what it tells others. */
export class Errands {
  private readonly put: Put;
  private readonly window: Window;
  private readonly timeScale: number;
  private telling = 0;

  constructor(put: Put, isOpen: () => boolean, timeScale: number) {
    this.put = put;
    this.timeScale = timeScale;
    this.window = new Window(WINDOW, isOpen);
  }

  /** Everything that had to be told has been told. */
  get hasTold(): boolean {
    return this.telling === 0;
  }

  get isIdle(): boolean {
    return this.hasTold && this.window.isIdle;
  }

  run(request: RunJob, title: string, tries: number | undefined): void {
    const askedAt = Date.now();
    this.window.run(() => this.work(request, title, { tries, askedAt }));
  }

  /** Brings a message to whoever waits for it, or a waiting message to a new subscription. */
  correlate(correlation: Correlation): void {
    const options = { startToCloseTimeout: '30 seconds', retry: { maximumInterval: '10 seconds' } } as const;
    this.tell(jobs('jobs', { ...options, summary: brief(correlation.message) }).correlate(correlation));
  }

  report(parent: NonNullable<ProcessInput['parent']>, report: ChildReport): void {
    this.tell(getExternalWorkflowHandle(parent.workflowId).signal(childReportSignal, report));
  }

  /** Follows something that is told; that nobody is there to hear it is no fault. */
  tell(told: Promise<unknown>): void {
    this.telling += 1;
    void this.until(told);
  }

  private async until(told: Promise<unknown>): Promise<void> {
    try {
      await told;
    } catch (error) {
      if (!(error instanceof TemporalFailure)) throw error;
    }
    this.telling -= 1;
  }

  private async work(
    request: RunJob,
    title: string,
    { tries = TRIES, askedAt }: { readonly tries: number | undefined; readonly askedAt: number },
  ): Promise<void> {
    const { token, attempt, job } = request;
    try {
      const { variables, escalatedTo, beganAt } = await this.execute(request, title, tries);
      const at = Date.now();
      const work = workOf(request, { outcome: 'completed', askedAt, beganAt, endedAt: at });
      if (escalatedTo === undefined || job.type !== 'escalate') {
        this.put({ kind: 'jobCompleted', at, token, attempt, variables }, work);
      } else {
        this.put({ kind: 'taskEscalated', at, token: job.task, to: escalatedTo }, work);
      }
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      const at = Date.now();
      const work = workOf(request, { outcome: 'failed', askedAt, endedAt: at });
      this.put({ kind: 'jobFailed', at, token, attempt, reason: reasonOf(error), ...thrown(error) }, work);
    }
  }

  private execute({ token, attempt, node, job }: RunJob, title: string, tries: number) {
    const { timeScale } = this;
    const run: JobRun = { instanceId: workflowInfo().workflowId, token, attempt, node, job, timeScale };
    const retry = { initialInterval: '1 second', maximumInterval: '30 seconds', maximumAttempts: tries } as const;
    return jobs(temperOf(job), { startToCloseTimeout: '1 minute', retry, summary: title }).runJob(run);
  }
}

type Times = Pick<Work, 'outcome' | 'askedAt' | 'endedAt'> & { readonly beganAt?: number | undefined };

/** What was done, when it is a step of its own: a reminder and an escalation belong to somebody's task. */
function workOf({ token, attempt, node, job }: RunJob, { beganAt, ...times }: Times): Work | undefined {
  const kind = kinds[job.type];
  if (kind === undefined) return undefined;
  // Answers of earlier builds do not say when the work began.
  return { id: `${token}/${attempt}`, node, kind, ...times, ...(beganAt === undefined ? {} : { beganAt }) };
}

const kinds: { readonly [T in RunJob['job']['type']]: Work['kind'] | undefined } = {
  service: 'job',
  decision: 'decision',
  script: 'script',
  remind: undefined,
  escalate: undefined,
};

/** A BPMN error, if that is what the job ended with: a boundary event may be waiting for it. */
function thrown({ cause }: ActivityFailure): { readonly error?: string } {
  if (!(cause instanceof ApplicationFailure) || cause.type !== 'BpmnError') return {};
  const [code] = cause.details ?? [];
  return typeof code === 'string' ? { error: code } : {};
}
