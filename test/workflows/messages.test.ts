import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deliverUpdate } from '../../workflows/messages.ts';
import { timeSkipping } from '../setup/temporal.ts';
import { type Draft, end, processOf, start, task } from './model.ts';
import { begin, createWorld, type Running, until, type World } from './world.ts';

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

describe('a message', () => {
  test('reaches the instance that waits for its name and key, and no other', async () => {
    const mine = await begin(world, { process: receiver, variables: { order: 'a1' } });
    const other = await begin(world, { process: receiver, variables: { order: 'a2' } });
    await Promise.all([subscribed(mine), subscribed(other)]);

    const sending = await begin(world, { process: sender, variables: variables('a1') });

    expect(await sending.handle.result()).toEqual({ status: 'completed' });
    await mine.token('ship');
    expect((await mine.instance()).variables).toMatchObject({ paid: 42 });
    expect((await other.instance()).sequence).toBe(1);
    expect(await world.db('message').where({ key: 'a1' })).toMatchObject([{ state: 'taken' }]);
  });

  test('that comes before anybody waits for it is kept, and found by whoever waits next', async () => {
    await (await begin(world, { process: sender, variables: variables('b1') })).handle.result();

    const late = await begin(world, { process: receiver, variables: { order: 'b1' } });

    await late.token('ship');
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
