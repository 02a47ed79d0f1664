import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Client } from '@temporalio/client';
import { secretsIn } from '../cli/start/folders.ts';
import { dataConverter } from '../platform/codec.ts';
import { keyRing } from '../platform/keyRing.ts';
import { connectTemporal } from '../platform/temporal.ts';
import { createDb, type Db } from '../store/db.ts';
import { Installation, type ServiceName, services } from './installation.ts';
import { carry } from './orders/carrier.ts';
import { cpuMsOf } from './orders/cpu.ts';
import { stockUp } from './orders/goods.ts';
import { Shop } from './orders/shop.ts';
import { costOf } from './signoff/cost.ts';
import { latencyOf, mean, round } from './signoff/figures.ts';

const NAMESPACE = 'default';
/** Orders whose histories are read event by event. */
const SAMPLE = 50;
const POLL_MS = 500;
const SELL_MS = 100;
const POOL_MAX = 5;
/** What an order begins when it is handed over or delivered: here the carrier of the benchmark takes its place. */
const FOLLOWERS = ['shipment', 'afterSalesWindow'];

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    orders: { type: 'string', default: '5000' },
    /** Orders that are under way at the same time: a shop that has sold so many waits for a delivery. */
    'in-flight': { type: 'string', default: '40' },
  },
});
const orders = Number(values.orders);
const report = (line: string) => void process.stderr.write(`· ${line}\n`);

/**
 * Orders of a whole day on a real system: each comes in by a signed hook, is checked, paid by a second hook, gets its stock,
 * is dispatched, delivered. Prints what one costs in history, billable actions, workflow tasks and CPU of every part.
 */
async function main(): Promise<void> {
  const system = new Installation();
  try {
    report('starting the system');
    await system.start();
    const result = await withSystem(system);
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${JSON.stringify(result, null, 2)}\n`);
    if (result.incidents + result.tasks > 0 || result.delivered < orders) process.exitCode = 1;
  } finally {
    system.remove();
  }
}

async function withSystem(system: Installation) {
  const { addresses } = system.running;
  const db = createDb(addresses.database, 'zhidu-bench', { poolMax: POOL_MAX, statementTimeoutMs: 0 });
  const converter = dataConverter(keyRing(secretsIn(system.data).dataKeys), NAMESPACE);
  const target = { TEMPORAL_ADDRESS: addresses.temporal, TEMPORAL_NAMESPACE: NAMESPACE };
  const { client, close } = await connectTemporal(target, { dataConverter: converter });
  try {
    await db('process_definition').whereIn('key', FOLLOWERS).update({ current: false });
    report('filling the shelves');
    await stockUp(db, orders);
    const shop = await Shop.open(addresses.web);
    return await measure(system, { db, client, shop });
  } finally {
    await close();
    await db.destroy();
  }
}

type Scene = { readonly db: Db; readonly client: Client; readonly shop: Shop };

async function measure(system: Installation, { db, client, shop }: Scene) {
  report(`selling ${orders}`);
  const before = cpuOf(system);
  const begun = performance.now();
  await Promise.all([sellAll(db, shop), carry(db, client, orders)]);
  await until(async () => (await countOf(db, { process_key: 'order', status: 'completed' })) >= orders);
  const seconds = (performance.now() - begun) / 1_000;
  const after = cpuOf(system);
  report(`all delivered in ${round(seconds)} s; counting`);
  return {
    orders,
    inFlight: Number(values['in-flight']),
    delivered: await stateCount(db, 'delivered'),
    seconds: round(seconds),
    perSecond: round(orders / seconds),
    perOrder: { ...(await historyPerOrder(client)), cpuMs: cpuPerOrder(before, after) },
    hookMs: latencyOf(shop.times),
    handedOverMs: await handedOver(db),
    tasks: Number((await db('task').count({ count: '*' }).first())?.['count'] ?? 0),
    incidents: Number((await db('incident').count({ count: '*' }).first())?.['count'] ?? 0),
  };
}

/** One order after the other, never more of them under way than was asked for. */
async function sellAll(db: Db, shop: Shop): Promise<void> {
  const inFlight = Number(values['in-flight']);
  for (let sold = 0; sold < orders; ) {
    const room = inFlight - (sold - (await stateCount(db, 'delivered')));
    const batch = Array.from({ length: Math.min(room, orders - sold) }, (_, index) => sold + index);
    await Promise.all(batch.map((number) => shop.sell(number)));
    sold += batch.length;
    await wait(SELL_MS);
  }
}

type Cpu = Readonly<Record<ServiceName, number>>;

function cpuOf({ running }: Installation): Cpu {
  const used = services.map((name) => [name, cpuMsOf(running.children[name]?.pid ?? 0)]);
  return Object.fromEntries(used) as Cpu;
}

function cpuPerOrder(before: Cpu, after: Cpu) {
  const each = services.map((name) => [name, (after[name] - before[name]) / orders] as const);
  const total = each.reduce((sum, [, ms]) => sum + ms, 0);
  return Object.fromEntries([...each, ['total', total] as const].map(([name, ms]) => [name, round(ms)]));
}

/** Of the order itself, counted event by event over a sample, and of whatever brought its messages. */
async function historyPerOrder(client: Client) {
  const lengths: number[] = [];
  const ids: string[] = [];
  for await (const { workflowId, historyLength = 0 } of client.workflow.list({ query: `WorkflowType = 'order'` })) {
    lengths.push(historyLength);
    ids.push(workflowId);
  }
  let brought = 0;
  for await (const { historyLength = 0 } of client.workflow.list({ query: `WorkflowType = 'deliverMessage'` }))
    brought += historyLength;
  const step = Math.max(1, Math.floor(ids.length / SAMPLE));
  const sample = ids.filter((_, index) => index % step === 0).slice(0, SAMPLE);
  const costs = await Promise.all(
    sample.map(async (id) => costOf((await client.workflow.getHandle(id).fetchHistory()).events ?? [])),
  );
  return {
    historyEvents: round(mean(lengths)),
    eventsOfDelivery: round(brought / orders),
    actions: round(mean(costs.map(({ actions }) => actions))),
    workflowTasks: round(mean(costs.map(({ workflowTasks }) => workflowTasks))),
  };
}

/** From the hook to what has been checked, paid, promised and told to shipping. */
async function handedOver(db: Db) {
  const found = await db('sales_order')
    .join('message', (join) => join.on('message.key', 'sales_order.key').andOnVal('message.name', 'order-placed'))
    .whereNotNull('handed_over_at')
    .select<{ ms: number }[]>(
      db.raw('cast(extract(epoch from handed_over_at - message.created_at) * 1000 as double precision) as ms'),
    );
  return latencyOf(found.map(({ ms }) => ms));
}

const stateCount = async (db: Db, state: string): Promise<number> =>
  Number((await db('sales_order').where({ state }).count({ count: '*' }).first())?.['count'] ?? 0);

async function countOf(db: Db, where: Readonly<Record<string, string>>): Promise<number> {
  return Number((await db('process_instance').where(where).count({ count: '*' }).first())?.['count'] ?? 0);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await wait(POLL_MS);
}

await main();
