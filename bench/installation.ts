import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Running } from '../cli/start/runFile.ts';
import { projectRoot } from '../platform/root.ts';

export const services = ['worker', 'api', 'temporal', 'postgres'] as const;
export type ServiceName = (typeof services)[number];

type Result = { readonly code: number; readonly stdout: string; readonly stderr: string };

const READ_MS = 100;
/** The database's user must be able to enter. */
const OPEN_TO_PASS = 0o711;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** A whole system in a folder of its own, on free ports, driven as a person would: through the command line. */
export class Installation {
  readonly data = mkdtempSync(join(tmpdir(), 'zhidu-system-'));

  constructor() {
    chmodSync(this.data, OPEN_TO_PASS);
  }

  /** Starts it, or says that it runs already. */
  async start(): Promise<void> {
    const { code, stderr } = await this.run('start', '--detach', '--port', 'auto');
    if (code !== 0) throw new Error(`the system did not start:\n${stderr}`);
  }

  run(...args: readonly string[]): Promise<Result> {
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [join(projectRoot, 'cli', 'zhidu.mjs'), ...args],
        { env: { ...process.env, ZHIDU_DATA: this.data }, maxBuffer: MAX_OUTPUT_BYTES },
        (error, stdout, stderr) => resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
      );
    });
  }

  get running(): Running {
    return JSON.parse(readFileSync(join(this.data, 'running.json'), 'utf8')) as Running;
  }

  /** kill -9, and waits until the supervisor has started another. */
  async kill(name: ServiceName): Promise<void> {
    const before = this.running.children[name]?.pid;
    if (before === undefined) throw new Error(`${name} does not run`);
    process.kill(before, 'SIGKILL');
    while (this.running.children[name]?.pid === before) await sleep(READ_MS);
  }

  /** kill -9 of everything at once, the supervisor first. */
  killAll(): void {
    const { supervisor, children } = this.running;
    for (const { pid } of [supervisor, ...Object.values(children)]) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has gone with the others.
      }
    }
  }

  remove(): void {
    this.killAll();
    rmSync(this.data, { recursive: true, force: true, maxRetries: 5 });
  }
}
