import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { Keeper, type Service } from '../../../cli/start/keeper.ts';
import { commandLineOf } from '../../../cli/start/processes.ts';

const forever = 'setInterval(() => {}, 1000); console.log("up")';

function serviceRunning(bodies: readonly string[]): Service & { readonly started: ChildProcess[] } {
  const started: ChildProcess[] = [];
  return {
    started,
    name: 'worker',
    stopSignal: 'SIGTERM',
    stopsWithinMs: 5_000,
    start: async (spawned) => {
      const body = bodies[Math.min(started.length, bodies.length - 1)] ?? forever;
      const child = spawn(process.execPath, ['-e', body], { stdio: ['ignore', 'pipe', 'inherit'] });
      started.push(child);
      spawned(child);
      const failed = once(child, 'exit').then(() => {
        throw new Error('it ended at once');
      });
      await Promise.race([once(child.stdout, 'data'), failed]);
    },
  };
}

const watching = () => {
  const pids: number[] = [];
  const said: string[] = [];
  const watcher = {
    spawned: (_name: string, pid: number) => void pids.push(pid),
    report: (line: string) => void said.push(line),
  };
  return { pids, said, watcher };
};

describe('a service that dies', () => {
  test('is started again, and the pid file hears of its new process', async () => {
    const service = serviceRunning([forever]);
    const { pids, said, watcher } = watching();
    const keeper = new Keeper(service, watcher);
    await keeper.start();

    service.started[0]?.kill('SIGKILL');
    await vi.waitFor(() => expect(said).toContain('worker is back'), 5_000);

    expect(said[0]).toMatch(/^worker stopped \(SIGKILL\)/);
    expect(pids).toHaveLength(2);
    await keeper.stop();
    expect(pids.map(commandLineOf)).toEqual([undefined, undefined]);
  });

  test('is tried again after a failed restart', async () => {
    const service = serviceRunning([forever, 'process.exit(1)', forever]);
    const { said, watcher } = watching();
    const keeper = new Keeper(service, watcher);
    await keeper.start();

    service.started[0]?.kill('SIGKILL');
    await vi.waitFor(() => expect(said).toContain('worker is back'), 10_000);

    expect(said.some((line) => line.includes('it ended at once'))).toBe(true);
    await keeper.stop();
  });

  test('stays down once it was told to stop', async () => {
    const service = serviceRunning([forever]);
    const { watcher } = watching();
    const keeper = new Keeper(service, watcher);
    await keeper.start();
    service.started[0]?.kill('SIGKILL');

    await keeper.stop();

    expect(service.started).toHaveLength(1);
  });

  test('fails a first start outright, leaving no process', async () => {
    const { pids, watcher } = watching();
    const keeper = new Keeper(serviceRunning(['process.exit(1)']), watcher);

    await expect(keeper.start()).rejects.toThrow('it ended at once');
    expect(pids.map(commandLineOf)).toEqual([undefined]);
  });
});
