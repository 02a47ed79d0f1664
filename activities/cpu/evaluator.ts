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
  private thread: Worker | undefined;
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
    await this.thread?.terminate();
    this.thread = undefined;
  }

  private async run(task: Task): Promise<unknown> {
    const thread = (this.thread ??= startThread(this.limits));
    try {
      const verdict = await this.ask(thread, task);
      if ('fault' in verdict) throw new EvaluationFault(verdict.fault);
      return verdict.value;
    } finally {
      thread.removeAllListeners();
    }
  }

  private ask(thread: Worker, task: Task): Promise<Verdict> {
    return new Promise((resolve, reject) => {
      const giveUp = (reason: string) => {
        clearTimeout(timer);
        this.discard(thread);
        reject(new EvaluationFault(reason));
      };
      const timer = setTimeout(() => giveUp(`took more than ${this.limits.timeMs} ms`), this.limits.timeMs);
      thread.once('message', (verdict: Verdict) => {
        clearTimeout(timer);
        resolve(verdict);
      });
      thread.once('error', (error) => giveUp(error.message));
      thread.once('exit', () => giveUp('the thread ended'));
      thread.postMessage(task);
    });
  }

  private discard(thread: Worker): void {
    if (this.thread === thread) this.thread = undefined;
    thread.removeAllListeners();
    thread.on('error', () => undefined);
    void thread.terminate();
  }
}

/** From source a thread needs a loader for TypeScript; what is built needs none. */
function startThread({ memoryMb }: Limits): Worker {
  const isSource = import.meta.url.endsWith('.ts');
  const thread = new Worker(new URL(isSource ? './thread.ts' : './thread.js', import.meta.url), {
    execArgv: isSource ? ['--import', 'tsx'] : [],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, stackSizeMb: STACK_MB },
  });
  thread.unref();
  return thread;
}
