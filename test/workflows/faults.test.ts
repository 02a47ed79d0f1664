import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { devServer } from '../setup/temporal.ts';
import { approval, end, processOf, start } from './model.ts';
import { begin, createWorld, type Running, type World } from './world.ts';

/** Transactions that are still to be lost: committed, and reported as failed. */
let toLose = 0;

let world: World;
beforeAll(async () => {
  world = await createWorld(await devServer(), undefined, losing);
});
afterAll(() => world.close());

/** A connection that breaks between the commit and the word of it. */
function losing(db: Knex): Knex {
  return new Proxy(db, {
    get(target, name, receiver) {
      if (name !== 'transaction') return Reflect.get(target, name, receiver) as unknown;
      return async (...given: Parameters<Knex['transaction']>) => {
        const result: unknown = await target.transaction(...given);
        if (toLose > 0) {
          toLose -= 1;
          throw new Error('the connection was lost after the commit');
        }
        return result;
      };
    },
  });
}

const council = processOf(
  'council',
  [
    start,
    { id: 'fork', kind: 'parallelGateway' },
    approval('one'),
    approval('two'),
    approval('three'),
    { id: 'join', kind: 'parallelGateway' },
    end,
  ],
  [
    'start -> fork',
    ...['one', 'two', 'three'].flatMap((seat) => [`fork -> ${seat}`, `${seat} -> join`]),
    'join -> end',
  ],
);

const sequencesOf = async (running: Running) => {
  const steps = await world.db('process_step').where({ instance_id: running.id }).orderBy('sequence');
  return steps.map(({ sequence }: { sequence: number }) => sequence);
};

describe('a record that was written and not reported', () => {
  test('is found again, while other answers come: nothing is doubled, nothing lost, nobody refused', async () => {
    const running = await begin(world, { process: council });
    await running.token('three');
    toLose = 1;

    const first = running.signOff('one', 'wang');
    const others = Promise.all([running.signOff('two', 'zhao'), running.signOff('three', 'chen')]);

    expect([await first, ...(await others)].map(({ kind }) => kind)).toEqual(['done', 'done', 'done']);
    expect(toLose).toBe(0);
    expect(await running.handle.result()).toEqual({ status: 'completed' });
    expect(await sequencesOf(running)).toEqual([1, 2, 3, 4]);
    const evidence = await world.db('audit_event').where({ instance_id: running.id, action: 'task-approved' });
    expect(evidence).toHaveLength(3);
  });

  test('is found again by another worker, when the one that wrote it is gone', async () => {
    const running = await begin(world, { process: council });
    await running.token('three');
    toLose = 1;
    const first = running.signOff('one', 'wang');
    await world.rest();
    await world.work();

    const second = await running.signOff('two', 'zhao');

    expect([await first, second].map(({ kind }) => kind)).toEqual(['done', 'done']);
    expect(await sequencesOf(running)).toEqual([1, 2, 3]);
  });
});

describe('a database that is away', () => {
  test('holds answers up, and loses none', async () => {
    const running = await begin(world, { process: council });
    await running.token('three');
    toLose = 3;

    expect(await running.signOff('one', 'wang')).toMatchObject({ kind: 'done' });
    expect(await sequencesOf(running)).toEqual([1, 2]);
  });
});
