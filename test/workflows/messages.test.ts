import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { correlate } from '../../activities/jobs/correlate.ts';
import { deliverKept } from '../../activities/jobs/deliverKept.ts';
import { keepMessage, sendMessage } from '../../activities/jobs/sendMessage.ts';
import { sweepMessages } from '../../activities/jobs/sweepMessages.ts';
import type { BeginProcess } from '../../activities/tutorings.ts';
import { deployProcess } from '../../store/definitions.ts';
import { insertMessage } from '../../store/messages.ts';
import { doorsOf } from '../../worker/doors.ts';
import { deliverUpdate } from '../../workflows/messages.ts';
import { timeSkipping } from '../setup/temporal.ts';
import { type Draft, end, processOf, start, task } from './model.ts';
import { begin, createWorld, type Running, runningOf, until, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
});
afterAll(() => world.close());

const message = (key: string) => ({ message: { name: 'order-paid', key } });
const send: Draft = {
  id: 'send',
  kind: 'sendTask',
  ...message('order'),
  inputs: [{ target: 'paid', source: 'amount' }],
};
const receive: Draft = { id: 'wait', kind: 'receiveTask', ...message('order') };
const sender = processOf('sender', [start, send, end], ['start -> send', 'send -> end']);
const receiver = processOf(
  'receiver',
  [start, receive, task('ship'), end],
  ['start -> wait', 'wait -> ship', 'ship -> end'],
);

const subscribed = (running: Running) =>
  until(() => world.db('subscription').where({ instance_id: running.id }).first());
const variables = (order: string) => ({ order, amount: 42 });

/** What it has had done: to look for what waits only when something does. */
async function activitiesOf({ handle }: Running): Promise<readonly unknown[]> {
  const { events } = await handle.fetchHistory();
  return (events ?? []).flatMap((it) => it.activityTaskScheduledEventAttributes?.activityType?.name ?? []);
}

/** The pace that it was begun at. */
async function scaleOf({ handle }: Running): Promise<unknown> {
  const [event] = (await handle.fetchHistory()).events ?? [];
  const payload = event?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]?.data;
  return (JSON.parse(Buffer.from(payload ?? []).toString()) as { timeScale?: number }).timeScale;
}

describe('a message', () => {
  test('reaches the instance that waits for its name and key, and no other', async () => {
    const mine = await begin(world, { process: receiver, variables: { order: 'a1' } });
    const other = await begin(world, { process: receiver, variables: { order: 'a2' } });
    await Promise.all([subscribed(mine), subscribed(other)]);

    const sending = await begin(world, { process: sender, variables: variables('a1') });

    expect(await sending.handle.result()).toEqual({ status: 'completed' });
    expect(await world.db('step_fact').where({ instance_id: sending.id })).toMatchObject([
      { kind: 'send', node: 'send', outcome: 'completed', person_id: null },
    ]);
    await mine.token('ship');
    expect(await activitiesOf(mine)).toEqual(['recordSteps', 'recordSteps']);
    expect((await mine.instance()).variables).toMatchObject({ paid: 42 });
    expect((await other.instance()).sequence).toBe(1);
    expect(await world.db('message').where({ key: 'a1' })).toMatchObject([{ state: 'taken' }]);
  });

  test('that comes before anybody waits for it is kept, and found by whoever waits next', async () => {
    await (await begin(world, { process: sender, variables: variables('b1') })).handle.result();

    const late = await begin(world, { process: receiver, variables: { order: 'b1' } });

    await late.token('ship');
    expect(await activitiesOf(late)).toEqual(['recordSteps', 'correlate', 'recordSteps']);
    expect(await world.db('message').where({ key: 'b1' })).toMatchObject([
      { state: 'taken', taken_by: expect.stringContaining(late.id) },
    ]);
  });

  test('is taken once, of two who wait', async () => {
    const both = [
      await begin(world, { process: receiver, variables: { order: 'c1' } }),
      await begin(world, { process: receiver, variables: { order: 'c1' } }),
    ];
    await Promise.all(both.map(subscribed));

    await (await begin(world, { process: sender, variables: variables('c1') })).handle.result();

    await until(async () => (await world.db('message').where({ key: 'c1', state: 'taken' }).first()) as unknown);
    const sequences = await Promise.all(both.map(async (it) => (await it.instance()).sequence));
    expect(sequences.toSorted((one, other) => one - other)).toEqual([1, 2]);
  });

  test('for an instance that no longer waits is refused', async () => {
    const running = await begin(world, { process: receiver, variables: { order: 'd1' } });
    const { token } = await subscribed(running);
    const deliver = (messageId: string) =>
      running.handle.executeUpdate(deliverUpdate, {
        updateId: randomUUID(),
        args: [{ messageId, token, message: 'order-paid', variables: {} }],
      });
    const first = await deliver('m1');

    await expect(deliver('m2')).rejects.toMatchObject({ cause: { type: 'message-gone' } });
    expect(await deliver('m1')).toEqual(first);
  });
});

describe('a message that begins a process', () => {
  const begun = (id: string, more: Partial<Extract<Draft, { kind: 'startEvent' }>> = {}) => {
    const first: Draft = { id: 'start', kind: 'startEvent', event: { kind: 'message', message: id }, ...more };
    return processOf(id, [first, task('check'), end], ['start -> check', 'check -> end']);
  };
  const lot = begun('lot-announced', { businessKey: 'order + "-1"' });
  const announcing = processOf(
    'announcing',
    [start, { id: 'send', kind: 'sendTask', message: { name: 'lot-announced', key: 'order' } }, end],
    ['start -> send', 'send -> end'],
  );
  const row = (id: string) => world.db('message').where({ id }).first();
  const office = () => {
    const doors = doorsOf(world.client, world.queue);
    return { db: world.db, deliver: doors.deliver, beginProcess: doors.beginProcess };
  };
  async function letter(id: string, order: string) {
    const sent = { id, name: 'lot-announced', key: order, variables: { order }, sender: 'hook:shop' };
    await insertMessage(world.db, { ...sent, createdAt: new Date(), expiresAt: new Date(Date.now() + 60_000) });
    return { kind: 'message', id, message: 'lot-announced', key: order, variables: { order } } as const;
  }
  beforeAll(() => deployProcess(world.db, { model: lot, xml: '<definitions/>' }));

  test('gives it its variables, its pace and its owner, and is closed by its first record', async () => {
    const sending = await begin(world, { process: announcing, variables: variables('e1'), timeScale: 0.5 });
    await sending.handle.result();

    const instance = runningOf(world, 'lot-announced/e1-1');
    await instance.token('check');
    expect((await instance.instance()).variables).toEqual(variables('e1'));
    expect(await world.db('process_instance').where({ id: instance.id }).first()).toMatchObject({ started_by: 'lin' });
    expect(await scaleOf(instance)).toBe(0.5);
    expect(await world.db('message').where({ key: 'e1' })).toMatchObject([
      { state: 'taken', taken_by: `${instance.id}|start` },
    ]);
  });

  test('begins one however often an attempt is lost, and a second message for it is a repetition', async () => {
    const first = await letter('m-f1', 'f1');
    const others = Array.from({ length: 3 }, () => correlate(office(), first));
    const other = await letter('m-f2', 'f1');
    await Promise.all([...others, correlate(office(), other)]);
    await runningOf(world, 'lot-announced/f1-1').token('check');

    const late = await letter('m-f3', 'f1');
    expect(await correlate(office(), late)).toEqual({ matched: true });
    expect(await correlate(office(), first)).toEqual({ matched: true });

    for (const id of ['m-f1', 'm-f2', 'm-f3']) {
      expect(await row(id)).toMatchObject({ state: 'taken', taken_by: 'lot-announced/f1-1|start' });
    }
    const lines = await world.db('audit_event').where({ action: 'message-repeated', subject_id: 'lot-announced/f1-1' });
    expect(lines.length).toBeGreaterThan(0);
    expect(await world.db('process_step').where({ instance_id: 'lot-announced/f1-1' })).toHaveLength(1);
  });

  test('and makes no business key begins nothing, which is written down', async () => {
    const sent = await letter('m-g1', 'g1');

    expect(await correlate(office(), { ...sent, variables: {} })).toEqual({ matched: false });

    expect(await row('m-g1')).toMatchObject({ state: 'waiting' });
    expect(await world.db('audit_event').where({ action: 'message-unroutable', subject_id: 'm-g1' })).toHaveLength(1);
  });
});

describe('a message that was kept and not brought on its way', () => {
  const office = () => {
    const doors = doorsOf(world.client, world.queue);
    return { db: world.db, deliver: doors.deliver, beginProcess: doors.beginProcess };
  };
  const MINUTE_MS = 60_000;
  const later = (minutes: number) => new Date(Date.now() + minutes * MINUTE_MS);
  const rows = (key: string) => world.db('message').where({ key }).orderBy('id');
  async function keep(id: string, name: string, key: string, timeScale = 1) {
    const [createdAt, expiresAt] = [new Date(), later(60)];
    const said = { id, name, key, variables: { order: key, paid: 7 }, sender: 'hook:shop', createdAt, expiresAt };
    await insertMessage(world.db, said, timeScale);
  }

  test('is delivered, or begins a process at its pace, once, however many sweep at the same time', async () => {
    const waiting = await begin(world, { process: receiver, variables: { order: 'i1' } });
    await subscribed(waiting);
    await keep('m-i1', 'order-paid', 'i1');
    await keep('m-i2', 'lot-announced', 'i2', 0.25);
    await sweepMessages(office());
    expect((await rows('i1'))[0]).toMatchObject({ state: 'waiting', taken_by: null });

    const failures = await Promise.all([sweepMessages(office(), later(2)), sweepMessages(office(), later(2))]);
    await sweepMessages(office(), later(5));

    expect(failures.flat()).toEqual([]);
    await waiting.token('ship');
    expect((await waiting.instance()).sequence).toBe(2);
    const begun = runningOf(world, 'lot-announced/i2-1');
    await begun.token('check');
    expect(await world.db('process_step').where({ instance_id: begun.id })).toHaveLength(1);
    expect(await scaleOf(begun)).toBe(0.25);
    expect([...(await rows('i1')), ...(await rows('i2'))].map((it) => it.state)).toEqual(['taken', 'taken']);
  });

  test('rests when nobody wants it, is found by whoever waits next, and expires in its time, which is evidence', async () => {
    await keep('m-j1', 'order-paid', 'j1');
    await keep('m-j2', 'order-paid', 'j2');
    await sweepMessages(office(), later(2));
    expect((await rows('j1'))[0]).toMatchObject({ state: 'waiting', sweep_at: (await rows('j1'))[0].expires_at });

    await (await begin(world, { process: receiver, variables: { order: 'j2' } })).token('ship');
    await sweepMessages(office(), later(61));

    expect([...(await rows('j1')), ...(await rows('j2'))].map((it) => it.state)).toEqual(['expired', 'taken']);
    const lines = world.db('audit_event').where({ action: 'message-expired' }).whereLike('subject_id', 'm-j%');
    expect((await lines).map((it) => it.subject_id)).toEqual(['m-j1']);
  });

  test('and cannot be, holds up none of the others, and is left for later', async () => {
    const named = Array.from({ length: 10 }, (_, index) => `k${index}`);
    for (const key of named) await keep(`m-${key}`, 'lot-announced', key);
    const stuck = { ...office(), beginProcess: failing('lot-announced/k3-1') };

    const order = { ids: named.map((key) => `m-${key}`), timeScale: 1 };
    await expect(deliverKept(stuck, order, 1)).rejects.toThrow('not now');
    expect(await deliverKept(stuck, order, 3)).toEqual({});

    for (const key of named.filter((it) => it !== 'k3'))
      await runningOf(world, `lot-announced/${key}-1`).token('check');
    expect((await rows('k3'))[0]).toMatchObject({ state: 'waiting' });
    expect(await sweepMessages(office(), later(2))).toEqual([]);
    await runningOf(world, 'lot-announced/k3-1').token('check');
  });

  function failing(instance: string): BeginProcess {
    const { beginProcess } = office();
    return async (process) => {
      if (`${process.process}/${process.businessKey}` === instance) throw new Error('not now');
      return beginProcess(process);
    };
  }
});

describe('a message of a job', () => {
  test('that a lost attempt has committed is sent by the next, once', async () => {
    const waiting = await begin(world, { process: receiver, variables: { order: 'h1' } });
    await subscribed(waiting);
    const doors = doorsOf(world.client, world.queue);
    const deps = { db: world.db, deliver: doors.deliver, beginProcess: doors.beginProcess };
    const run = {
      instanceId: 'putAway/1',
      token: 't4',
      attempt: 0,
      node: 'n',
      job: { type: 'remind', task: '' },
    } as const;
    await keepMessage(world.db, run, { name: 'order-paid', key: 'h1', variables: { paid: 1 }, n: 'h1' });

    await sendMessage(deps, run, { name: 'order-paid', key: 'h1', variables: { paid: 2 }, n: 'h1' });

    await waiting.token('ship');
    expect((await waiting.instance()).variables).toMatchObject({ paid: 1 });
    expect(await world.db('message').where({ sender_id: 'putAway/1' })).toMatchObject([{ state: 'taken' }]);
  });
});
