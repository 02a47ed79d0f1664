import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { processFiles } from '../../catalog/index.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { compile } from '../../engine/bpmn/xml/compile.ts';
import { deployProcess } from '../../store/definitions.ts';
import { saveRates } from '../../store/exchangeRates.ts';
import { insertMessage } from '../../store/messages.ts';
import { registerPartyLists, savePartyListVersion } from '../../store/partyLists.ts';
import { putInForce } from '../../store/prices.ts';
import { dueOrders, maskOrder } from '../../store/retention.ts';
import { putAway, receiveLot } from '../../store/stockInbound.ts';
import { saveLocations } from '../../store/stockLocations.ts';
import { timeSkipping } from '../setup/temporal.ts';
import { createWorld, type Running, runningOf, until, type World } from './world.ts';

const SKU = 'LAMP-1';
const PRICE = 2_990;
/** An empty list would clear nobody. */
const listed = {
  entry: '1',
  names: ['Balthazar Quillfether'],
  kind: 'person',
  countries: [],
  address: null,
  remarks: null,
} as const;
const DEPLOYED = ['order', 'orderException'];

let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
  const { db } = world;
  for (const file of processFiles().filter((it) => DEPLOYED.includes(basename(it, '.bpmn')))) {
    const xml = readFileSync(file, 'utf8');
    for (const model of (await compile(xml)).processes) await deployProcess(db, { model, xml });
  }
  const at = new Date(Date.now() - 60_000);
  await saveRates(db, [{ currency: 'EUR', perUsd: 0.9, asOf: at.toISOString().slice(0, 10) }], 'test');
  await saveRates(db, [{ currency: 'CNY', perUsd: 7, asOf: at.toISOString().slice(0, 10) }], 'test');
  const place = { channel: 'shop', sku: SKU, market: 'DE', currency: 'EUR' };
  await putInForce(db, {
    prices: [{ ...place, amount: PRICE, cost: 900, floor: 1_500 }],
    instance: 'seed',
    by: null,
    at,
  });
  await registerPartyLists(db, [{ list: 'EU', name: { 'zh-CN': '欧盟', en: 'EU' }, required: true, maxAgeDays: 30 }]);
  await savePartyListVersion(db, { list: 'EU', version: '1', issuedOn: '2026-11-01', entries: [listed], by: null, at });
  await saveLocations(db, [
    { id: 'Q-1', warehouse: 'main', zone: 'quarantine', class: 'C' },
    { id: 'G-1', warehouse: 'main', zone: 'general', class: 'A' },
  ]);
  await stock('L1', 10);
});
afterAll(() => world.close());

/** Lamps for the European Union, ready to be sold. */
async function stock(lot: string, quantity: number) {
  const goods = { sku: SKU, lot, item: 'Lamp', isDangerous: false, isBonded: false, isBrandRestricted: false };
  const mover = (by: string) => ({ instance: 'seed', by: `${lot}/${by}`, at: new Date() });
  const figures = { expiresOn: null, unitCost: 900, unitWeight: 400, markets: ['EU'] };
  await receiveLot(world.db, mover('in'), { ...goods, ...figures, quantity, location: 'Q-1' });
  const placements = [{ location: 'G-1', quantity }];
  return putAway(world.db, mover('up'), { sku: SKU, lot, from: 'Q-1', markets: ['EU'], placements });
}

let sent = 0;
async function send(name: string, key: string, variables: Variables): Promise<void> {
  sent += 1;
  const id = `test-${sent}`;
  const now = Date.now();
  const expiresAt = new Date(now + 86_400_000);
  await insertMessage(world.db, { id, name, key, variables, sender: 'hook:shop', createdAt: new Date(now), expiresAt });
  await world.client.workflow.start('deliverMessage', {
    taskQueue: world.queue,
    workflowId: `deliverMessage/${id}`,
    args: [{ ids: [id], timeScale: 1 }],
  });
}

const buyer = (name: string) => ({
  name,
  country: 'DE',
  address: 'Hauptstraße 1, Berlin',
  key: `buyer-${name.length}-${name.charCodeAt(0)}`,
});

/** One lamp for somebody. */
function orderOf(number: string, name: string, quantity = 1) {
  return {
    channel: 'shop',
    salesOrderNumber: number,
    placedAt: new Date().toISOString(),
    market: 'DE',
    currency: 'EUR',
    amount: PRICE * quantity,
    lines: [{ sku: SKU, quantity, unitPrice: PRICE }],
    buyer: buyer(name),
  };
}

const paid = (payer: string, amount = PRICE) => ({
  payment: {
    reference: `pay-${payer.charCodeAt(0)}`,
    amount,
    currency: 'EUR',
    payer,
    capturedAt: new Date().toISOString(),
  },
});

async function orderRow(key: string) {
  return (await world.db('sales_order').where({ key }).first()) as Record<string, unknown> | undefined;
}

const reaches = (key: string, state: string) =>
  until(async () => ((await orderRow(key))?.['state'] === state ? true : undefined));

const order = (key: string): Running => runningOf(world, `order/${key}`);

describe('an order', () => {
  test('that is clear, paid and delivered needs nobody', async () => {
    await send('payment-captured', 'shop-1', paid('Anna Berg'));
    await send('order-placed', 'shop-1', orderOf('1', 'Anna Berg'));
    await reaches('shop-1', 'handed-over');
    await send('shipment-dispatched', 'shop-1', {
      trackingNumber: 'DE123456789',
      dispatchedAt: new Date().toISOString(),
    });
    await send('shipment-delivered', 'shop-1', { deliveredAt: new Date().toISOString() });
    await order('shop-1').handle.result();
    expect(await orderRow('shop-1')).toMatchObject({ state: 'delivered', tracking: 'DE123456789' });
    expect(await world.db('task').where({ instance_id: 'order/shop-1' })).toEqual([]);
    const told = await world.db('message').where({ sender_id: 'order/shop-1' }).orderBy('name').select('name', 'key');
    expect(told).toEqual([
      { name: 'order-delivered', key: 'shop-1' },
      { name: 'order-paid', key: 'shop-1' },
    ]);
    const { historyLength } = await order('shop-1').handle.describe();
    expect(historyLength).toBeLessThan(110);
  });

  test('waits for a person when somebody else paid, and goes on when the payment is accepted', async () => {
    await send('order-placed', 'shop-2', orderOf('2', 'Ben Kurz'));
    await send('payment-captured', 'shop-2', paid('Carla Lang'));
    const running = order('shop-2');
    const { variables } = await world
      .db('task')
      .where({ token: await running.token('confirmPayment') })
      .first('variables');
    expect(variables.paymentCheck).toEqual({
      verdict: 'mismatched',
      reasons: ['payer'],
      cardRisks: [],
      expected: PRICE,
      captured: PRICE,
    });
    expect(await orderRow('shop-2')).toMatchObject({ state: 'received' });
    await running.complete('confirmPayment', 'wang', { paymentDecision: 'accept', paymentReason: 'spouse' });
    await reaches('shop-2', 'handed-over');
  });

  test('is cancelled before dispatch, gives its stock back and has the shipment told', async () => {
    await send('order-placed', 'shop-3', orderOf('3', 'Dora Feld'));
    await reaches('shop-3', 'received');
    await send('payment-captured', 'shop-3', paid('Dora Feld'));
    await reaches('shop-3', 'handed-over');
    await send('cancel-requested', 'shop-3', { cancelCause: 'price-error', cancelledBy: 'lin' });
    await reaches('shop-3', 'cancelled');
    expect(await orderRow('shop-3')).toMatchObject({ cancel_cause: 'price-error', seller_caused: true });
    expect(await world.db('stock_pick').where({ order_key: 'shop-3' })).toEqual([]);
    const told = await world.db('message').where({ sender_id: 'order/shop-3', name: 'order-cancelled' });
    expect(told).toHaveLength(1);
  });

  test('that nobody pays is cancelled after a day', async () => {
    await send('order-placed', 'shop-4', orderOf('4', 'Emil Gross'));
    await reaches('shop-4', 'received');
    await world.environment.sleep('25 hours');
    await reaches('shop-4', 'cancelled');
    expect(await orderRow('shop-4')).toMatchObject({ state: 'cancelled', cancel_cause: 'unpaid' });
  });

  test('for more than there is goes to a person, then waits for its stock', async () => {
    await send('order-placed', 'shop-5', orderOf('5', 'Frida Hohl', 9));
    const exception = await until(async () => {
      const found = await world.db('process_instance').where({ parent_id: 'order/shop-5' }).first('id');
      return found ? runningOf(world, found.id as string) : undefined;
    });
    await exception.complete('decideException', 'wang', {
      exceptionDecision: 'proceed',
      exceptionReason: 'on its way',
    });
    await exception.signOff('approveException', 'chen');
    await send('payment-captured', 'shop-5', paid('Frida Hohl', PRICE * 9));
    await reaches('shop-5', 'paid');
    const served = await stock('L2', 20);
    expect(served.map(({ order: key }) => key)).toEqual(['shop-5']);
    await send('stock-allocated', 'shop-5', { picks: served[0]?.picks });
    await reaches('shop-5', 'handed-over');
  });

  test('is masked wherever it is written down once its time is over', async () => {
    await world
      .db('sales_order')
      .where({ key: 'shop-1' })
      .update({ delivered_at: new Date('2020-01-01') });
    const [due] = await dueOrders(world.db, '');
    expect(due).toMatchObject({ key: 'shop-1', isOpen: false });
    if (due) await maskOrder(world.db, 'privacySweep/test', due);
    const written = await Promise.all([
      world.db('process_step').where({ instance_id: 'order/shop-1' }),
      world.db('message').where({ key: 'shop-1' }),
      world.db('sales_order').where({ key: 'shop-1' }),
      world.db('job_effect').where({ instance_id: 'order/shop-1' }),
    ]);
    expect(JSON.stringify(written)).not.toMatch(/Anna Berg|Hauptstraße/);
    expect(await dueOrders(world.db, '')).toEqual([]);
    await expect(
      world.db('process_step').where({ instance_id: 'order/shop-1' }).update({ kind: 'other' }),
    ).rejects.toThrow('append-only');
  });
});
