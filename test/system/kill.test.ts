import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Installation, services } from '../../bench/installation.ts';
import { createDb, type Db } from '../../store/db.ts';

/** A day of a purchase, long enough that nothing lapses while a service comes back. */
const DAY_MS = 3_000;
const FIRST_KILL_MS = 1_500;
const BETWEEN_KILLS_MS = 2_500;
/** The rollout is killed at, too: one service after the other, more seldom, until it has ended. */
const BETWEEN_LATER_KILLS_MS = 12_000;

type Told = {
  readonly outcome: string;
  readonly instance: string;
  readonly missing: string[];
  readonly scenes: { readonly what: string; readonly node?: string }[];
  readonly chain: { readonly id: string; readonly outcome: string; readonly missing: string[] };
  readonly rollout: { readonly id: string; readonly outcome: string; readonly missing: string[] };
};

const system = new Installation();
beforeAll(() => system.start());
afterAll(() => system.remove());

describe('a purchase, the sale of its goods and a rollout, while everything they run on is killed', () => {
  let told: Told;
  let db: Db;
  afterAll(() => db?.destroy());

  test('reach their end, with all that had to happen on the way', async () => {
    const demo = system.run('demo', '--json', '--day-ms', String(DAY_MS));
    const ended = demo.then(() => 'ended');
    await sleep(FIRST_KILL_MS);
    for (const name of services) {
      await system.kill(name);
      await sleep(BETWEEN_KILLS_MS);
    }
    system.killAll();
    await system.start();
    for (let turn = 0; (await Promise.race([ended, sleep(BETWEEN_LATER_KILLS_MS)])) !== 'ended'; turn++) {
      await system.kill(services[turn % services.length] ?? 'worker');
    }

    const { code, stdout, stderr } = await demo;
    expect(stderr).toBe('');
    told = JSON.parse(stdout);
    expect(told).toMatchObject({ outcome: 'completed', missing: [] });
    expect(told.chain).toMatchObject({ outcome: 'completed', missing: [] });
    expect(told.rollout).toMatchObject({ outcome: 'completed', missing: [] });
    expect(code).toBe(0);
  });

  test('have lost no step and written none twice', async () => {
    db = createDb(system.running.addresses.database, 'kill-test');
    const journals = await db('process_step').groupBy('instance_id').count('* as steps').max('sequence as last');
    const events = await db('rollout_event')
      .where({ rollout_id: told.rollout.id })
      .orderBy('sequence')
      .pluck('sequence');

    expect(journals.length).toBeGreaterThan(10);
    expect(journals.filter(({ steps, last }) => Number(steps) !== Number(last))).toEqual([]);
    expect(new Set(events)).toEqual(new Set(Array.from({ length: Math.max(...events) }, (_, index) => index + 1)));
  });

  test('have the answer of everybody who heard "done", once', async () => {
    const answers = await db('process_step')
      .where('instance_id', 'like', `%${told.instance.split('/')[1]}%`)
      .whereNot('instance_id', 'like', 'inboundLot/%')
      .whereIn('kind', ['taskCompleted', 'taskReturned'])
      .whereNull('refused');
    const heard = told.scenes.filter(({ what }) => ['completed', 'approved', 'rejected', 'returned'].includes(what));

    expect(answers.length).toBe(heard.length);
  });

  test('told the requester once that it is settled', async () => {
    const settled = await db('notification').where({ instance_id: told.instance, kind: 'purchase-settled' });

    expect(settled.length).toBe(1);
  });

  test('moved the goods once, told each message once, and paid one refund', async () => {
    const order = told.chain.id.slice('order/'.length);
    const shipped = await db('stock_move').where({ order_key: order, kind: 'ship' });
    const messages = await db('message').where('key', order).orderBy('created_at');
    const refunds = await db('refund').where({ order_key: order }).whereNotNull('paid_at');

    expect(shipped.map(({ quantity }) => Math.abs(quantity))).toEqual([3]);
    expect(messages.filter(({ state }) => state !== 'taken')).toEqual([]);
    expect(messages.map(({ name }) => name)).toEqual([
      ...['order-placed', 'payment-captured', 'order-paid', 'logistics-data', 'logistics-data', 'shipment-dispatched'],
      ...['delivery-scanned', 'shipment-delivered', 'order-delivered', 'return-requested'],
      'ticket-opened',
    ]);
    expect(refunds).toHaveLength(1);
  });

  test('took one signature of everybody who was taught, and left nothing stuck', async () => {
    const taught = await db('enrolment').where({ status: 'passed' }).pluck('person_id');
    const signed = await db('acknowledgement').whereIn('person_id', taught).pluck('person_id');

    expect(taught.length).toBe(54);
    expect(signed.length).toBe(taught.length);
    expect(new Set(signed)).toEqual(new Set(taught));
    expect(await db('incident').whereNull('resolved_at')).toEqual([]);
  });

  test('left evidence that verifies', async () => {
    const { code, stdout } = await system.run('verify');

    expect(stdout).not.toContain('broken');
    expect(code).toBe(0);
  });
});
