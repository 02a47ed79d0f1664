import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOurs } from './processes.ts';

/** A process of ours, and what its command line must hold for the id to be still its own. */
export type Pid = { readonly pid: number; readonly marks: readonly string[] };

/** Where a running system is found. */
export type Addresses = {
  readonly web: string;
  readonly temporalUi: string;
  readonly temporal: string;
  readonly database: string;
};

/** What is running out of a data folder, written down for the next start, the doctor and the demo. */
export type Running = {
  readonly supervisor: Pid;
  readonly state: 'starting' | 'ready';
  readonly mode: 'demo' | 'company';
  readonly addresses: Addresses;
  readonly children: Readonly<Record<string, Pid>>;
};

const PRIVATE = 0o600; // It holds the database's address with its password.
const supervisorMarks = ['zhidu', ' start'];

/** What the data folder's pid file says, whether true any longer or not. */
export function readRunning(data: string): Running | undefined {
  const file = fileIn(data);
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Running;
  } catch {
    return undefined; // Cut short by a full disk or a power failure: it says nothing.
  }
}

/** The system that runs out of this folder at the moment. */
export function findRunning(data: string): Running | undefined {
  const running = readRunning(data);
  if (!running || running.supervisor.pid === process.pid) return undefined; // In a container ids begin anew.
  return isOurs(running.supervisor.pid, running.supervisor.marks) ? running : undefined;
}

/** Takes the folder for this process, unless another one that lives has it: then says which. */
export function claim(data: string, running: Omit<Running, 'supervisor' | 'state' | 'children'>): Running | undefined {
  const other = findRunning(data);
  if (other) return other;
  const stale = readRunning(data);
  const mine: Running = {
    ...running,
    supervisor: { pid: process.pid, marks: supervisorMarks },
    state: 'starting',
    children: stale?.children ?? {},
  };
  forgetRunning(data);
  try {
    writeFileSync(fileIn(data), JSON.stringify(mine, undefined, 2), { flag: 'wx', mode: PRIVATE });
    return undefined;
  } catch (error) {
    const faster = findRunning(data);
    if (faster) return faster;
    throw error;
  }
}

/** Replaces the file in one go, so that a reader never sees half of it. */
export function writeRunning(data: string, running: Running): void {
  const unfinished = `${fileIn(data)}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(running, undefined, 2), { mode: PRIVATE });
  renameSync(unfinished, fileIn(data));
}

/** Nothing runs any longer. */
export function forgetRunning(data: string): void {
  rmSync(fileIn(data), { force: true });
}

function fileIn(data: string): string {
  return join(data, 'running.json');
}
