import { Worker } from 'node:worker_threads';
import type { Line } from '../../domain/recordRows.ts';
import { unreadable } from './unreadable.ts';

const TIME_MS = 20_000;
const MEMORY_MB = 256;

/** What the thread answers: the rows of the first sheet, or why there are none. */
export type SheetAnswer = { readonly lines: readonly Line[] } | { readonly problem: string; readonly value: string };

/**
 * The rows of the first sheet of an XLSX file, as text. A file of a stranger is taken apart in a thread of its own, within
 * limits of time and memory: one that unpacks to gigabytes ends with its thread.
 */
export function readSheet(path: string): Promise<readonly Line[]> {
  const thread = newThread(path);
  return new Promise((resolve, reject) => {
    const give = (settle: () => void) => {
      clearTimeout(timer);
      settle();
      void thread.terminate();
    };
    const timer = setTimeout(() => give(() => reject(unreadable('too-large', `${TIME_MS} ms`))), TIME_MS);
    thread.once('message', (answer: SheetAnswer) =>
      give(() => ('lines' in answer ? resolve(answer.lines) : reject(unreadable(answer.problem, answer.value)))),
    );
    thread.once('error', () => give(() => reject(unreadable('too-large', `${MEMORY_MB} MB`))));
  });
}

/** From source a thread needs a loader for TypeScript first; what is built needs none. */
function newThread(path: string): Worker {
  const isSource = import.meta.url.endsWith('.ts');
  const url = new URL(isSource ? './thread.ts' : './thread.js', import.meta.url);
  const options = { workerData: { path, url: url.href }, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } };
  return isSource ? new Worker(loadThenRun, { ...options, eval: true }) : new Worker(url, options);
}

const loadThenRun = `
  import('tsx/esm/api').then(({ register }) => {
    register();
    return import(require('node:worker_threads').workerData.url);
  });
`;
