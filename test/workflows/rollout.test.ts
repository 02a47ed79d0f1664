import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { searchAttributes } from '../../platform/searchAttributes.ts';
import { timeSkipping } from '../setup/temporal.ts';
import { planned, storyOf, wholeStory, wholeWay } from './rolloutWays.ts';
import { beginRollout, seedRollout } from './rolloutWorld.ts';
import { createWorld, until, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
  await seedRollout(world);
});
afterAll(() => world.close());

describe('a rollout', () => {
  test('goes through its four phases, each launched and signed, and leaves its story behind', async () => {
    const it = await beginRollout(world);
    await wholeWay(world, it);

    expect(await it.handle.result()).toEqual({ state: 'completed' });
    expect(await storyOf(world, it)).toEqual(wholeStory);
    expect(await world.db('rollout').where({ id: it.id }).first()).toMatchObject({ state: 'completed', phase: null });
    const audited = await world.db('audit_event').where({ instance_id: it.id, subject_kind: 'rollout' });
    expect(audited).toHaveLength(wholeStory.length);
    const gates = await world.db('rollout_gate').where({ rollout_id: it.id });
    expect(gates.map(({ phase, wave, verdict }) => `${phase}${wave} ${verdict}`).sort()).toEqual(
      ['build passed', 'plan passed', 'supervise passed', 'train passed', 'trainpilot passed'].sort(),
    );
  });
});

describe('operations', () => {
  test('find a rollout by policy, phase and state, and read in the Temporal UI how it stands', async () => {
    const it = await beginRollout(world);
    await planned(it);
    await it.state('plan', 'passed');
    const shown = async () => {
      const { typedSearchAttributes: found } = await it.handle.describe();
      return [searchAttributes.policy, searchAttributes.phase, searchAttributes.state].map((key) => found.get(key));
    };
    await expect.poll(shown).toEqual([it.key, 'build', 'running']);

    const metadata = await it.handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata');
    expect(metadata.currentDetails).toContain(`Rollout ${it.policy}`);
    expect(metadata.currentDetails).toContain('| 制定计划 | 已通过 | qin |');
    expect(metadata.currentDetails).toContain('尚未启动：建立制度');
    expect(metadata.currentDetails).toContain(`/rollouts/${encodeURIComponent(it.id)}`);
    const [child] = await until(async () => {
      const found = await world.db('process_instance').where({ parent_id: it.id });
      return found.length > 0 ? found : undefined;
    });
    const { typedSearchAttributes: ofChild } = await world.client.workflow.getHandle(child.id).describe();
    expect([ofChild.get(searchAttributes.policy), ofChild.get(searchAttributes.phase)]).toEqual([it.key, 'plan']);
  });
});
