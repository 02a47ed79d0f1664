import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { reasonOf } from '../reason.ts';
import { say } from '../say.ts';
import type { TaskName } from './tasks.ts';
import type { Case } from './thread.ts';

const CASE_MS = 2_000;
const MEMORY_MB = 512;
const MOST_THREADS = 4;

/**
 * Runs each line of a file as a case, on threads: one that takes too long or too much memory ends with its thread and is
 * answered with "crash". Results are written in the order of the lines.
 */
export async function runBatch(task: TaskName, file: string, write: (result: string) => void): Promise<void> {
  const lines = await linesOf(file);
  const results: (string | undefined)[] = [];
  let next = 0;
  let written = 0;
  const finish = (index: number, result: string) => {
    results[index] = result;
    for (let ready = results[written]; ready !== undefined; ready = results[written]) {
      write(ready);
      results[written] = undefined;
      written += 1;
    }
  };
  const work = async () => {
    const runner = new Runner();
    while (next < lines.length) {
      const index = next;
      next += 1;
      finish(index, await runner.run({ task, line: lines[index] ?? '' }));
    }
    await runner.close();
  };
  const threads = Math.min(availableParallelism(), MOST_THREADS, lines.length);
  await Promise.all(Array.from({ length: threads }, work));
}

async function linesOf(file: string): Promise<readonly string[]> {
  const lines: string[] = [];
  const reader = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of reader) if (line.trim() !== '') lines.push(line);
  return lines;
}

/** A thread that is replaced when a case breaks it. */
class Runner {
  #thread: Promise<Worker> | undefined;

  async run(given: Case): Promise<string> {
    const thread = await (this.#thread ??= startThread());
    const answer = await answerOf(thread, given);
    if (answer.broken) await this.close();
    return answer.result;
  }

  async close(): Promise<void> {
    const thread = await this.#thread;
    this.#thread = undefined;
    // terminating a thread that ran out of memory reports that once more
    thread?.on('error', () => undefined);
    await thread?.terminate();
  }
}

type Answer = { readonly result: string; readonly broken: boolean };

async function answerOf(thread: Worker, given: Case): Promise<Answer> {
  const over = new AbortController();
  const { signal } = over;
  const crash = (reason: string): Answer => ({ result: JSON.stringify({ crash: reason }), broken: true });
  const answer = once(thread, 'message', { signal }).then(([result]) => ({ result: String(result), broken: false }));
  const exit = once(thread, 'exit', { signal }).then(() => crash(say('wrong.thread')));
  const time = setTimeout(CASE_MS, crash('time'), { signal });
  thread.postMessage(given);
  try {
    return await Promise.race([answer, exit, time]);
  } catch (error) {
    // the thread failed, which `once` turns into an error
    return crash(reasonOf(error));
  } finally {
    over.abort();
    await Promise.allSettled([answer, exit, time]);
  }
}

/** A thread that is ready for its first case: loading it takes none of the case's time. */
async function startThread(): Promise<Worker> {
  const isSource = import.meta.url.endsWith('.ts');
  const thread = new Worker(new URL(isSource ? './sourceThread.mjs' : './thread.js', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  await once(thread, 'message');
  return thread;
}
