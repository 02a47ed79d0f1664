import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lastLines, startChild, unlessItDies } from '../../../cli/start/child.ts';
import { orphansOf, stopOrphans } from '../../../cli/start/orphans.ts';
import { commandLineOf, isOurs, stopProcess } from '../../../cli/start/processes.ts';
import { temporaryFolder } from '../../setup/folder.ts';

/** A process that waits, with a mark in its command line. */
async function waiting(mark: string, onTerm = ''): Promise<{ child: ChildProcess; pid: number }> {
  const body = `${onTerm}; setInterval(() => {}, 1000); console.log('up')`;
  const child = spawn(process.execPath, ['-e', body, mark], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return { child, pid: child.pid ?? 0 };
}

describe('a process id', () => {
  test('is ours only while the command line holds every mark', async () => {
    const { pid } = await waiting('mark-of-ours');

    expect(isOurs(pid, ['mark-of-ours', process.execPath])).toBe(true);
    expect(isOurs(pid, ['mark-of-ours', 'another mark'])).toBe(false);
  });

  test('is nobody’s once the process is gone', async () => {
    const { pid } = await waiting('short-lived');
    await stopProcess(pid, 'SIGTERM', 5_000);

    expect(commandLineOf(pid)).toBeUndefined();
  });
});

describe('stopping a process', () => {
  test('insists when it does not listen', async () => {
    const { child, pid } = await waiting('deaf', "process.on('SIGTERM', () => {})");
    const exit = once(child, 'exit');

    await stopProcess(pid, 'SIGTERM', 200);

    expect(await exit).toEqual([null, 'SIGKILL']);
  });
});

describe('the orphans of a killed start', () => {
  test('are stopped, users of a service first, and a process that has their id now is left alone', async () => {
    const [database, api, stranger] = await Promise.all([waiting('the-db'), waiting('the-api'), waiting('a-stranger')]);
    const children = {
      postgres: { pid: database.pid, marks: ['the-db'] },
      worker: { pid: stranger.pid, marks: ['dist/worker/index.js'] },
      api: { pid: api.pid, marks: ['the-api'] },
    };
    expect(orphansOf({ children }).map(({ name }) => name)).toEqual(['api', 'postgres']);

    await stopOrphans({ children }, () => {});

    expect(commandLineOf(database.pid)).toBeUndefined();
    expect(commandLineOf(api.pid)).toBeUndefined();
    expect(commandLineOf(stranger.pid)).toContain('a-stranger');
  });
});

describe('a child that ends before it is ready', () => {
  test('fails the start with the end of its log', async () => {
    const logFile = join(temporaryFolder(), 'child.log');
    const child = startChild({ command: 'sh', args: ['-c', 'echo the disk is full; exit 3'], logFile });

    const start = unlessItDies({ child, name: 'temporal', logFile }, (signal) => once(signal, 'abort').then(() => {}));

    await expect(start).rejects.toThrow(/temporal stopped \(exit code 3\)[^]*the disk is full/);
  });

  test('fails the start when the program is not there', async () => {
    const logFile = join(temporaryFolder(), 'child.log');
    const child = startChild({ command: '/nowhere/temporal', args: [], logFile });

    const start = unlessItDies({ child, name: 'temporal', logFile }, (signal) => once(signal, 'abort').then(() => {}));

    await expect(start).rejects.toThrow(/temporal does not start: .*ENOENT/);
    expect(lastLines(logFile)).toBe('');
  });
});
