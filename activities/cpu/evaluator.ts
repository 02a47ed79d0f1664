import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Variables } from '../../engine/bpmn/instance.ts';
import type { DecisionModel } from '../../engine/dmn/model.ts';

/** What the thread is asked to evaluate. */
export type Task =
  | { readonly kind: 'script'; readonly source: string; readonly variables: Variables }
  | {
      readonly kind: 'decision';
      readonly model: DecisionModel;
      readonly decision: string;
      readonly variables: Variables;
    };

/** What the thread answers: a value of plain JSON, or why there is none. */
export type Verdict = { readonly value: unknown } | { readonly fault: string };

type Limits = { readonly timeMs: number; readonly memoryMb: number };

const LIMITS: Limits = { timeMs: 5_000, memoryMb: 64 };
const STACK_MB = 4;

/** The model's expression has no value, or took too much. Trying again would not help. */
export class EvaluationFault extends Error {}

/**
 * Evaluates what models contain in a thread of its own, one task at a time: what runs too long or takes too much
 * memory ends with its thread, and nothing else with it.
 */
export class Evaluator {
  private readonly limits: Limits;
  private thread: Promise<Worker> | undefined;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(limits: Limits = LIMITS) {
    this.limits = limits;
  }

  /** The value, or an EvaluationFault. */
  evaluate(task: Task): Promise<unknown> {
    const turn = this.queue.then(() => this.run(task));
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    const thread = this.thread;
    this.thread = undefined;
    await (await thread)?.terminate();
  }

  private async run(task: Task): Promise<unknown> {
    this.thread ??= startThread(this.limits);
    const thread = await this.thread;
    const verdict = await this.ask(thread, task);
    if ('fault' in verdict) throw new EvaluationFault(verdict.fault);
    return verdict.value;
  }

  /** A thread that took too long or ended is not asked again. */
  private ask(thread: Worker, task: Task): Promise<Verdict> {
    return new Promise((resolve) => {
      const settle = (verdict: Verdict) => {
        clearTimeout(timer);
        thread.off('message', settle).off('error', failed).off('exit', ended);
        resolve(verdict);
      };
      const giveUp = (fault: string) => {
        this.thread = undefined;
        settle({ fault });
        void thread.on('error', () => undefined).terminate();
      };
      const failed = (error: Error) => giveUp(error.message);
      const ended = () => giveUp('the thread ended');
      const timer = setTimeout(() => giveUp(`took more than ${this.limits.timeMs} ms`), this.limits.timeMs);
      thread.on('message', settle).on('error', failed).on('exit', ended);
      thread.postMessage(task);
    });
  }
}

/** A thread that has loaded what it needs, which does not count as anybody's time. */
async function startThread(limits: Limits): Promise<Worker> {
  const thread = newThread(limits);
  thread.unref();
  await once(thread, 'message');
  return thread;
}

/** From source a thread needs a loader for TypeScript first; what is built needs none. */
function newThread({ memoryMb }: Limits): Worker {
  const isSource = import.meta.url.endsWith('.ts');
  const url = new URL(isSource ? './thread.ts' : './thread.js', import.meta.url);
  const resourceLimits = { maxOldGenerationSizeMb: memoryMb, stackSizeMb: STACK_MB };
  if (!isSource) return new Worker(url, { resourceLimits });
  return new Worker(loadThenRun, { eval: true, workerData: url.href, resourceLimits });
}

const loadThenRun = `
  import('tsx/esm/api').then(({ register }) => {
    register();
    return import(require('node:worker_threads').workerData);
  });
`;
