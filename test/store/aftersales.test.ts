import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeChargeback, insertChargeback, refundedOf } from '../../store/chargebacks.ts';
import { channelsOf, countriesOf, goodsOfOrder, insertIncident, traceLots } from '../../store/incidents.ts';
import { askRefund, type RefundAsked } from '../../store/refundLedger.ts';
import { settleRefund } from '../../store/refunds.ts';
import { closedLastMonth, insertTicket, recordFacts } from '../../store/tickets.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';
import { deliveredOrder } from './aftersalesOrder.ts';

const ORDER = 'shop-1001';

let database: TestDatabase;
let db: Knex;
beforeAll(async () => {
  database = await createTestDatabase();
  ({ db } = database);
  await db('sales_order').insert(deliveredOrder(ORDER));
});
afterAll(() => database.drop());

describe('a refund that is asked for', () => {
  const asked = (n: number, more: Partial<RefundAsked> = {}): RefundAsked => ({
    instance: `refundApproval/${n}`,
    caller: undefined,
    order: `shop-${n}`,
    customer: undefined,
    handler: 'xiao-meng',
    handlers: ['xiao-meng'],
    skus: [`S-${n}`],
    amount: 3_000,
    currency: 'USD',
    amountUsd: 3_000,
    perUsd: undefined,
    at: new Date(),
    ...more,
  });

  test('at the same time as others fits under the cap of the day only as far as it goes', async () => {
    const checks = await Promise.all(Array.from({ length: 8 }, (_, index) => askRefund(db, asked(index + 1))));
    const raised = checks.filter(({ reasons }) => reasons.includes('agent-daily-cap'));
    expect(raised).toHaveLength(3);
    expect(Math.max(...checks.map(({ agentTodayUsd }) => agentTodayUsd))).toBe(21_000);
    const again = await askRefund(db, asked(1));
    expect(again.agentTodayUsd).toBe(21_000);
    expect(await db('refund').where({ handler_id: 'xiao-meng' })).toHaveLength(8);
  });

  test('counts what a customer had back, what an article cost today, and what was paid; nothing that was refused', async () => {
    const of = (n: number, more = {}) => asked(n, { handler: 'jin-rui', customer: 'c-1', skus: ['X'], ...more });
    for (const n of [21, 22, 23]) await askRefund(db, of(n));
    const fourth = await askRefund(db, of(24));
    expect(fourth).toMatchObject({ customerRefunds: 3, sameSkuToday: 3, reasons: ['customer-velocity'] });
    await settleRefund(db, 'refundApproval/21', {
      verdict: 'rejected',
      tier: 'lead',
      approvers: [],
      at: new Date(),
    });
    expect(await askRefund(db, of(24))).toMatchObject({ customerRefunds: 2, sameSkuToday: 2, reasons: [] });
    const over = { order: ORDER, customer: 'c-2', skus: ['Y'] };
    expect((await askRefund(db, of(25, { ...over, amount: 12_000 }))).reasons).toEqual([]);
    expect((await askRefund(db, of(26, { ...over, amount: 1 }))).reasons).toEqual(['above-payment']);
  });

  test('in several parts is measured as a whole, and not against a payment in another currency', async () => {
    await db('sales_order').insert(deliveredOrder('shop-1002'));
    const part = (n: number, more = {}) =>
      asked(n, { order: 'shop-1002', handler: `h-${n}`, skus: [`P-${n}`], ...more });
    expect(await askRefund(db, part(31))).toMatchObject({ amountUsd: 3_000, orderUsd: 0, reasons: [] });
    expect(await askRefund(db, part(32))).toMatchObject({ amountUsd: 3_000, orderUsd: 3_000, reasons: [] });
    const euros = await askRefund(db, part(33, { currency: 'EUR' }));
    expect(euros.reasons).toEqual(['other-currency']);
    expect((await askRefund(db, part(34, { handler: undefined }))).reasons).toEqual([
      'other-currency',
      'handler-unknown',
    ]);
  });

  test('of an order whose payment the bank has taken back would pay the customer twice', async () => {
    await db('sales_order').insert(deliveredOrder('shop-1003'));
    const dispute = {
      dispute: 'dp_1',
      instance: 'chargeback/dp_1',
      order: 'shop-1003',
      amount: 12_000,
      currency: 'USD',
    };
    await insertChargeback(db, { ...dispute, openedAt: '2026-11-24T00:00:00Z' });
    const refund = asked(41, { order: 'shop-1003', handler: 'h', skus: ['Q'] });
    expect((await askRefund(db, refund)).reasons).toEqual(['above-payment']);
    await closeChargeback(db, 'chargeback/dp_1', 'won', new Date());
    await closeChargeback(db, 'chargeback/dp_1', 'lost', new Date());
    expect((await askRefund(db, refund)).reasons).toEqual([]);
    expect(await refundedOf(db, 'shop-1003')).toEqual([{ amount: 3_000, currency: 'USD' }]);
  });
});

describe('the third complaint of one cause about an article', () => {
  const facts = { class: 'quality', sku: 'MUG-1', lot: undefined, cause: 'defective' };
  const tell = async (number: string, more = {}) => {
    const instance = `ticket/${number}`;
    const nobody = { orderKey: undefined, customerKey: undefined, channel: undefined, market: undefined };
    await insertTicket(db, { number, instance, source: 'contact', ...nobody, at: new Date() });
    return recordFacts(db, instance, { ...facts, at: new Date(), ...more }, true);
  };

  test('is one correction, that later ones join', async () => {
    expect(await tell('K1')).toMatchObject({ sameCause: 1, correction: null });
    await tell('K2');
    expect(await tell('K3', { cause: 'unsafe' })).toMatchObject({ sameCause: 1, correction: null });
    const third = await tell('K4');
    expect(third).toMatchObject({ sameCause: 3, tickets: ['K1', 'K2', 'K4'] });
    expect(await tell('K4')).toEqual(third);
    expect((await tell('K5')).correction).toBe(third.correction);
    expect(await db('supplier_correction')).toHaveLength(1);
  });
});

describe('the trace of a lot', () => {
  test('names every order that got some of it, and the channels it was sold on', async () => {
    await db('stock_location').insert({ id: 'T-1', zone: 'general' });
    await db('stock_lot').insert({ sku: 'TOWEL-70', lot: 'T1', item: '毛巾', state: 'released' });
    await db('stock_balance').insert({ sku: 'TOWEL-70', lot: 'T1', location_id: 'T-1', quantity: 7 });
    const moved = { kind: 'ship', sku: 'TOWEL-70', lot: 'T1', location_id: 'T-1' };
    await db('stock_move').insert([
      { ...moved, move_key: 'a', quantity: -2, order_key: ORDER },
      { ...moved, move_key: 'b', quantity: -1, order_key: ORDER },
      { ...moved, move_key: 'c', quantity: -1, order_key: 'shop-9' },
    ]);
    const goods = await goodsOfOrder(db, ORDER);
    expect(goods).toEqual({ skus: ['TOWEL-70'], lots: ['T1'] });
    await insertIncident(db, { number: 'I1', instance: 'safetyIncident/I1', order: ORDER, ...goods, at: new Date() });
    const scope = { skus: [], lots: ['T1'] };
    const trace = await traceLots(db, 'I1', scope, 1);
    expect(trace).toEqual([{ sku: 'TOWEL-70', lot: 'T1', onHand: 7, orderCount: 2, orders: [expect.any(String)] }]);
    expect(await db('lot_trace').where({ order_key: ORDER }).first()).toMatchObject({ quantity: 3 });
    expect(await channelsOf(db, scope)).toEqual(['shop']);
    expect(await countriesOf(db, 'I1')).toEqual(['US']);
  });
});

describe('the reviews of a month', () => {
  test('are those of tickets that were closed in the month before, in the company’s zone', async () => {
    await db('after_sales_ticket').where({ number: 'K1' }).update({ closed_at: '2026-10-31T16:30:00Z', score: 4 });
    await db('after_sales_ticket').where({ number: 'K2' }).update({ closed_at: '2026-10-31T15:30:00Z' });
    const found = await closedLastMonth(db, new Date('2026-12-02T01:00:00Z'));
    expect(found).toEqual({
      month: '2026-11',
      tickets: expect.arrayContaining([expect.objectContaining({ ticket: 'K1', score: 4 })]),
    });
    expect(found.tickets.map(({ ticket }) => ticket)).not.toContain('K2');
  });
});
