import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Installation, services } from '../../bench/installation.ts';
import { createDb, type Db } from '../../store/db.ts';

/** A day of the policy, long enough that nothing lapses while a service comes back. */
const DAY_MS = 3_000;
const FIRST_KILL_MS = 1_500;
const BETWEEN_KILLS_MS = 2_500;

const system = new Installation();
beforeAll(() => system.start());
afterAll(() => system.remove());

describe('a purchase, while everything it runs on is killed', () => {
  let told: { outcome: string; instance: string; missing: string[]; scenes: { what: string; node?: string }[] };
  let db: Db;
  afterAll(() => db?.destroy());

  test('reaches its settlement, with all that had to happen on the way', async () => {
    const demo = system.run('demo', '--json', '--day-ms', String(DAY_MS));
    await sleep(FIRST_KILL_MS);
    for (const name of services) {
      await system.kill(name);
      await sleep(BETWEEN_KILLS_MS);
    }
    system.killAll();
    await system.start();

    const { code, stdout, stderr } = await demo;
    expect(stderr).not.toContain('got no answer');
    told = JSON.parse(stdout);
    expect(told).toMatchObject({ outcome: 'completed', missing: [] });
    expect(code).toBe(0);
  });

  test('has lost no step and written none twice', async () => {
    db = createDb(system.running.addresses.database, 'kill-test');
    const steps = await db('process_step').where({ instance_id: told.instance }).orderBy('sequence').pluck('sequence');

    expect(steps).toEqual(steps.map((_, index) => index + 1));
  });

  test('has the answer of everybody who heard "done", once', async () => {
    const answers = await db('process_step')
      .where('instance_id', 'like', `%${told.instance.split('/')[1]}%`)
      .whereIn('kind', ['taskCompleted', 'taskReturned'])
      .whereNull('refused');
    const heard = told.scenes.filter(({ what }) => ['completed', 'approved', 'rejected', 'returned'].includes(what));

    expect(answers.length).toBe(heard.length);
  });

  test('told the requester once that it is settled', async () => {
    const settled = await db('notification').where({ instance_id: told.instance, kind: 'purchase-settled' });

    expect(settled.length).toBe(1);
  });

  test('left evidence that verifies', async () => {
    const { code, stdout } = await system.run('verify');

    expect(stdout).not.toContain('broken');
    expect(code).toBe(0);
  });
});
