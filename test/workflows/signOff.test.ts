import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { timeSkipping } from '../setup/temporal.ts';
import { approval, end, processOf, start, task } from './model.ts';
import { begin, createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
});
afterAll(() => world.close());

const purchase = processOf(
  'purchase',
  [start, task('propose'), approval('review'), approval('decide', ['review']), end],
  ['start -> propose', 'propose -> review', 'review -> decide', 'decide -> end'],
);

describe('a sign-off', () => {
  test('moves the process on, and its list with it', async () => {
    const running = await begin(world, { process: purchase });
    await running.complete('propose', 'lin', { amount: 100 });

    const answer = await running.signOff('review', 'wang');

    expect(answer).toEqual({ kind: 'done', sequence: 3, status: 'running' });
    const rows = await world.db('task').where({ instance_id: running.id }).orderBy('opened_at');
    expect(rows.map(({ node, status }) => [node, status])).toEqual([
      ['propose', 'completed'],
      ['review', 'approved'],
      ['decide', 'open'],
    ]);

    await running.signOff('decide', 'chen');
    expect(await running.handle.result()).toEqual({ status: 'completed' });
  });
});
