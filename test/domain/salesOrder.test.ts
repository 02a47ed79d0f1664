import { describe, expect, test } from 'vitest';
import { scoreFraud } from '../../domain/fraud.ts';
import { checkImport, isIdentityNumber } from '../../domain/importLimit.ts';
import { convert, toUsd } from '../../domain/money.ts';
import { judgePayment, strayOf } from '../../domain/payment.ts';
import {
  cancelCauseOf,
  type IntakeFacts,
  isSellerCaused,
  judgeIntake,
  type SalesOrder,
  worthOf,
} from '../../domain/salesOrder.ts';

const buyer = { name: 'Anna Müller-Berg', country: 'DE', address: 'Hauptstraße 1', key: 'b' };
const order: SalesOrder = {
  channel: 'shop',
  salesOrderNumber: '1',
  placedAt: '2026-11-24T00:00:00Z',
  market: 'DE',
  currency: 'EUR',
  amount: 6_000,
  lines: [{ sku: 'A', quantity: 2, unitPrice: 3_000 }],
  buyer,
};
const facts: IntakeFacts = {
  order,
  duplicates: [],
  missing: [],
  prices: { A: 3_000 },
  imports: { amountCny: 46_000, usedCny: 0, unvalued: 0, bought: {} },
  buyerHistory: { amountUsd: 6_600, ordersLastDay: 0, ordersBefore: 1, badBefore: 0 },
};
const at = (unitPrice: number): IntakeFacts => ({
  ...facts,
  order: { ...order, amount: unitPrice * 2, lines: [{ sku: 'A', quantity: 2, unitPrice }] },
});

describe('intake', () => {
  test('of an order that is as it should be is clear', () => {
    expect(judgeIntake(facts)).toMatchObject({ verdict: 'clear', exceptions: [], risks: [], refusals: [] });
  });

  test.each([
    [3_000, []],
    [2_850, []],
    [2_849, ['price-error']],
    [3_001, ['price-error']],
  ])('at %i against an approved 3,000 finds %j', (unitPrice, exceptions) => {
    expect(judgeIntake(at(unitPrice)).exceptions).toEqual(exceptions);
  });

  test('puts before a person what it cannot know', () => {
    const { amountUsd: _none, ...history } = facts.buyerHistory;
    const unknown = { ...facts, prices: {}, buyerHistory: { ...history, amountUsd: undefined } };
    expect(judgeIntake(unknown).exceptions).toEqual(['price-unapproved', 'rate-missing']);
  });

  test('names a repeated order, a wrong sum and what is short', () => {
    const odd = {
      ...facts,
      order: { ...order, amount: 5_999 },
      duplicates: ['shop-0'],
      missing: [{ sku: 'A', quantity: 1 }],
    };
    expect(judgeIntake(odd)).toMatchObject({
      verdict: 'routed',
      exceptions: ['amount-wrong', 'oversell'],
      risks: ['duplicate'],
      duplicates: ['shop-0'],
    });
  });

  test('refuses above the import limits, whatever else there is', () => {
    const chinese = { ...order, market: 'CN', buyer: { ...buyer, country: 'CN', idNumber: '31' } };
    const over = { ...facts, order: chinese, imports: { ...facts.imports, amountCny: 500_001 } };
    expect(judgeIntake(over)).toMatchObject({ verdict: 'refused', refusals: ['import-single'] });
  });

  test('of retail imports counts one article over the orders of weeks, and takes no made-up identity', () => {
    const chinese = { ...order, market: 'CN', buyer: { ...buyer, country: 'CN', idNumber: '11010519491231002X' } };
    const again = { ...facts, order: chinese, imports: { ...facts.imports, bought: { A: 7, B: 90 } } };
    expect(judgeIntake(again).risks).toEqual([]);
    expect(judgeIntake({ ...again, imports: { ...again.imports, bought: { A: 8 } } }).risks).toEqual(['second-sale']);
    const madeUp = { ...chinese, buyer: { ...chinese.buyer, idNumber: '110105194912310021' } };
    expect(judgeIntake({ ...again, order: madeUp }).risks).toEqual(['import-identity']);
  });

  test('measures limits on the lines when the amount says less', () => {
    expect(worthOf({ ...order, amount: 1 })).toBe(6_000);
    expect(worthOf({ ...order, amount: 6_500 })).toBe(6_500);
  });
});

describe('the import limits', () => {
  const use = { amountCny: 500_000, usedCny: 2_100_000, unvalued: 0, hasIdentity: true, largestQuantity: 1 };

  test.each([
    ['both to the fen', {}, [], []],
    ['one fen more in one order', { amountCny: 500_001, usedCny: 0 }, ['import-single'], []],
    ['one fen more in a year', { usedCny: 2_100_001 }, ['import-year'], []],
    ['no identity', { hasIdentity: false }, [], ['import-identity']],
    ['ten of one article', { largestQuantity: 10 }, [], ['second-sale']],
    ['no rate', { amountCny: undefined }, [], ['import-rate']],
    ['an earlier order that had no rate', { unvalued: 1 }, [], ['import-rate']],
  ])('with %s', (_, changes, refusals, doubts) => {
    expect(checkImport({ ...use, ...changes })).toMatchObject({
      refusals,
      doubts,
      singleLimit: 500_000,
      yearLimit: 2_600_000,
    });
  });
});

describe('a citizen’s number', () => {
  test.each([
    ['11010519491231002X', true],
    [' 110105 19491231 002x ', true],
    ['110105194912310021', false],
    ['E12345678', false],
    ['', false],
  ])('%s: %s', (text, isOne) => {
    expect(isIdentityNumber(text)).toBe(isOne);
  });
});

describe('the fraud score', () => {
  const calm = {
    amountUsd: 5_000,
    market: 'DE',
    country: 'DE',
    address: 'Hauptstraße 1',
    email: 'anna@example.com',
    largestQuantity: 1,
    ordersLastDay: 0,
    ordersBefore: 0,
    badBefore: 0,
  };

  test.each([
    [{}, 0, []],
    [{ ordersLastDay: 2 }, 0, []],
    [{ ordersLastDay: 3 }, 40, ['velocity']],
    [{ ordersLastDay: 5 }, 70, ['velocity', 'velocity-high']],
    [{ address: '广州市集运仓' }, 40, ['forwarder']],
    [{ address: 'Freight Street', country: 'PL' }, 70, ['forwarder', 'country']],
    [{ amountUsd: 30_000 }, 20, ['amount-high']],
    [{ amountUsd: 100_000, ordersBefore: 4 }, 20, ['amount-very-high']],
    [{ email: 'x@mailinator.com', badBefore: 1 }, 60, ['mailbox', 'bad-before']],
  ])('of %j is %i', (changes, score, signals) => {
    expect(scoreFraud({ ...calm, ...changes })).toEqual({ score, threshold: 60, signals });
  });
});

describe('a payment', () => {
  const payment = { reference: 'p', amount: 6_000, currency: 'EUR', payer: 'ANNA MÜLLER BERG' };

  test('matches to the cent, from whoever ordered, however the name is written', () => {
    expect(judgePayment(order, payment, false).verdict).toBe('matched');
  });

  test('that has paid for another order does not', () => {
    expect(judgePayment(order, payment, true).reasons).toEqual(['reference-used']);
  });

  test.each([
    [{ avs: 'match', threeDs: 'authenticated' }, []],
    [{ avs: 'partial', threeDs: 'unavailable' }, []],
    [{ avs: 'mismatch' }, ['avs']],
    [{ avs: 'mismatch', threeDs: 'failed' }, ['avs', 'three-ds']],
  ] as const)('by a card with %j has the risks %j', (card, cardRisks) => {
    const verdict = cardRisks.length === 0 ? 'matched' : 'mismatched';
    expect(judgePayment(order, { ...payment, ...card }, false)).toMatchObject({ verdict, reasons: [], cardRisks });
  });

  test.each([
    [{ amount: 5_999 }, ['amount']],
    [{ currency: 'USD' }, ['currency']],
    [{ payer: 'Anna Müller' }, ['payer']],
    [{ reference: ' ' }, ['reference-missing']],
  ])('with %j does not', (changes, reasons) => {
    expect(judgePayment(order, { ...payment, ...changes }, false)).toMatchObject({ verdict: 'mismatched', reasons });
  });
});

describe('a payment that nobody has taken', () => {
  const payment = { reference: 'p', amount: 6_000, currency: 'EUR', payer: 'Anna' };
  const DAY_MS = 86_400_000;

  test.each([
    ['may yet have its order', undefined, 3 * DAY_MS - 1, null],
    ['has none after three days', undefined, 3 * DAY_MS, 'order-unknown'],
    ['is waited for', { state: 'received', payment: null }, DAY_MS, null],
    ['is late', { state: 'cancelled', payment: null }, 0, 'order-cancelled'],
    ['is the one that is known', { state: 'cancelled', payment: { reference: 'p' } }, 0, 'repeated'],
    ['is told twice', { state: 'delivered', payment: { reference: 'p' } }, 0, 'repeated'],
    ['is paid twice', { state: 'paid', payment: { reference: 'q' } }, 0, 'paid-twice'],
  ] as const)('%s', (_, known, waitingMs, kind) => {
    expect(strayOf(payment, known, waitingMs)).toBe(kind);
  });
});

describe('a cancellation', () => {
  test('has the cause that was given, else the one that the order stands at', () => {
    const stands = { isRefused: false, riskDecision: null, isPaid: false };
    expect(cancelCauseOf('price-error', stands)).toBe('price-error');
    expect(cancelCauseOf('because', stands)).toBe('unpaid');
    expect(cancelCauseOf(null, { ...stands, isPaid: true })).toBe('payment-refused');
    expect(cancelCauseOf(null, { ...stands, riskDecision: 'cancel' })).toBe('risk');
    expect(cancelCauseOf(null, { ...stands, isRefused: true })).toBe('import-limit');
    expect([isSellerCaused('out-of-stock'), isSellerCaused('buyer-request')]).toEqual([true, false]);
  });
});

describe('money', () => {
  const rates = { EUR: 0.9, CNY: 7.2, JPY: 150, KWD: 0.3 };

  test.each([
    [9_000, 'EUR', 'USD', 10_000],
    [10_000, 'USD', 'CNY', 72_000],
    [15_000, 'JPY', 'USD', 10_000],
    [10_000, 'USD', 'JPY', 15_000],
    [300, 'KWD', 'USD', 100],
    [1, 'EUR', 'EUR', 1],
  ])('of %i %s in %s is %i', (amount, from, to, converted) => {
    expect(convert(amount, from, to, rates)).toBe(converted);
  });

  test('without a rate is not known', () => {
    expect([toUsd(1, 'GBP', rates), convert(1, 'USD', 'GBP', rates), toUsd(1, 'EUR', { EUR: 0 })]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
