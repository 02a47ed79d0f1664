import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { say } from '../say.ts';
import type { DatabaseUser } from './databaseUser.ts';

const LOG_ROLLS_AT_BYTES = 20 * 1024 * 1024;
const LAST_LINES = 8;

/** How to run one of our processes. */
export type ChildPlan = {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly user?: DatabaseUser | undefined;
  readonly logFile: string;
};

/**
 * Starts a process in a group of its own, so that Ctrl-C reaches only us and we stop everything in order; its output
 * goes straight to a file, so that it survives us.
 */
export function startChild({ command, args, env = {}, user, logFile }: ChildPlan): ChildProcess {
  rollLog(logFile);
  const log = openSync(logFile, 'a');
  try {
    return spawn(command, args, {
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...process.env, ...env },
      ...(user ? { uid: user.uid, gid: user.gid } : {}),
    });
  } finally {
    closeSync(log);
  }
}

/**
 * Waits for a new process to be ready; when it ends before that, throws at once, with the end of its log. The signal
 * says that there is nothing left to wait for.
 */
export async function unlessItDies(
  { child, name, logFile }: { readonly child: ChildProcess; readonly name: string; readonly logFile: string },
  ready: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const death = new AbortController();
  const died = new Promise<never>((_resolve, reject) => {
    child.once('error', (error) => reject(new Error(say('part.doesNotStart', { name, reason: error.message }))));
    child.once('exit', (code, signal) => {
      const how = signal ?? say('exit.code', { code });
      reject(new Error(say('part.died', { name, how, file: logFile, log: lastLines(logFile) })));
    });
  });
  died.catch(() => death.abort());
  await Promise.race([died, ready(death.signal)]);
}

/** The end of a log, for an error message. */
export function lastLines(logFile: string): string {
  if (!existsSync(logFile)) return say('part.noLog');
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-LAST_LINES).join('\n');
}

function rollLog(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_ROLLS_AT_BYTES) renameSync(logFile, `${logFile}.1`);
}
