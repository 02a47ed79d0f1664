import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { whilePaused } from '../../cli/backup/paused.ts';
import { projectRoot } from '../../platform/root.ts';

const stands = (pid: number) => / T /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));

async function sleeper(): Promise<number> {
  const child = spawn('sleep', ['60']);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'spawn');
  return child.pid ?? 0;
}

describe.runIf(process.platform === 'linux')('a process that is paused', () => {
  test('stands still meanwhile, and goes on also when what was done failed', async () => {
    const pid = await sleeper();

    const failing = whilePaused(pid, async () => {
      await expect.poll(() => stands(pid)).toBe(true);
      throw new Error('the disk is full');
    });
    await expect(failing).rejects.toThrow('the disk is full');
    await expect.poll(() => stands(pid)).toBe(false);
  });

  test('goes on when whoever paused it is told to end', async () => {
    const pid = await sleeper();
    const paused = pathToFileURL(join(projectRoot, 'cli', 'backup', 'paused.ts')).href;
    const code = `const { whilePaused } = await import('${paused}');
      await whilePaused(${pid}, () => new Promise((resolve) => setTimeout(resolve, 60_000)));`;
    const pausing = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code]);
    const ended = once(pausing, 'exit');

    await expect.poll(() => stands(pid), { timeout: 10_000 }).toBe(true);
    pausing.kill('SIGINT');
    expect(await ended).toEqual([null, 'SIGINT']);
    await expect.poll(() => stands(pid)).toBe(false);
  }, 20_000);
});
