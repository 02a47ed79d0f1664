import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { reasonOf } from '../reason.ts';
import { say } from '../say.ts';
import { stopProcess } from './processes.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const STEADY_AFTER_MS = 60_000;

/** Something that must keep running. `start` resolves once it is ready for use, and tells of the process at once. */
export type Service = {
  readonly name: string;
  readonly stopSignal: NodeJS.Signals;
  readonly stopsWithinMs: number;
  start(spawned: (child: ChildProcess) => void): Promise<void>;
};

/** Is told whenever a service has a new process, and what happens to it. */
export type Watcher = { spawned(name: string, pid: number): void; report(line: string): void };

/** Keeps one service running until it is told to stop. */
export class Keeper {
  private readonly service: Service;
  private readonly watcher: Watcher;
  private readonly stopping = new AbortController();
  private child: ChildProcess | undefined;
  private work: Promise<void> = Promise.resolve();
  private pauseMs = FIRST_PAUSE_MS;

  constructor(service: Service, watcher: Watcher) {
    this.service = service;
    this.watcher = watcher;
  }

  /** Resolves when the service is ready; throws when its first start fails, leaving no process behind. */
  async start(): Promise<void> {
    try {
      await this.launch();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.end();
    await this.work;
    await this.end(); // A launch that was under way may have come to something meanwhile.
  }

  private async launch(): Promise<void> {
    await this.service.start((child) => {
      this.child = child;
      if (child.pid !== undefined) this.watcher.spawned(this.service.name, child.pid);
    });
    const readyAt = Date.now();
    if (this.lives())
      this.child?.once('exit', (code, signal) => this.died(readyAt, signal ?? say('exit.code', { code })));
    else this.died(readyAt, say('exit.atOnce'));
  }

  private died(readyAt: number, how: string): void {
    if (this.stopping.signal.aborted) return;
    if (Date.now() - readyAt > STEADY_AFTER_MS) this.pauseMs = FIRST_PAUSE_MS;
    this.work = this.relaunch(how);
  }

  /** Goes on until the service is ready again or nobody wants it any longer. */
  private async relaunch(how: string): Promise<void> {
    for (let reason = how; !this.stopping.signal.aborted; ) {
      const seconds = this.pauseMs / 1_000;
      this.watcher.report(say('part.restarting', { name: this.service.name, how: reason, seconds }));
      await wait(this.pauseMs, undefined, { signal: this.stopping.signal }).catch(() => {});
      this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
      if (this.stopping.signal.aborted) return;
      try {
        await this.launch();
        this.watcher.report(say('part.back', { name: this.service.name }));
        return;
      } catch (error) {
        reason = reasonOf(error);
        await this.end();
      }
    }
  }

  private async end(): Promise<void> {
    const { pid } = this.child ?? {};
    if (pid !== undefined && this.lives()) await stopProcess(pid, this.service.stopSignal, this.service.stopsWithinMs);
  }

  private lives(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }
}
