import { randomUUID } from 'node:crypto';
import { built, planned, plannedOnCondition, wholeWay } from './rolloutWays.ts';
import { beginRollout, type RunningRollout, seedRollout } from './rolloutWorld.ts';
import type { Scenario } from './scenarios.ts';
import type { World } from './world.ts';

const runOf = async ({ id, handle }: RunningRollout) => ({ workflowId: id, runId: (await handle.describe()).runId });

const seeded = new WeakSet<World>();

async function begin(world: World, policy: string): Promise<RunningRollout> {
  if (!seeded.has(world)) await seedRollout(world);
  seeded.add(world);
  return beginRollout(world, { policy });
}

/** The way of a rollout, from its first phase to its last. */
export const rolloutScenarios: Readonly<Record<string, Scenario>> = {
  rollout: async (world) => {
    const it = await begin(world, 'POL-WAY');
    await wholeWay(world, it);
    await it.handle.result();
    return [await runOf(it)];
  },
};

/** What is taken back and given up: after it the test server skips no time any more, since it ends before its children. */
export const abandoningScenarios: Readonly<Record<string, Scenario>> = {
  rolloutReturns: async (world) => {
    const it = await begin(world, 'POL-BACK');
    const condition = await plannedOnCondition(world, it, 3);
    await world.environment.sleep('5 days');
    await it.state('plan', 'failed');
    await it.ask({ meet: condition, phase: 'plan' }, 'wang');
    await it.ask({ pause: 'peak season' });
    await it.ask({ resume: true });
    await built(world, it);
    await it.sign(`gateReview/${it.key}-build`, 'wang', { outcome: 'passed' }, 'rejected');
    await it.state('build', 'failed');
    await it.launch('train').catch(() => undefined);
    await it.ask({ regress: 'plan', reason: 'the scope has changed' });
    await planned(it, undefined, '~2');
    await it.launch('build', 'qin', randomUUID());
    await it.process('chapterReview', `${it.key}#7~2`).token('work');
    await it.ask({ cancel: 'merged into another policy' });
    await it.handle.result();
    return [await runOf(it)];
  },
};
