import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cancelUpdate, claimUpdate, returnUpdate, transferUpdate, unclaimUpdate } from '../../workflows/messages.ts';
import { timeSkipping } from '../setup/temporal.ts';
import { approval, end, processOf, start, task } from './model.ts';
import { begin, createWorld, envelope, shownOf, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
});
afterAll(() => world.close());

const purchase = processOf(
  'handled',
  [start, task('propose'), approval('review'), end],
  ['start -> propose', 'propose -> review', 'review -> end'],
);

const rowOf = (instance: string, node: string) =>
  world.db('task').where({ instance_id: instance, node }).orderBy('opened_at', 'desc').first();

describe('a task', () => {
  test('claimed belongs to whoever claimed it, until it is given back', async () => {
    const running = await begin(world, { process: purchase });
    const mine = await envelope(world, await running.token('propose'), 'wang');
    await running.handle.executeUpdate(claimUpdate, { args: [mine] });
    expect(await rowOf(running.id, 'propose')).toMatchObject({ assignee_id: 'wang' });
    await expect(running.complete('propose', 'zhao')).rejects.toMatchObject({ cause: { type: 'task-claimed' } });

    await running.handle.executeUpdate(unclaimUpdate, { args: [{ ...mine, requestId: randomUUID() }] });

    expect(await rowOf(running.id, 'propose')).toMatchObject({ assignee_id: null });
    expect(await running.complete('propose', 'zhao')).toMatchObject({ kind: 'done' });
  });

  test('returned to an earlier step opens that step again', async () => {
    const running = await begin(world, { process: purchase });
    await running.complete('propose', 'zhao', { amount: 100 });
    const back = {
      ...(await envelope(world, await running.token('review'), 'wang')),
      to: 'propose',
      reason: 'no quote',
    };

    const answer = await running.handle.executeUpdate(returnUpdate, { args: [back] });

    expect(answer).toMatchObject({ kind: 'done', status: 'running' });
    expect(await rowOf(running.id, 'review')).toMatchObject({ status: 'returned', closed_by: 'wang' });
    await running.complete('propose', 'zhao', { amount: 90 });
    expect(await running.signOff('review', 'wang')).toMatchObject({ status: 'completed' });
    expect((await running.instance()).variables).toMatchObject({ amount: 90 });
  });

  test('cannot be returned to where the process never was', async () => {
    const running = await begin(world, { process: purchase });
    await running.complete('propose', 'zhao');
    const back = { ...(await envelope(world, await running.token('review'), 'wang')), to: 'end', reason: 'x' };

    await expect(running.handle.executeUpdate(returnUpdate, { args: [back] })).rejects.toMatchObject({
      cause: { type: 'return-target' },
    });
  });

  test('transferred is the other person’s, and whoever asked cannot get round the separation that way', async () => {
    const running = await begin(world, { process: purchase });
    await running.complete('propose', 'zhao');
    const token = await running.token('review');
    const transfer = { ...(await envelope(world, token, 'wang')), to: 'lin', reason: 'on leave' };

    await running.handle.executeUpdate(transferUpdate, { args: [transfer] });

    expect(await rowOf(running.id, 'review')).toMatchObject({ assignee_id: 'lin' });
    await expect(running.signOff('review', 'lin')).rejects.toMatchObject({ cause: { type: 'own-request' } });
  });
});

describe('a process', () => {
  test('cancelled withdraws what is open and ends', async () => {
    const running = await begin(world, { process: purchase });
    await running.token('propose');
    const { token: _token, ...rest } = await envelope(world, '', 'chen');

    const answer = await running.handle.executeUpdate(cancelUpdate, { args: [{ ...rest, reason: 'budget' }] });

    expect(answer).toMatchObject({ kind: 'done', status: 'cancelled' });
    expect(await running.handle.result()).toEqual({ status: 'cancelled' });
    expect(await rowOf(running.id, 'propose')).toMatchObject({ status: 'withdrawn' });
    expect(await shownOf(running)).toMatchObject({ state: 'cancelled' });
  });
});
