import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { savePeople } from '../../store/people.ts';
import { waveFacts } from '../../store/waves.ts';
import { closeWaveSignal, remindWaveSignal } from '../../workflows/messages.ts';
import { timeSkipping } from '../setup/temporal.ts';
import { beginWave, DAY_MS, failThrice, pass, seedTraining, sign } from './learning.ts';
import { createWorld, runningOf, until, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
  await seedTraining(world.db);
});
afterAll(() => world.close());

const HOUR_MS = 3_600_000;
const everybody = ['chen', 'lin', 'wang', 'zhao'];

const rowOf = (wave: string) => world.db('wave').where({ id: wave }).first();
const counted = (wave: string) => until(async () => (await rowOf(wave))?.counted_at ?? undefined);
const statusOf = async (wave: string, person: string): Promise<string> =>
  (await world.db('enrolment').where({ wave_id: wave, person_id: person }).first('status'))?.status;
const told = async (wave: string, person: string): Promise<string[]> =>
  (
    await world
      .db('notification')
      .where({ person_id: person })
      .where('id', 'like', `${wave}|%`)
      .orderBy('created_at')
      .orderBy('id')
      .select('kind')
  ).map(({ kind }: { kind: string }) => kind);
const complete = async (wave: string, people: readonly string[]) => {
  for (const person of people) {
    await pass(world, wave, person);
    await sign(world, wave, person);
  }
};
const ended = (wave: string) => world.client.workflow.getHandle(wave).result();

describe('a training wave', () => {
  test('enrols everybody whom it means, leaves out whom it excepts, and tells them', async () => {
    const wave = await beginWave(world, { audience: { departments: ['purchasing'], except: ['chen'] } });
    await counted(wave);

    expect(await statusOf(wave, 'chen')).toBe('exempt');
    expect(await statusOf(wave, 'lin')).toBe('assigned');
    expect(await told(wave, 'lin')).toEqual(['training-assigned']);
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

const held = async (person: string): Promise<number> =>
  (await world.db('entitlement_suspension').where({ person_id: person, lifted_at: null })).length;

async function historyOf(wave: string): Promise<number> {
  return Number((await world.client.workflow.getHandle(wave).describe()).historyLength);
}
