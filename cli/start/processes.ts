import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { say } from '../say.ts';

const POLL_MS = 50;
const KILLED_WITHIN_MS = 5_000;

/** What a process was started as, or nothing when it is gone or a zombie. */
export function commandLineOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || undefined;
    }
    const options = { encoding: 'utf8', stdio: 'pipe' } as const;
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], options).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** A process id alone proves nothing, since ids are used again: its command line must hold every one of the marks. */
export function isOurs(pid: number, marks: readonly string[]): boolean {
  const commandLine = commandLineOf(pid);
  return commandLine !== undefined && marks.every((mark) => commandLine.includes(mark));
}

/** Asks a process to stop, insists when it does not, and resolves once it is gone. */
export async function stopProcess(pid: number, signal: NodeJS.Signals, patienceMs: number): Promise<void> {
  send(pid, signal);
  if (await gone(pid, patienceMs)) return;
  send(pid, 'SIGKILL');
  if (!(await gone(pid, KILLED_WITHIN_MS))) throw new Error(say('stop.doesNotDie', { pid }));
}

async function gone(pid: number, withinMs: number): Promise<boolean> {
  for (const giveUpAt = Date.now() + withinMs; Date.now() < giveUpAt; await wait(POLL_MS)) {
    if (commandLineOf(pid) === undefined) return true;
  }
  return commandLineOf(pid) === undefined;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
