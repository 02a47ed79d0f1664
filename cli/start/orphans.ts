import { say } from '../say.ts';
import { isOurs, stopProcess } from './processes.ts';
import type { Running } from './runFile.ts';

const STOPS_WITHIN_MS = 10_000;

/** What a killed supervisor left running, in the order in which to stop it: users of a service before the service. */
export function orphansOf({ children }: Pick<Running, 'children'>): { name: string; pid: number }[] {
  return Object.entries(children)
    .filter(([, { pid, marks }]) => isOurs(pid, marks))
    .map(([name, { pid }]) => ({ name, pid }))
    .reverse();
}

/** Stops them; a process id that somebody else has now is left alone. */
export async function stopOrphans(running: Pick<Running, 'children'>, report: (line: string) => void): Promise<void> {
  for (const { name, pid } of orphansOf(running)) {
    report(say('stop.orphan', { name, pid }));
    await stopProcess(pid, name === 'postgres' ? 'SIGINT' : 'SIGTERM', STOPS_WITHIN_MS);
  }
}
