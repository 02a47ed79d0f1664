import { describe, expect, it } from 'vitest';
import { shippedDecisions, taken } from './play.ts';

const decisions = await shippedDecisions();
const fen = (yuan: number) => yuan * 100;

describe('the contract route', () => {
  it.each([
    [0, 'procurement-manager'],
    [fen(50_000), 'procurement-manager'],
    [fen(50_000) + 1, 'head-and-finance'],
    [fen(300_000), 'head-and-finance'],
    [fen(300_000) + 1, 'general-manager'],
  ])('of %i fen is %s', (contractAmountCny, route) => {
    expect(taken(decisions, 'contract-route', { contractAmountCny })).toBe(route);
  });
});

describe('the payment limit', () => {
  it.each([
    [fen(300_000), 'finance-manager'],
    [fen(300_000) + 1, 'general-manager'],
  ])('of %i fen is %s', (paymentCny, approver) => {
    expect(taken(decisions, 'payment-route', { paymentCny })).toBe(approver);
  });
});

describe('the quotes required', () => {
  const quotes = (count: number, amount: number) =>
    Array.from({ length: count }, (_, index) => ({ supplier: `S${index}`, amount: amount + index, leadTimeDays: 9 }));
  const rfq = { chosenSupplier: 'S0', supplierName: 'S0', singleSource: false, estimatedAmount: 0 };

  it.each([
    ['one quote at 50,000', { quotes: quotes(1, fen(50_000)) }, 'sufficient'],
    ['one quote above 50,000', { quotes: quotes(1, fen(50_000) + 1) }, 'insufficient'],
    ['two quotes above 50,000', { quotes: quotes(2, fen(50_000)) }, 'insufficient'],
    ['three quotes above 50,000', { quotes: quotes(3, fen(50_000)) }, 'sufficient'],
    [
      'a low quote for what was estimated higher',
      { quotes: quotes(1, 1), estimatedAmount: fen(50_000) + 1 },
      'insufficient',
    ],
    [
      'a single source with its form',
      { quotes: quotes(1, fen(60_000)), singleSource: true, singleSourceForm: 'f' },
      'sufficient',
    ],
    ['a single source without a form', { quotes: quotes(1, fen(60_000)), singleSource: true }, 'insufficient'],
    [
      'three quotes of the same supplier above 50,000',
      { quotes: quotes(3, fen(60_000)).map((quote) => ({ ...quote, supplier: 'S0' })) },
      'insufficient',
    ],
    [
      'a contract above 50,000 after one low quote',
      { quotes: quotes(1, 1), contractAmountCny: fen(50_000) + 1 },
      'insufficient',
    ],
    ['a choice that made no quote', { quotes: quotes(1, 1), chosenSupplier: 'S9', supplierName: 'S9' }, 'unqualified'],
    ['a supplier that is not qualified', { quotes: quotes(3, 1), chosenSupplier: 'S1' }, 'unqualified'],
  ])('with %s', (_, changes, verdict) => {
    expect(taken(decisions, 'quotes-required', { ...rfq, ...changes })).toBe(verdict);
  });
});

describe('the deposit check', () => {
  const order = {
    orderFigures: { amount: 100, depositShare: 0.3 },
    contractAmount: 100,
    payee: 'A',
    payeeName: 'A',
    supplierName: 'A',
    payeeAccountTail: '1234',
    accountTail: '1234',
    bankChanged: false,
  };

  it.each([
    ['30 % to the account on file', {}, 'clear'],
    ['a hair above 30 %', { orderFigures: { amount: 100, depositShare: 0.300001 } }, 'refused'],
    ['no deposit', { orderFigures: { amount: 100, depositShare: 0 } }, 'clear'],
    ['an order above the contract', { contractAmount: 99 }, 'refused'],
    ['another payee', { payee: 'B' }, 'refused'],
    ['a declared change of account', { bankChanged: true }, 'call-back'],
    ['an undeclared change of account', { payeeAccountTail: '9999' }, 'call-back'],
    [
      'no deposit, but a change of account for the balance',
      { bankChanged: true, orderFigures: { amount: 100, depositShare: 0 } },
      'call-back',
    ],
    ['no account on file', { payeeName: null }, 'refused'],
    ['an account in another name than the supplier', { supplierName: 'B' }, 'refused'],
  ])('of %s', (_, changes, verdict) => {
    expect(taken(decisions, 'deposit-check', { ...order, ...changes })).toBe(verdict);
  });
});

describe('the inspection verdict', () => {
  const sample = {
    criticalDefects: 0,
    majorDefects: 7,
    majorAcceptance: 7,
    minorDefects: 10,
    minorAcceptance: 10,
    labelsCorrect: true,
  };

  it.each([
    ['defects at the acceptance numbers', {}, 'accepted'],
    ['one critical defect', { criticalDefects: 1 }, 'rejected'],
    ['one major defect too many', { majorDefects: 8 }, 'rejected'],
    ['one minor defect too many', { minorDefects: 11 }, 'rejected'],
    ['a wrong label', { labelsCorrect: false }, 'rejected'],
  ])('of %s', (_, changes, verdict) => {
    expect(taken(decisions, 'inspection-verdict', { ...sample, ...changes })).toBe(verdict);
  });
});

describe('the three-way match', () => {
  const match = {
    settlement: { differenceShare: 0.005 },
    acceptedQuantity: 10,
    orderQuantity: 10,
    invoiceVerified: true,
  };

  it.each([
    ['a difference at the tolerance', {}, 'matched'],
    ['a difference above the tolerance', { settlement: { differenceShare: 0.00501 } }, 'different'],
    ['more than was ordered', { acceptedQuantity: 11 }, 'different'],
    ['an invoice that nobody verified', { invoiceVerified: false }, 'different'],
  ])('of %s', (_, changes, verdict) => {
    expect(taken(decisions, 'three-way-match', { ...match, ...changes })).toBe(verdict);
  });
});

describe('the category risk', () => {
  const goods = { marketAccess: 'open', category: 'home', forChildren: false, hasBattery: false, touchesFood: false };

  it.each([
    ['plain goods', {}, 'low'],
    ['toys', { category: 'toys' }, 'high'],
    ['a battery', { hasBattery: true }, 'high'],
    ['goods for children', { forChildren: true }, 'high'],
    ['goods under conditions', { marketAccess: 'restricted' }, 'high'],
    ['toys that a market bans', { category: 'toys', marketAccess: 'banned' }, 'banned'],
  ])('of %s', (_, changes, risk) => {
    expect(taken(decisions, 'category-risk', { ...goods, ...changes })).toBe(risk);
  });
});

describe('the admission of a supplier', () => {
  const supplier = {
    screeningResult: 'clear',
    auditScore: 70,
    scopeCovers: true,
    productLicences: true,
    ownersDeclared: true,
    relatedParty: false,
    categoryRisk: 'low',
  };

  it.each([
    ['an audit of 70', {}, 'eligible'],
    ['an audit of 69', { auditScore: 69 }, 'refused'],
    ['a hit', { screeningResult: 'hit' }, 'refused'],
    ['owners that are not declared', { ownersDeclared: false }, 'refused'],
    ['high risk', { categoryRisk: 'high' }, 'compliance'],
    ['a relation to our staff', { relatedParty: true }, 'compliance'],
  ])('with %s', (_, changes, admission) => {
    expect(taken(decisions, 'supplier-admission', { ...supplier, ...changes })).toBe(admission);
  });
});

describe('the grade of a supplier', () => {
  it.each([
    [59, 100, 'suspended'],
    [60, 69, 'improve'],
    [69, 70, 'watch'],
    [70, 0, 'good'],
  ])('with %i after %i is %s', (score, previousScore, grade) => {
    expect(taken(decisions, 'supplier-grade', { score, previousScore })).toBe(grade);
  });
});
