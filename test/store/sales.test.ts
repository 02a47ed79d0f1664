import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgePayout } from '../../domain/payout.ts';
import { type Intake, judgeIntake, type SalesOrder } from '../../domain/salesOrder.ts';
import { buyerRecord } from '../../store/buyerRecords.ts';
import { ratesAt, saveRates } from '../../store/exchangeRates.ts';
import { saveListing } from '../../store/listings.ts';
import {
  bookedOrders,
  chaseUnsettled,
  closePayout,
  isInstitutionKnown,
  judgePayoutRow,
  savePayouts,
  takePayouts,
} from '../../store/payouts.ts';
import { applyPrices, priceRecords, pricesAt, putInForce } from '../../store/prices.ts';
import { insertOrder, lockOrder, markCancelled, markDelivered, markPaid } from '../../store/salesOrders.ts';
import { channelCounts, closeTaxMonth, keepTaxMonth, salesBetween, saveSnapshot } from '../../store/salesWatch.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

let database: TestDatabase;
let db: Knex;
beforeAll(async () => {
  database = await createTestDatabase();
  ({ db } = database);
});
afterAll(() => database.drop());

const NOW = new Date('2026-11-24T04:00:00Z');
const before = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);

/** An order for China: so that it counts towards a limit. */
function orderOf(number: string, changes: Partial<SalesOrder> = {}): SalesOrder {
  return {
    channel: 'shop',
    salesOrderNumber: number,
    placedAt: NOW.toISOString(),
    market: 'CN',
    currency: 'CNY',
    amount: 100_000,
    lines: [{ sku: 'LAMP-1', quantity: 1, unitPrice: 100_000 }],
    buyer: { name: '王芳', country: 'CN', address: '上海', key: 'wang' },
    ...changes,
  };
}

const intakeOf = (order: SalesOrder): Intake =>
  judgeIntake({
    order,
    duplicates: [],
    missing: [],
    prices: {},
    imports: { amountCny: order.amount, usedCny: 0, unvalued: 0, bought: {} },
    buyerHistory: { amountUsd: 1, ordersLastDay: 0, ordersBefore: 0, badBefore: 0 },
  });

async function place(number: string, changes: Partial<SalesOrder> = {}): Promise<string> {
  const order = orderOf(number, changes);
  const key = `shop-${number}`;
  const amounts = { amountUsd: 1, amountCny: order.amount };
  await insertOrder(db, { key, instance: `order/${key}`, order, ...amounts, intake: intakeOf(order) });
  return key;
}

const payment = { reference: 'p', amount: 100_000, currency: 'CNY', payer: '王芳' };

describe('the orders of a buyer', () => {
  test('count by day, year, likeness and what became of them', async () => {
    await place('1', { placedAt: before(2).toISOString() });
    await place('2', { placedAt: before(30).toISOString() });
    await place('3', { placedAt: '2025-12-31T15:59:59Z' });
    await place('4', { placedAt: '2025-12-31T16:00:00Z', market: 'DE', currency: 'EUR' });
    const bad = await place('5', { placedAt: before(100).toISOString() });
    await markCancelled(db, bad, { cause: 'risk', sellerCaused: false });
    const record = await buyerRecord(db, { key: 'shop-6', order: orderOf('6') });
    // Of this year in China: 1 and 2. The last second of the year before, another market and what was cancelled are not.
    expect(record).toEqual({
      ordersLastDay: 1,
      ordersBefore: 5,
      badBefore: 1,
      usedCny: 200_000,
      unvalued: 0,
      bought: { 'LAMP-1': 2 },
      duplicates: ['shop-1'],
    });
    expect(
      await buyerRecord(db, { key: 'x', order: orderOf('7', { buyer: { ...orderOf('7').buyer, key: 'li' } }) }),
    ).toEqual({
      ordersLastDay: 0,
      ordersBefore: 0,
      badBefore: 0,
      usedCny: 0,
      unvalued: 0,
      bought: {},
      duplicates: [],
    });
  });

  test('are found by whatever the buyer is known by, but a limit is one person’s', async () => {
    const identified = (idNumber: string, key: string) => ({
      ...orderOf('').buyer,
      idNumber,
      key,
      keys: [key, 'same-mailbox', `house-of-${key}`],
    });
    await place('30', { buyer: identified('11', 'zhou'), placedAt: before(3).toISOString() });
    const nameless = { ...orderOf('').buyer, key: 'same-mailbox', keys: ['same-mailbox'] };
    const twice = [1, 1].map((quantity) => ({ sku: 'LAMP-9', quantity, unitPrice: 1 }));
    await place('31', { buyer: nameless, placedAt: before(2).toISOString(), lines: twice });
    await db('sales_order').where({ key: 'shop-31' }).update({ amount_cny: null });
    await db('chargeback').insert({
      dispute_id: 'd',
      instance_id: 'chargeback/d',
      order_key: 'shop-31',
      opened_at: NOW,
    });
    const of = (buyer: SalesOrder['buyer']) =>
      buyerRecord(db, {
        key: 'shop-39',
        order: orderOf('39', { buyer, lines: [{ sku: 'LAMP-9', quantity: 2, unitPrice: 1 }] }),
      });
    const common = { ordersLastDay: 2, badBefore: 1, unvalued: 1, bought: { 'LAMP-9': 2 }, duplicates: ['shop-31'] };
    expect(await of(nameless)).toMatchObject({ ...common, usedCny: 100_000 });
    expect(await of(identified('11', 'zhou'))).toMatchObject({ ...common, usedCny: 100_000 });
    expect(await of(identified('22', 'wu'))).toMatchObject({ ...common, usedCny: 0 });
  });

  test('are written once, and carry their payment and their end', async () => {
    const key = await place('8', { buyer: { ...orderOf('8').buyer, key: 'zhao' } });
    await place('8', { amount: 1 });
    await markPaid(db, key, payment);
    const read = await db.transaction((trx) => lockOrder(trx, key));
    expect(read).toMatchObject({ amount: 100_000, state: 'paid', payment, placedAt: '2026-11-24T04:00:00Z' });
    await markDelivered(db, key, { tracking: 'T', dispatchedAt: NOW.toISOString(), deliveredAt: null });
    expect(await db('audit_event').where({ subject_id: key, action: 'order-received' })).toHaveLength(1);
  });
});

describe('rates', () => {
  test('are the latest before the day, and none when they are too old', async () => {
    await saveRates(db, [{ currency: 'EUR', perUsd: 0.9, asOf: '2026-11-01' }], 'test');
    await saveRates(db, [{ currency: 'EUR', perUsd: 0.92, asOf: '2026-11-20' }], 'test');
    await saveRates(db, [{ currency: 'JPY', perUsd: 150, asOf: '2026-01-01' }], 'test');
    expect(await ratesAt(db, NOW)).toEqual({ EUR: 0.92 });
    expect(await ratesAt(db, new Date('2026-11-10T00:00:00Z'))).toEqual({ EUR: 0.9 });
  });
});

describe('prices', () => {
  test('follow one another and stay readable', async () => {
    const place = { channel: 'shop', sku: 'LAMP-1', market: 'DE', currency: 'EUR' };
    const price = (amount: number) => [{ ...place, amount, cost: 900, floor: 1_500 }];
    await putInForce(db, { prices: price(2_990), instance: 'pricing/1', by: 'lu-chen', at: before(48) });
    await putInForce(db, { prices: price(2_790), instance: 'pricing/2', by: 'lu-chen', at: before(24) });
    await putInForce(db, { prices: price(2_790), instance: 'pricing/2', by: 'lu-chen', at: NOW });
    const [record, unknown] = await priceRecords(db, [place, { ...place, sku: 'LAMP-2' }]);
    expect(record?.current).toEqual({ amount: 2_790, cost: 900, floor: 1_500 });
    expect(record?.history.map(({ amount, to }) => [amount, to])).toEqual([
      [2_790, null],
      [2_990, before(24).getTime()],
    ]);
    expect(unknown).toEqual({ current: null, history: [] });
    const approved = (amount: number, expected: number) => ({
      prices: price(amount).map((it) => ({ ...it, expected })),
      by: 'lu-chen',
      at: new Date(),
    });
    expect(await applyPrices(db, { ...approved(2_590, 2_990), instance: 'pricing/3' })).toBe(false);
    expect(await applyPrices(db, { ...approved(2_690, 2_790), instance: 'pricing/3' })).toBe(true);
    expect(await applyPrices(db, { ...approved(2_690, 2_790), instance: 'pricing/3' })).toBe(true);
    const skus = ['LAMP-1', 'LAMP-2'];
    expect(await pricesAt(db, { ...place, skus, at: before(30) })).toEqual({ 'LAMP-1': 2_990 });
    expect(await pricesAt(db, { ...place, skus, at: NOW })).toEqual({ 'LAMP-1': 2_790 });
    expect(await pricesAt(db, { ...place, market: 'FR', skus, at: NOW })).toEqual({});
  });
});

describe('payouts', () => {
  test('are taken by one reconciliation, settle what matches and stay open otherwise', async () => {
    const key = await place('20', { buyer: { ...orderOf('20').buyer, key: 'sun' } });
    const report = (id: string, amount: number) => ({
      id,
      channel: 'shop',
      paidOn: '2026-11-23',
      currency: 'CNY',
      gross: amount,
      fees: 0,
      net: amount,
      institution: 'PingPong',
      lines: [{ orderKey: key, amount, fee: 0 }],
    });
    const reports = [report('A', 100_000), report('B', 99_000)];
    expect(await savePayouts(db, reports)).toEqual(['A', 'B']);
    expect(await savePayouts(db, reports)).toEqual([]);
    const taken = await takePayouts(db, 'payoutReconciliation/1');
    expect(taken).toEqual(reports);
    expect(await takePayouts(db, 'payoutReconciliation/2')).toEqual([]);
    for (const payout of taken) {
      const check = judgePayout(payout, await bookedOrders(db, payout.id, payout.lines), true);
      await judgePayoutRow(db, { id: payout.id, instance: 'payoutReconciliation/1', check });
    }
    const closed = await db('payout').orderBy('id').select('id', 'closed_at', 'result');
    expect(closed.map((row) => [row.id, row.closed_at !== null, row.result.reasons])).toEqual([
      ['A', true, []],
      ['B', false, ['order-settled', 'amount']],
    ]);
    expect([await isInstitutionKnown(db, 'PingPong'), await isInstitutionKnown(db, 'X')]).toEqual([true, false]);
    const outcome = { outcome: {}, isLicensed: true };
    await closePayout(db, { id: 'B', instance: 'payoutReconciliation/2', ...outcome });
    expect(await db('payout').where({ id: 'B' }).first('closed_at')).toEqual({ closed_at: null });
    await closePayout(db, { id: 'B', instance: 'payoutReconciliation/1', ...outcome });
    expect(await db('sales_order').where({ key }).first('settled_by')).toEqual({ settled_by: 'A' });
  });

  test('that never came for what was delivered are chased, once in a while', async () => {
    const missed = await place('21', { buyer: { ...orderOf('21').buyer, key: 'qian' } });
    const early = await place('22', { buyer: { ...orderOf('22').buyer, key: 'feng' } });
    await db('sales_order').where({ key: missed }).update({ state: 'delivered', delivered_at: '2026-11-01' });
    await db('sales_order').where({ key: early }).update({ state: 'delivered', delivered_at: '2026-11-12' });
    const found = [{ orderKey: missed, channel: 'shop', currency: 'CNY', amount: 100_000 }];
    expect(await chaseUnsettled(db, 'payoutReconciliation/1')).toEqual(found);
    expect(await chaseUnsettled(db, 'payoutReconciliation/1')).toEqual(found);
    expect(await chaseUnsettled(db, 'payoutReconciliation/2')).toEqual([]);
    await db('sales_order').whereIn('key', [missed, early]).delete();
  });
});

describe('the watch over sales', () => {
  test('counts a channel, sums up a month once, and keeps what was judged', async () => {
    const [shop] = await channelCounts(db);
    expect(shop).toMatchObject({ channel: 'shop', sellerCancelled: 0, late: 0, shipped: 1, tracked: 1 });
    const span = { from: new Date(Date.now() - 60_000), to: new Date(Date.now() + 60_000) };
    const sales = await salesBetween(db, span);
    expect(sales).toEqual([{ channel: 'shop', market: 'CN', currency: 'CNY', amount: 100_000, orders: 1 }]);
    const totals = sales.map((sale) => ({ ...sale, regime: 'cn-import' as const }));
    const month = { month: '2026-10', totals, instance: 'salesTax/1' };
    expect(await keepTaxMonth(db, month)).toEqual(totals);
    expect(await keepTaxMonth(db, { ...month, instance: 'salesTax/2' })).toBeUndefined();
    await closeTaxMonth(db, '2026-10', 'salesTax/1', []);
    await closeTaxMonth(db, '2026-10', 'salesTax/1', []);
    expect(await db('audit_event').where({ action: 'tax-filed' })).toHaveLength(1);
    const figures = { orderDefects: 1.2, sellerCancels: 0, lateShipments: 0, validTracking: 99 };
    const snapshot = { channel: 'shop', takenOn: '2026-11-24', figures, status: 'healthy', instance: 'a/1' } as const;
    await saveSnapshot(db, snapshot, { colour: 'red', amber: [], red: ['orderDefects'] });
    expect(await db('account_snapshot').first('colour')).toEqual({ colour: 'red' });
  });

  test('keeps a listing once for each instance', async () => {
    const listing = { channel: 'shop', sku: 'LAMP-1', market: 'DE', title: 'Lampe', iprValidUntil: '2027-01-01' };
    const given = { ...listing, certificatesUntil: null, screenshot: 'f' };
    await saveListing(db, 'listing/1', given);
    await saveListing(db, 'listing/1', given);
    expect(await db('audit_event').where({ action: 'listing-published' })).toHaveLength(1);
  });
});
