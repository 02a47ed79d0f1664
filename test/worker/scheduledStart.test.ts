import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queues } from '../../platform/queues.ts';
import { deployProcess } from '../../store/definitions.ts';
import { reconcileSchedules } from '../../worker/schedules.ts';
import { devServer } from '../setup/temporal.ts';
import { type Draft, end, processOf, task } from '../workflows/model.ts';
import { createWorld, runningOf, until, type World } from '../workflows/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(await devServer(), queues.main);
});
afterAll(() => world.close());

const log = pino({ level: 'silent' });
const quarterly: Draft = {
  id: 'start',
  kind: 'startEvent',
  event: { kind: 'timer', timer: { kind: 'cycle', cycle: 'R/P3M' } },
};
const scorecard = processOf('scorecard', [quarterly, task('plan'), end], ['start -> plan', 'plan -> end']);
describe('a schedule', () => {
  test('starts instances that have a business key of their own', async () => {
    await deployProcess(world.db, { model: scorecard, xml: '<definitions/>' });
    await reconcileSchedules(world.client, world.db, log);

    await world.client.schedule.getHandle('start/scorecard/start').trigger();

    const row = await until(() => world.db('process_instance').where({ process_key: 'scorecard' }).first());
    expect(row.id).toBe(`scorecard/${row.business_key}`);
    expect(row.business_key).toMatch(/^start-2\d{3}-/);
    await runningOf(world, row.id).complete('plan', 'wang');
    expect(await runningOf(world, row.id).handle.result()).toEqual({ status: 'completed' });
  });

  test('seals the evidence', async () => {
    await world.client.schedule.getHandle('seal-audit').trigger();

    await until(() => world.db('audit_batch').first());
    expect(await world.db('audit_batch')).not.toEqual([]);
  });
});

test('the neighbours of the main queue are where workflows send their jobs', () => {
  expect([queues.jobs, queues.cpu]).toEqual([`${queues.main}-jobs`, `${queues.main}-cpu`]);
});
