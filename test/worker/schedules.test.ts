import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queues } from '../../platform/queues.ts';
import { deployProcess } from '../../store/definitions.ts';
import { reconcileSchedules } from '../../worker/schedules.ts';
import { devServer } from '../setup/temporal.ts';
import type { Draft } from '../workflows/model.ts';
import { end, processOf, start, task } from '../workflows/model.ts';
import { createWorld, runningOf, until, type World } from '../workflows/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(await devServer(), queues.main);
});
afterAll(() => world.close());

const log = pino({ level: 'silent' });
const timed = (cycle: string, name: string): Draft[] => [
  { id: 'start', kind: 'startEvent', event: { kind: 'timer', timer: { kind: 'cycle', cycle } } },
  task(name),
  end,
];
const scorecard = (cycle: string, name = 'plan') =>
  processOf('scorecard', timed(cycle, name), [`start -> ${name}`, `${name} -> end`]);

const deploy = async (model: ReturnType<typeof scorecard>) => {
  await deployProcess(world.db, { model, xml: '<definitions/>' });
  await reconcileSchedules(world.client, world.db, log);
};
const schedule = () => world.client.schedule.getHandle('start/scorecard/start');
const idsAre = (wanted: readonly string[]) =>
  until(async () => {
    const ids: string[] = [];
    for await (const { scheduleId } of world.client.schedule.list()) ids.push(scheduleId);
    return ids.toSorted((one, other) => (one < other ? -1 : 1)).join() === wanted.join() ? ids : undefined;
  });

describe('schedules', () => {
  test('follow the deployments: made, made anew for a new version, removed with the timer', async () => {
    await deploy(scorecard('R/P3M'));
    await idsAre(['seal-audit', 'start/scorecard/start']);
    const { spec, policies } = await schedule().describe();
    expect(spec.timezone).toBe('Asia/Shanghai');
    expect(policies).toMatchObject({ overlap: 'ALLOW_ALL', catchupWindow: 3_600_000 });

    await deploy(scorecard('R/PT1H', 'prepare'));
    expect((await schedule().describe()).spec.intervals).toMatchObject([{ every: 3_600_000 }]);

    await deploy(processOf('scorecard', [start, task('plan'), end], ['start -> plan', 'plan -> end']));
    await idsAre(['seal-audit']);
  });

  test('start instances that have a business key of their own', async () => {
    await deploy(scorecard('R/P3M'));

    await schedule().trigger();

    const row = await until(() => world.db('process_instance').where({ process_key: 'scorecard' }).first());
    expect(row.id).toBe(`scorecard/${row.business_key}`);
    expect(row.business_key).toMatch(/^start-2\d{3}-/);
    await runningOf(world, row.id).complete('plan', 'wang');
    expect(await runningOf(world, row.id).handle.result()).toEqual({ status: 'completed' });
  });

  test('seal the evidence', async () => {
    await world.client.schedule.getHandle('seal-audit').trigger();

    await until(() => world.db('audit_batch').first());
    expect(await world.db('audit_batch')).not.toEqual([]);
  });
});

test('the neighbours of the main queue are where workflows send their jobs', () => {
  expect([queues.jobs, queues.cpu]).toEqual([`${queues.main}-jobs`, `${queues.main}-cpu`]);
});
