import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { projectRoot } from '../../platform/root.ts';
import { NOTE_MARK, note, print } from '../print.ts';
import { say } from '../say.ts';
import { lastLines } from './child.ts';
import { prepareDatabase } from './database.ts';
import { databaseUser } from './databaseUser.ts';
import { type Folders, foldersOf, makeFolders } from './folders.ts';
import { stopProcess } from './processes.ts';
import { findRunning, type Running } from './runFile.ts';
import { summaryOf } from './summary.ts';
import { prepare, Supervisor, type Wish } from './supervisor.ts';

const POLL_MS = 200;
const STOPS_WITHIN_MS = 120_000;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Starts everything and stays until told to stop; when it runs already, says so and leaves. */
export async function start(wish: Wish): Promise<void> {
  const begun = Date.now();
  const prepared = await prepare(wish, process.env);
  if (!(prepared instanceof Supervisor)) {
    const { supervisor, state } = prepared;
    note(say(state === 'ready' ? 'start.already' : 'start.alreadyStarting', { pid: supervisor.pid }));
    print(await summaryOf(prepared));
    return;
  }
  const told = untilTold();
  try {
    await Promise.race([told, begin(prepared, begun)]);
    await told;
  } finally {
    note(say('stop.stopping'));
    await prepared.stop();
  }
  note(say('stop.stopped'));
}

async function begin(supervisor: Supervisor, begun: number): Promise<void> {
  const running = await supervisor.start(prepareDatabase);
  note(say('start.ready', { seconds: ((Date.now() - begun) / 1_000).toFixed(1) }));
  print(await summaryOf(running));
  print(say('start.ctrlC'));
}

/** Starts everything in the background unless it runs already, and says where it is once it can be used. */
export async function startDetached(args: readonly string[]): Promise<void> {
  const folders = foldersOf(process.env, databaseUser());
  const running = findRunning(folders.data);
  const ready = running ? await untilReady(folders) : await startBehind(folders, args);
  print(await summaryOf(ready));
  print(say('start.background'));
}

async function startBehind(folders: Folders, args: readonly string[]): Promise<Running> {
  makeFolders(folders);
  const log = openSync(logOf(folders), 'w');
  const child = spawn(process.execPath, [join(projectRoot, 'cli', 'zhidu.mjs'), 'start', ...args], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  return await untilReady(folders, child);
}

/** Waits for a start that is under way; passes on what it says when it is our own. */
async function untilReady(folders: Folders, child?: ChildProcess): Promise<Running> {
  for (let told = 0; ; await wait(POLL_MS)) {
    const ended = child ? child.exitCode !== null : !findRunning(folders.data);
    if (child) told = passOn(logOf(folders), told);
    const running = findRunning(folders.data);
    if (running?.state === 'ready') return running;
    if (ended) throw new Error(say('start.failed', { log: lastLines(logOf(folders)) }));
  }
}

/** Repeats the notes of a log from a line on; says how many lines it has now. */
function passOn(logFile: string, from: number): number {
  const lines = readFileSync(logFile, 'utf8').split('\n').slice(0, -1);
  for (const line of lines.slice(from)) if (line.startsWith(NOTE_MARK)) note(line.slice(NOTE_MARK.length));
  return lines.length;
}

const logOf = ({ logs }: Folders) => join(logs, 'start.log');

/** Stops the system of this data folder, wherever it was started. */
export async function stop(): Promise<void> {
  const running = findRunning(foldersOf(process.env, databaseUser()).data);
  if (!running) return note(say('stop.nothing'));
  note(say('stop.process', { pid: running.supervisor.pid }));
  await stopProcess(running.supervisor.pid, 'SIGTERM', STOPS_WITHIN_MS);
  note(say('stop.stopped'));
}

/** npm passes Ctrl-C on, so that it may come twice: the second one changes nothing. */
function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of signals) process.on(signal, () => resolve());
  });
}
