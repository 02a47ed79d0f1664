import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { processFiles } from '../../catalog/index.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import type { Process } from '../../engine/bpmn/model.ts';
import { compile } from '../../engine/bpmn/xml/compile.ts';
import { deployProcess } from '../../store/definitions.ts';
import { insertMessage } from '../../store/messages.ts';
import { keepProposals } from '../../store/priceProposals.ts';
import { putInForce } from '../../store/prices.ts';
import { dueOrders, maskOrder } from '../../store/retention.ts';
import { timeSkipping } from '../setup/temporal.ts';
import { PRICE, SKU, seedSales, stockLamps } from './salesSeed.ts';
import { begin, createWorld, type Running, runningOf, until, type World } from './world.ts';

const DEPLOYED = ['order', 'orderException', 'paymentWatch', 'strayPayment', 'priceList'];

const processes: Process[] = [];
let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
  const { db } = world;
  for (const file of processFiles().filter((it) => DEPLOYED.includes(basename(it, '.bpmn')))) {
    const xml = readFileSync(file, 'utf8');
    const compiled = await compile(xml);
    for (const model of compiled.processes) await deployProcess(db, { model, xml });
    processes.push(...compiled.processes);
  }
  await seedSales(db);
});
afterAll(() => world.close());

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

  test('that was cancelled and is paid all the same has the payment looked after, once', async () => {
    const late = { ...paid('Emil Gross').payment, reference: 'late' };
    await send('payment-captured', 'shop-4', { payment: late });
    await send('payment-captured', 'shop-3', paid('Dora Feld'));
    await world.db('message').update({ created_at: new Date(Date.now() - 600_000) });
    for (const businessKey of ['1', '2']) {
      const process = processes.find(({ id }) => id === 'paymentWatch');
      if (process) await (await begin(world, { process, businessKey })).handle.result();
    }
    const strays = await world.db('process_instance').where({ process_key: 'strayPayment' });
    expect(strays).toMatchObject([{ title: expect.stringContaining('shop-4'), status: 'running' }]);
    expect(await orderRow('shop-4')).toMatchObject({ state: 'cancelled', payment: late });
    const messages = await world.db('message').where({ name: 'payment-captured', state: 'waiting' });
    expect(messages).toEqual([]);
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
    const served = await stockLamps(world.db, 'L2', 20);
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

describe('an imported list of prices', () => {
  test('is in force once it is approved, and measured again when a price has changed meanwhile', async () => {
    const { db } = world;
    const of = (market: string, amount: number) => ({
      channel: 'shop',
      sku: SKU,
      market,
      currency: 'EUR',
      amount,
      cost: 900,
      floor: 1_500,
    });
    await keepProposals(db, 'list-1', [of('DE', 2_790), of('FR', PRICE), of('IT', PRICE)]);
    await send('prices-imported', 'list-1', { priceListId: 'list-1' });
    const list = runningOf(world, 'priceList/list-1');
    await list.token('approveListManager');
    await putInForce(db, { prices: [of('IT', 9_000)], instance: 'other', by: null, at: new Date() });
    await list.signOff('approveListManager', 'chen');
    await list.token('approveListGm');
    expect(await db('price').where({ market: 'FR' })).toEqual([]);
    await list.signOff('approveListGm', 'chen');
    await list.handle.result();
    const inForce = await db('price').whereNull('valid_to').orderBy('market').select('market', 'amount', 'instance_id');
    expect(inForce.map(({ market, amount, instance_id: by }) => [market, amount, by])).toEqual(
      [
        ['DE', '2790'],
        ['FR', '2990'],
        ['IT', '2990'],
      ].map((it) => [...it, 'priceList/list-1']),
    );
  });
});
