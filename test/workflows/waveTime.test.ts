import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeWaveSignal } from '../../workflows/messages.ts';
import { timeSkipping } from '../setup/temporal.ts';
import { beginWave, DAY_MS, HOUR_MS, observing, pass, seedTraining } from './learning.ts';
import { createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
  await seedTraining(world.db);
});
afterAll(() => world.close());

const everybody = ['chen', 'lin', 'wang', 'zhao'];
const { rowOf, counted, statusOf, told, complete, ended } = observing(() => world);

const held = async (person: string): Promise<number> =>
  (await world.db('entitlement_suspension').where({ person_id: person, lifted_at: null })).length;

describe('time in a training wave', () => {
  test('climbs the ladder of reminders, escalates after three days, holds permissions after seven until all is done', async () => {
    await world.db('entitlement').insert({ id: 'order', name: '{}' });
    await world
      .db('entitlement_grant')
      .insert({ id: 'g1', entitlement_id: 'order', person_id: 'lin', valid_from: new Date(0) });
    const due = (await world.environment.currentTimeMs()) + 2 * DAY_MS;
    const wave = await beginWave(world, { due, audience: { people: ['lin', 'wang'] } });
    await counted(wave);
    await complete(wave, ['wang']);

    await world.environment.sleep(DAY_MS + HOUR_MS);
    expect(await told(wave, 'lin')).toEqual(['training-assigned', 'training-due-soon']);
    expect(await told(wave, 'wang')).toEqual(['training-assigned']);
    await world.environment.sleep(4 * DAY_MS);
    expect(await told(wave, 'wang')).toEqual(['training-assigned', 'training-escalated']);
    expect(await statusOf(wave, 'lin')).toBe('escalated');
    expect(await held('lin')).toBe(0);
    await world.environment.sleep(4 * DAY_MS);
    expect((await told(wave, 'lin')).filter((kind) => kind === 'training-overdue')).toHaveLength(7);
    expect(await held('lin')).toBe(1);

    await complete(wave, ['lin']);
    await world.environment.sleep('15 minutes');
    expect(await held('lin')).toBe(0);
    await world.client.workflow.getHandle(wave).signal(closeWaveSignal);
    expect(await ended(wave)).toEqual({ reason: 'completed' });
  });

  test('begins a new run every month and forgets nothing', async () => {
    const due = (await world.environment.currentTimeMs()) + 60 * DAY_MS;
    const wave = await beginWave(world, { due, timeScale: 24 }); // A sweep a day, to be quicker about it.
    await counted(wave);
    const handle = world.client.workflow.getHandle(wave);
    const { runId: first } = await handle.describe();
    await pass(world, wave, 'lin');
    await world.environment.sleep(31 * DAY_MS);

    const { runId: second } = await handle.describe();
    expect(second).not.toBe(first);
    expect(await told(wave, 'wang')).toEqual(['training-assigned']);
    await complete(wave, everybody);
    await world.environment.sleep('5 hours');
    expect((await rowOf(wave)).state).toBe('ready');
    await handle.signal(closeWaveSignal, { reason: 'gate' });
    expect(await ended(wave)).toEqual({ reason: 'completed' });
  });
});
