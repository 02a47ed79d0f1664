import type { Client } from '@temporalio/client';
import { sweepMessages } from '../activities/index.ts';
import type { Log } from '../platform/log.ts';
import { queues } from '../platform/queues.ts';
import type { Db } from '../store/db.ts';
import { doorsOf } from './doors.ts';

const SWEEP_EVERY_MS = 30_000;

/**
 * Brings messages on their way that whoever wrote them down could not, now and every half minute, until stopped. No
 * workflow of Temporal's: mostly there is nothing to do, and what is there is done once, however many workers sweep.
 */
export function keepSweeping(client: Client, db: Db, log: Log): { readonly stop: () => Promise<void> } {
  const { deliver, beginProcess } = doorsOf(client, queues.main);
  const warn = (err: unknown) => log.warn({ err }, 'messages were not brought on their way');
  const once = async () => {
    try {
      for (const failure of await sweepMessages({ db, deliver, beginProcess })) warn(failure);
    } catch (error) {
      warn(error);
    }
    running = undefined;
  };
  let running: Promise<void> | undefined;
  const sweep = () => {
    running ??= once();
  };
  const timer = setInterval(sweep, SWEEP_EVERY_MS);
  timer.unref();
  sweep();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
