import { parentPort } from 'node:worker_threads';
import { fromJson } from '../models/shaped.ts';
import { reasonOf } from '../reason.ts';
import { say } from '../say.ts';
import type { TaskName } from './tasks.ts';
import { tasks } from './tasks.ts';

/** One case for the thread. */
export type Case = { readonly task: TaskName; readonly line: string };

/** Answers each case with the text of its result; an error is a result too. */
parentPort?.on('message', (given: Case) => {
  void resultOf(given).then((result) => parentPort?.postMessage(result));
});
parentPort?.postMessage('ready');

async function resultOf({ task, line }: Case): Promise<string> {
  try {
    return JSON.stringify(await tasks[task](fromJson(line, say('wrong.line'))));
  } catch (error) {
    return JSON.stringify({ crash: reasonOf(error) });
  }
}
