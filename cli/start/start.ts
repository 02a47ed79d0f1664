import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { projectRoot } from '../../platform/root.ts';
import { note, print } from '../print.ts';
import { lastLines } from './child.ts';
import { prepareDatabase, setupLink } from './database.ts';
import { databaseUser } from './databaseUser.ts';
import { foldersOf, makeFolders } from './folders.ts';
import { findRunning, type Running } from './runFile.ts';
import { summaryOf } from './summary.ts';
import { prepare, Supervisor, type Wish } from './supervisor.ts';

const POLL_MS = 200;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Starts everything and stays until told to stop; when it runs already, says so and leaves. */
export async function start(wish: Wish): Promise<void> {
  const begun = Date.now();
  const prepared = await prepare(wish, process.env);
  if (!(prepared instanceof Supervisor)) {
    note(
      `Zhidu runs already (process ${prepared.supervisor.pid}${prepared.state === 'ready' ? '' : ', still starting'})`,
    );
    print(await summaryOf(prepared));
    return;
  }
  const told = untilTold();
  try {
    await Promise.race([told, begin(prepared, begun)]);
    await told;
  } finally {
    note('stopping');
    await prepared.stop();
  }
  note('stopped');
}

async function begin(supervisor: Supervisor, begun: number): Promise<void> {
  const running = await supervisor.start(prepareDatabase);
  note(`ready after ${((Date.now() - begun) / 1_000).toFixed(1)} s`);
  print(await summaryOf(running));
  const link = running.mode === 'company' ? await setupLink(running) : undefined;
  if (link) print(`Nobody has an account yet. The first administrator sets the company up here, once:\n  ${link}`);
  print('Ctrl-C stops everything; all data are kept.');
}

/** Starts everything in the background and says where it is. */
export async function startDetached(args: readonly string[]): Promise<void> {
  print(await summaryOf(await ensureRunning(args)));
}

/** Starts everything in the background unless it runs, and resolves once it is ready: for the demo. */
export async function ensureRunning(args: readonly string[] = []): Promise<Running> {
  const folders = foldersOf(process.env, databaseUser());
  const { data } = folders;
  const running = findRunning(data);
  if (running?.state === 'ready') return running;
  if (running) return await untilReady(data, () => goneUnless(findRunning(data)));
  makeFolders(folders);
  const logFile = join(folders.logs, 'start.log');
  const log = openSync(logFile, 'w');
  const child = spawn(process.execPath, [join(projectRoot, 'cli', 'zhidu.mjs'), 'start', ...args], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  return await untilReady(data, () => (child.exitCode === null ? undefined : lastLines(logFile)));
}

function goneUnless(running: Running | undefined): string | undefined {
  return running ? undefined : 'the process that was starting it has ended';
}

async function untilReady(data: string, failure: () => string | undefined): Promise<Running> {
  for (;;) {
    const running = findRunning(data);
    if (running?.state === 'ready') return running;
    const said = failure();
    if (said !== undefined) throw new Error(`Zhidu does not start:\n${said}`);
    await wait(POLL_MS);
  }
}

/** npm passes Ctrl-C on, so that it may come twice: the second one changes nothing. */
function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of signals) process.on(signal, () => resolve());
  });
}
