import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { devServer } from '../setup/temporal.ts';
import { end, processOf, start, task } from './model.ts';
import { begin, createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(await devServer());
});
afterAll(() => world.close());

const TASKS = 1_500;
/** More at a time share records, and the history grows too slowly to be renewed. */
const IN_FLIGHT = 4;

const crowd = processOf(
  'crowd',
  [start, task('sign', { multi: { cardinality: String(TASKS) } }), end],
  ['start -> sign', 'sign -> end'],
);

describe('a process of many tasks', () => {
  test('goes through several runs and loses none of them', { timeout: 240_000 }, async () => {
    const running = await begin(world, { process: crowd });
    const tokens = [...(await running.tokens('sign', TASKS))];
    const sign = async (): Promise<void> => {
      for (let token = tokens.pop(); token !== undefined; token = tokens.pop()) {
        await running.complete('sign', 'wang', {}, { token });
      }
    };

    await Promise.all(Array.from({ length: IN_FLIGHT }, sign));

    expect(await running.handle.result()).toEqual({ status: 'completed' });
    const { raw } = await running.handle.describe();
    const { firstRunId, execution } = raw.workflowExecutionInfo ?? {};
    expect(execution?.runId).not.toBe(firstRunId);
    const steps = await world.db('process_step').where({ instance_id: running.id }).select('sequence');
    expect(steps).toHaveLength(TASKS + 1);
  });
});
