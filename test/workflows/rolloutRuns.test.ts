import { randomUUID } from 'node:crypto';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { devServer } from '../setup/temporal.ts';
import { storyOf, wholeStory, wholeWay } from './rolloutWays.ts';
import { beginRollout, pilot, type RunningRollout, seedRollout } from './rolloutWorld.ts';
import { testBundle } from './workflowBundle.ts';
import { createWorld, until, type World } from './world.ts';

const DAY_MS = 86_400_000;
/** Thirty days in less than a second. */
const TIME_SCALE = 3e-7;
const LONG_MS = 90_000;

let world: World;
beforeAll(async () => {
  world = await createWorld(await devServer());
  await seedRollout(world);
});
afterAll(() => world.close());

/** A rollout whose time flies, so that nothing needs to be skipped. */
const flying = async (renewAfter?: number) => {
  const waves = [{ ...pilot, due: Date.now() + 600 * DAY_MS }];
  return beginRollout(world, { timeScale: TIME_SCALE, waves, ...(renewAfter === undefined ? {} : { renewAfter }) });
};
const nap = async () => {};

async function runsOf({ id, handle }: RunningRollout): Promise<readonly string[]> {
  const { raw } = await handle.describe();
  const runs: string[] = [];
  for (let run = raw.workflowExecutionInfo?.firstRunId; run; run = await nextOf(id, run)) runs.push(run);
  return runs;
}

async function nextOf(id: string, runId: string): Promise<string | null | undefined> {
  const { events } = await world.client.workflow.getHandle(id, runId).fetchHistory();
  return events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
}

async function* historiesOf({ id: workflowId }: RunningRollout, runs: readonly string[]) {
  for (const run of runs) {
    yield { workflowId, history: await world.client.workflow.getHandle(workflowId, run).fetchHistory() };
  }
}

describe('a rollout', () => {
  test(
    'goes on through many runs of its workflow as if it were one, and each can be replayed',
    async () => {
      const it = await flying(20);
      await wholeWay(world, it, { nap });
      expect(await it.handle.result()).toEqual({ state: 'completed' });

      expect(await storyOf(world, it)).toEqual(wholeStory);
      const runs = await runsOf(it);
      expect(runs.length).toBeGreaterThan(4);
      const replayed = Worker.runReplayHistories({ workflowBundle: await testBundle() }, historiesOf(it, runs));
      for await (const { error } of replayed) expect(error).toBeUndefined();
    },
    LONG_MS,
  );

  test(
    'goes on when its workers die and come again',
    async () => {
      const it = await flying();
      const between = async () => {
        await world.rest();
        await world.work();
      };
      await wholeWay(world, it, { between, nap });

      expect(await it.handle.result()).toEqual({ state: 'completed' });
      expect(await storyOf(world, it)).toEqual(wholeStory);
    },
    LONG_MS,
  );

  test('answers in the same words what was asked in an earlier run', async () => {
    const it = await flying(6);
    const first = (await it.handle.describe()).runId;
    const requestId = randomUUID();
    const answer = await it.launch('plan', 'qin', requestId);
    await it.process('rolloutPlan', it.key).token('fillPlan');
    await until(async () => (await it.handle.describe()).runId !== first || undefined);

    expect(await it.launch('plan', 'qin', requestId)).toEqual(answer);
    expect(await storyOf(world, it)).toEqual(['created', 'phase-launched']);
  });
});
