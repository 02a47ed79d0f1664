import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { savePeople } from '../../store/people.ts';
import { waveFacts } from '../../store/waves.ts';
import { closeWaveSignal, remindWaveSignal } from '../../workflows/messages.ts';
import { timeSkipping } from '../setup/temporal.ts';
import { beginWave, failThrice, HOUR_MS, observing, pass, seedTraining } from './learning.ts';
import { createWorld, runningOf, until, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
  await seedTraining(world.db);
});
afterAll(() => world.close());

const everybody = ['chen', 'lin', 'wang', 'zhao'];
const { rowOf, counted, statusOf, told, complete, ended } = observing(() => world);

describe('a training wave', () => {
  test('enrols everybody whom it means, leaves out whom it excepts, and tells them', async () => {
    const wave = await beginWave(world, { audience: { departments: ['purchasing'], except: ['chen'] } });
    await counted(wave);

    expect(await statusOf(wave, 'chen')).toBe('exempt');
    expect(await statusOf(wave, 'lin')).toBe('assigned');
    await expect.poll(() => told(wave, 'lin')).toEqual(['training-assigned']);
    expect(await told(wave, 'chen')).toEqual([]);
    expect((await rowOf(wave)).counts).toMatchObject({ people: 3, assigned: 3, exempt: 1 });
    await world.client.workflow.getHandle(wave).signal(closeWaveSignal, { reason: 'cancelled' });
    expect(await ended(wave)).toEqual({ reason: 'cancelled' });
  });

  test('is ready when enough have passed and signed, gives them certificates, and ends when all are done', async () => {
    const wave = await beginWave(world);
    await counted(wave);
    await complete(wave, ['lin', 'wang', 'zhao']);
    await world.environment.sleep('15 minutes');
    expect((await rowOf(wave)).state).toBe('running');
    expect((await rowOf(wave)).counts).toMatchObject({ passed: 3, acknowledged: 3, open: 1 });

    await complete(wave, ['chen']);
    await world.environment.sleep('15 minutes');
    expect((await rowOf(wave)).state).toBe('ready');
    expect((await waveFacts(world.db, wave)).every(({ ok }) => ok)).toBe(true);
    const active = { status: 'active', type_id: 'policy-POL-01' };
    const certificates = await world.db('credential').where(active).orderBy('person_id');
    expect(certificates.map(({ person_id }) => person_id)).toEqual(everybody);

    await world.client.workflow.getHandle(wave).signal(closeWaveSignal, { reason: 'gate' });
    expect(await ended(wave)).toEqual({ reason: 'completed' });
    expect(await rowOf(wave)).toMatchObject({ state: 'closed' });
  });

  test('counts once for many signals, and never keeps an entry of history for a person', async () => {
    const wave = await beginWave(world);
    await counted(wave);
    const before = await historyOf(wave);
    for (let round = 0; round < 50; round++) await pass(world, wave, everybody[round % 4] ?? '');
    await world.environment.sleep('15 minutes');

    expect((await historyOf(wave)) - before).toBeLessThan(30);
    expect((await rowOf(wave)).counts).toMatchObject({ passed: 4 });
    await world.client.workflow.getHandle(wave).signal(closeWaveSignal, { reason: 'cancelled' });
    await ended(wave);
  });

  test('finds at its sweep what no signal told it', async () => {
    const wave = await beginWave(world);
    await counted(wave);
    await world.db('wave').where({ id: wave }).update({ dirty: true });
    await pass(world, wave, 'lin');

    await world.environment.sleep('30 minutes');
    expect(await statusOf(wave, 'lin')).toBe('assigned');
    await world.environment.sleep('45 minutes');
    expect(await statusOf(wave, 'lin')).toBe('passed');
    await world.client.workflow.getHandle(wave).signal(closeWaveSignal, { reason: 'cancelled' });
    await ended(wave);
  });

  test('follows who joins, who leaves and who comes back', async () => {
    const wave = await beginWave(world);
    await counted(wave);
    const newcomer = { id: 'xu', name: { 'zh-CN': '许', en: 'Xu' }, department: 'purchasing', superior: 'wang' };
    const person = { ...newcomer, locale: 'zh-CN', email: null, position: null, active: true } as const;
    await savePeople(world.db, [person]);
    await world.db('person').where({ id: 'zhao' }).update({ active: false });
    await world.environment.sleep(HOUR_MS + 60_000);

    expect(await statusOf(wave, 'xu')).toBe('assigned');
    expect(await told(wave, 'xu')).toEqual(['training-assigned']);
    expect(await statusOf(wave, 'zhao')).toBe('left');
    expect((await rowOf(wave)).counts).toMatchObject({ people: 4, left: 1 });

    await world.db('person').where({ id: 'zhao' }).update({ active: true });
    await savePeople(world.db, [{ ...person, active: false }]);
    await world.environment.sleep(HOUR_MS + 60_000);
    expect(await statusOf(wave, 'zhao')).toBe('assigned');
    expect(await statusOf(wave, 'xu')).toBe('left');
    await world.client.workflow.getHandle(wave).signal(closeWaveSignal, { reason: 'cancelled' });
    await ended(wave);
  });

  test('reminds when it is asked to, once for each request', async () => {
    const wave = await beginWave(world);
    await counted(wave);
    const handle = world.client.workflow.getHandle(wave);
    for (const requestId of ['r1', 'r1', 'r2']) await handle.signal(remindWaveSignal, { requestId, by: 'chen' });
    await until(async () => ((await told(wave, 'lin')).length === 3 ? true : undefined));

    expect(await told(wave, 'lin')).toEqual(['training-assigned', 'training-reminder', 'training-reminder']);
    await handle.signal(closeWaveSignal, { reason: 'cancelled' });
    await ended(wave);
  });

  test('has a tutor explain to whoever has failed three times, and lets them try again', async () => {
    const wave = await beginWave(world, { audience: { people: ['lin'] } });
    await counted(wave);
    await failThrice(world, wave, 'lin');
    await world.environment.sleep('15 minutes');
    expect(await statusOf(wave, 'lin')).toBe('failed');
    const { instance_id: instance } = await world.db('tutoring').where({ wave_id: wave }).first();
    expect(instance).not.toContain('lin');

    const tutoring = runningOf(world, instance);
    await tutoring.complete('explain', 'wang', { explained: '1.1', tutoredOn: '2026-11-24' });
    await tutoring.complete('confirm', 'lin', { understood: true });
    await tutoring.signOff('signReady', 'wang');
    await until(
      async () =>
        (await world.db('tutoring').where({ wave_id: wave }).whereNotNull('finished_at').first()) ?? undefined,
    );
    await world.environment.sleep(HOUR_MS);

    expect(await statusOf(wave, 'lin')).toBe('in-progress');
    await world.client.workflow.getHandle(wave).signal(closeWaveSignal, { reason: 'cancelled' });
    await ended(wave);
  });
});

async function historyOf(wave: string): Promise<number> {
  return Number((await world.client.workflow.getHandle(wave).describe()).historyLength);
}
