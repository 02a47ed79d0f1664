import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgeIntake, type SalesOrder } from '../../domain/salesOrder.ts';
import { maskCases, maskComplaints } from '../../store/casesRetention.ts';
import { dueOrders, findSweep, keepLonger, maskOrder, saveSweep } from '../../store/retention.ts';
import { changeAddress, insertOrder, markCancelled, markDelivered } from '../../store/salesOrders.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

const LONG_AGO = '2023-01-01T00:00:00Z';
const SWEEP = 'privacySweep/1';

let database: TestDatabase;
let db: Knex;
beforeAll(async () => {
  database = await createTestDatabase();
  ({ db } = database);
  const model = { nodes: {} };
  await db('process_definition').insert({ hash: 'h', key: 'any', version: 1, name: 'any', model, xml: '' });
  for (const number of ['1', '5', '7']) await place(number);
  await changeAddress(db, 'shop-1', 'Neue Gasse 9');
  await markDelivered(db, 'shop-1', { tracking: 'T', dispatchedAt: null, deliveredAt: LONG_AGO });
  await markCancelled(db, 'shop-5', { cause: 'unpaid', sellerCaused: false });
  await db('sales_order').where({ key: 'shop-5' }).update({ cancelled_at: LONG_AGO });
  await began('order', 'shop-1', {});
  await began('orderException', 'x-1', { title: 'shop-1' });
  await began('partyScreening', 'x-2', { title: 'Anna Berg', parent_id: 'order/shop-1' });
  await began('ticket', 'T-1', {});
  await began('ticket', 'C-1', {});
  await began('privacyRequest', 'P-1', {});
  const ticket = { source: 'contact', opened_at: LONG_AGO, closed_at: LONG_AGO };
  await db('after_sales_ticket').insert({ ...ticket, number: 'T-1', instance_id: 'ticket/T-1', order_key: 'shop-1' });
  await told('logistics-data', 'shop-1', { consignee: 'A. BERG', weight: 400 });
  await told('complaint-filed', 'C-1', { complaint: { text: 'The lamp burnt.' } });
  const filed = {
    code_hash: 'c',
    category: 'safety',
    text: 'The lamp burnt.',
    contact_name: 'Carl',
    contact: 'c@x.example',
  };
  await db('complaint').insert({
    ...filed,
    id: 'C-1',
    state: 'closed',
    changed_at: LONG_AGO,
    filed_at: LONG_AGO,
    locale: 'en',
  });
  await db('complaint_reply').insert({ id: 'r', complaint_id: 'C-1', text: 'Dear Carl', at: LONG_AGO });
});
afterAll(() => database.drop());

async function place(number: string): Promise<void> {
  const order: SalesOrder = {
    channel: 'shop',
    salesOrderNumber: number,
    placedAt: LONG_AGO,
    market: 'DE',
    currency: 'EUR',
    amount: 2_990,
    lines: [{ sku: 'LAMP-1', quantity: 1, unitPrice: 2_990 }],
    buyer: { name: 'Anna Berg', country: 'DE', address: 'Alte Gasse 1', key: `k${number}` },
  };
  const buyerHistory = { amountUsd: 1, ordersLastDay: 0, ordersBefore: 0, badBefore: 0 };
  const imports = { amountCny: 1, usedCny: 0, unvalued: 0, bought: {} };
  const intake = judgeIntake({ order, duplicates: [], missing: [], prices: {}, imports, buyerHistory });
  const key = `shop-${number}`;
  await insertOrder(db, { key, instance: `order/${key}`, order, amountUsd: 1, amountCny: 1, intake });
}

/** An instance that has ended, with a step, a task and a notification that name somebody. */
async function began(process: string, key: string, more: { title?: string; parent_id?: string }): Promise<void> {
  const id = `${process}/${key}`;
  const title = more.title ?? id;
  const dates = { started_at: LONG_AGO, ended_at: LONG_AGO };
  await db('process_instance').insert({
    ...dates,
    ...more,
    id,
    title,
    process_key: process,
    business_key: key,
    definition: 'h',
    started_by: 'hook:shop',
    status: 'completed',
    sequence: 1,
    digest: '',
  });
  const event = { variables: { buyer: { name: 'Anna Berg', country: 'DE' }, told: 'Anna Berg of Alte Gasse 1 rang.' } };
  await db('process_step').insert({
    instance_id: id,
    sequence: 1,
    at: LONG_AGO,
    kind: 'started',
    event,
    commands: '[]',
  });
  const note = { person_id: 'lin-yue', kind: 'task', instance_id: id, params: { title }, created_at: LONG_AGO };
  await db('notification').insert({ ...note, id });
}

const told = (name: string, key: string, variables: object) =>
  db('message').insert({ id: `${name}|${key}`, name, key, variables, created_at: LONG_AGO, expires_at: LONG_AGO });

const writtenOf = async (instance: string) =>
  JSON.stringify([
    await db('process_instance').where({ id: instance }),
    await db('process_step').where({ instance_id: instance }),
    await db('notification').where({ instance_id: instance }),
  ]);

describe('personal data', () => {
  test('is due when its time is over, unless somebody has kept it longer', async () => {
    expect((await dueOrders(db, '')).map(({ key, isOpen }) => [key, isOpen])).toEqual([
      ['shop-1', false],
      ['shop-5', false],
    ]);
    await db('after_sales_ticket').update({ closed_at: null });
    expect((await dueOrders(db, ''))[0]?.isOpen).toBe(true);
    await db('after_sales_ticket').update({ closed_at: LONG_AGO });
    const kept = [{ orderKey: 'shop-1', keptUntil: '2999-01-01', keptBecause: 'lawsuit' }];
    await keepLonger(db, SWEEP, 'qin-lang', kept);
    expect((await dueOrders(db, '')).map(({ key }) => key)).toEqual(['shop-5']);
    await saveSweep(db, { instance: SWEEP, masked: 2, exceptions: 1 });
    await saveSweep(db, { instance: SWEEP, masked: 0, exceptions: 1 });
    expect(await findSweep(db, SWEEP)).toEqual({ masked: 2 });
  });

  test('of people who wrote to us goes with their complaint or case, but not before that of a kept order', async () => {
    expect(await maskComplaints(db, SWEEP, 10)).toBe(1);
    expect(await maskComplaints(db, SWEEP, 10)).toBe(0);
    expect(await db('complaint').first('text', 'contact_name', 'contact')).toEqual({
      text: '***',
      contact_name: '***',
      contact: '***',
    });
    expect(await db('complaint_reply').first('text')).toEqual({ text: '***' });
    expect(JSON.stringify(await db('message').where({ key: 'C-1' }))).not.toContain('burnt');
    expect(await maskCases(db, SWEEP, 10)).toBe(2);
    expect(await writtenOf('privacyRequest/P-1')).toContain('"name":"***"');
    expect(await writtenOf('ticket/T-1')).toContain('Anna Berg');
  });

  test('of an order is masked in all that was about it, whoever wrote it and however', async () => {
    await db('sales_order').where({ key: 'shop-1' }).update({ kept_until: null });
    const [due] = await dueOrders(db, '');
    if (due) await maskOrder(db, SWEEP, due);
    for (const instance of ['order/shop-1', 'orderException/x-1', 'partyScreening/x-2', 'ticket/T-1'])
      expect(await writtenOf(instance)).not.toMatch(/Anna|Gasse/);
    const [message] = await db('message').where({ key: 'shop-1' });
    expect(message.variables).toEqual({ consignee: '***', weight: 400 });
    expect(JSON.stringify(await db('sales_order').where({ key: 'shop-1' }))).not.toMatch(/Anna|Gasse/);
    expect(JSON.stringify(await db('sales_order').where({ key: 'shop-7' }))).toContain('Anna Berg');
  });
});
