import { describe, expect, it } from 'vitest';
import { handedOverAtOnce } from './handedOver.ts';
import { Play, shippedDecisions, taken } from './play.ts';

const processes = await handedOverAtOnce();
const decisions = await shippedDecisions();

describe('a transport claim', () => {
  it.each([
    [200_000, 1, 'logistics-lead'],
    [200_001, 1, 'logistics-manager'],
  ])('of %i fen is approved by %s', (claimAmountCny, _, route) => {
    expect(taken(decisions, 'claim-route', { claimAmountCny })).toBe(route);
  });

  it('is valued in yuan before it is routed', () => {
    const play = new Play(processes, decisions, 'transportClaim', { orderKey: 'shop-1', exceptionKind: 'lost' });
    expect(play.do('openClaim', { claimAmount: 25_642, claimRate: 7.8 }).open).toEqual(['approveClaimManager']);
    expect(play.do('approveClaimManager', { verdict: 'rejected' }).open).toEqual(['openClaim']);
  });
});

describe('the supervision mode', () => {
  it.each([
    ['export', 'consumer', 'direct', false, '9610'],
    ['export', 'business', 'direct', false, '9710'],
    ['export', 'business', 'overseas-warehouse', false, '9810'],
    ['export', 'consumer', 'bonded', true, '1210'],
    ['import', 'consumer', 'bonded', true, '1210'],
    ['import', 'consumer', 'bonded', false, '1239'],
    ['import', 'consumer', 'direct', true, '9610'],
    ['import', 'business', 'direct', false, '0110'],
  ])('of %s, %s, %s, pilot city %s is %s', (tradeDirection, buyerKind, goodsPlace, pilotCity, mode) => {
    expect(taken(decisions, 'customs-mode', { tradeDirection, buyerKind, goodsPlace, pilotCity })).toBe(mode);
  });
});

describe('the admission of a carrier', () => {
  const nominated = {
    carrierName: '南风货运',
    carrierCode: '91440300MA5TEST01',
    carrierKind: 'carrier',
    carrierCountry: 'CN',
    carrierAddress: '深圳',
  };

  it('takes papers, screening and the manager, and ends with the insurance', () => {
    const play = new Play(processes, decisions, 'carrierAdmission', nominated).doAll(
      'collectCarrierFile',
      'approveCarrier',
    );
    expect(play.passed('carrierAdmitted')).toBe(1);
    expect(play.variables['admittedUntil']).toBe('2027-06-30');
  });

  it('ends with a notice when compliance blocks the name', () => {
    const play = new Play(processes, decisions, 'carrierAdmission', {
      ...nominated,
      carrierName: 'Osprey Lantern Shipping',
    });
    const blocked = play.do('collectCarrierFile').do('resolveHit', { verdict: 'rejected' });
    expect(blocked.passed('carrierRefused')).toBe(1);
    expect(blocked.notified).toEqual([{ to: 'requester', text: 'carrier-refused' }]);
  });

  it('is judged again before it lapses', () => {
    const play = new Play(processes, decisions, 'carrierRenewal', {});
    expect(play.open).toEqual(['collectCarrierFile']);
    expect(play.doAll('collectCarrierFile', 'approveCarrier').status).toBe('completed');
  });
});

describe('the monthly tax refund', () => {
  const given = [
    { orderKey: 'shop-1001', declarationNumber: 'D1', declaredOn: '2026-11-24', amount: 12_900, currency: 'EUR' },
  ];

  it('bothers nobody when there is nothing to refund', () => {
    const play = new Play(processes, decisions, 'taxRefund', {});
    expect([play.status, play.passed('nothingToRefund')]).toEqual(['completed', 1]);
  });

  it('is filed once declaration, invoice and receipt agree and the manager has approved', () => {
    const play = new Play(processes, decisions, 'taxRefund', { given });
    expect(play.doAll('matchPapers', 'approveRefund', 'fileRefund').passed('refundFiled')).toBe(1);
  });

  it('goes back for an agent who does not name the real principal', () => {
    const paper = {
      orderKey: 'shop-1001',
      treatment: 'exempt',
      receiptReference: 'R',
      receivedAmount: 12_900,
      receivedCurrency: 'EUR',
      isAgent: true,
    };
    const play = new Play(processes, decisions, 'taxRefund', { given }).do('matchPapers', { refundPapers: [paper] });
    expect(play.open).toEqual(['matchPapers']);
    expect(play.variables['refundProblems']).toEqual([{ orderKey: 'shop-1001', fault: 'principal-missing' }]);
  });
});
