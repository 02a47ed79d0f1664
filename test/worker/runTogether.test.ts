import type { State } from '@temporalio/worker';
import { expect, test } from 'vitest';
import { runTogether } from '../../worker/runTogether.ts';

/** A worker that works until it is told to stop, or fails at once. */
function working(fault?: Error) {
  let stop = () => undefined as void;
  const told = new Promise<void>((resolve) => {
    stop = resolve;
  });
  let state: State = 'RUNNING';
  const end = (to: State) => {
    state = to;
  };
  return {
    getState: () => state,
    shutdown: () => stop(),
    run: async () => {
      await (fault ? Promise.reject(fault) : told).finally(() => end(fault ? 'FAILED' : 'STOPPED'));
    },
  };
}

test('a worker that can no longer work has the others finish, and says why', async () => {
  const [one, other] = [working(), working()];

  await expect(runTogether([one, working(new Error('the namespace is gone')), other])).rejects.toThrow('is gone');
  expect([one.getState(), other.getState()]).toEqual(['STOPPED', 'STOPPED']);
});
