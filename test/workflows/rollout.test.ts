import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { timeSkipping } from '../setup/temporal.ts';
import { beginRollout, buildSigned, built, everybodyPassed, planned, seedRollout } from './rolloutWorld.ts';
import { createWorld, until, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
  await seedRollout(world);
});
afterAll(() => world.close());

describe('a rollout', () => {
  test('goes through its four phases, each launched and signed', async () => {
    const it = await beginRollout(world);
    await planned(it);
    await it.state('plan', 'passed');

    await built(world, it);
    await buildSigned(it);
    await it.state('build', 'passed');

    await it.launch('train');
    const wave = `wave/${it.key}/pilot`;
    await everybodyPassed(world, wave);
    await world.environment.sleep('15 minutes');
    await it.sign(`gateReview/${it.key}-wave-pilot`, 'zhao');
    await it.sign(`gateReview/${it.key}-train`, 'wang');
    await it.state('train', 'passed');

    await it.launch('supervise');
    for (const days of [30, 60, 90]) {
      await world.environment.sleep('30 days');
      const review = it.process('superviseReview', `${it.key}-${days}`);
      await review.complete('writeReview', 'qin', { reviewSummary: 'fine' });
      await it.sign(review.id, 'zhao', {});
    }
    await it.sign(`gateReview/${it.key}-supervise`, 'zhao');
    expect(await it.handle.result()).toEqual({ state: 'completed' });

    const row = await until(() => world.db('rollout').where({ id: it.id, state: 'completed' }).first());
    expect(row).toMatchObject({ state: 'completed', phase: null });
  });
});
