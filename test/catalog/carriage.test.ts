import { describe, expect, it } from 'vitest';
import { handedOverAtOnce } from './handedOver.ts';
import { Play, shippedDecisions, taken } from './play.ts';

const processes = await handedOverAtOnce();
const decisions = await shippedDecisions();
const HOUR_MS = 3_600_000;

describe('a transport claim', () => {
  it.each([
    [200_000, 1, 'logistics-lead'],
    [200_001, 1, 'logistics-manager'],
  ])('of %i fen is approved by %s', (claimAmountCny, _, route) => {
    expect(taken(decisions, 'claim-route', { claimAmountCny })).toBe(route);
  });

  it('is valued in yuan before it is routed', () => {
    const play = new Play(processes, decisions, 'transportClaim', { orderKey: 'shop-1', exceptionKind: 'lost' });
    expect(play.do('openClaim', { claimAmount: 25_642 }).open).toEqual(['approveClaimManager']);
    expect(play.do('approveClaimManager', { verdict: 'rejected' }).open).toEqual(['openClaim']);
    expect(play.do('openClaim', { claimAmount: 25_600 }).open).toEqual(['approveClaimLead']);
  });

  it('goes to the manager, however small, in a currency without a rate', () => {
    const play = new Play(processes, decisions, 'transportClaim', { orderKey: 'shop-1', exceptionKind: 'lost' });
    expect(play.do('openClaim', { claimAmount: 1, claimCurrency: 'XTS' }).open).toEqual(['approveClaimManager']);
  });

  it('of seized goods stops their sale before anything else, within two hours; all is filed within seven days', () => {
    const seized = new Play(processes, decisions, 'transportClaim', {
      orderKey: 'shop-1',
      exceptionKind: 'seized',
      exceptionNote: '海关扣留',
      lines: [{ sku: 'TOWEL-01', quantity: 1, unitPrice: 1 }],
      market: 'DE',
    });
    const since = seized.now;
    expect(seized.open).toContain('openClaim');
    expect(seized.member('safetyIncident/shop-1')).toBe(true);
    expect(seized.variablesOf('stopSale')).toMatchObject({ skus: ['TOWEL-01'] });
    expect(seized.due('confirmDelisting') - since).toBe(2 * HOUR_MS);
    let latest = since;
    for (const node of ['openClaim', 'approveClaimLead', 'fileClaim']) {
      latest += seized.due(node) - seized.now;
      seized.do(node);
    }
    expect(latest - since).toBeLessThanOrEqual(7 * 24 * HOUR_MS);
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
    ['import', 'consumer', 'overseas-warehouse', false, '9610'],
    ['export', 'business', 'bonded', false, '0110'],
    ['import', 'business', 'direct', false, '0110'],
  ])('of %s, %s, %s, pilot city %s is %s', (tradeDirection, buyerKind, goodsPlace, pilotCity, mode) => {
    expect(taken(decisions, 'customs-mode', { tradeDirection, buyerKind, goodsPlace, pilotCity })).toBe(mode);
  });

  it('of a trade that no rule knows is none: a person has to look', () => {
    const unknown = { tradeDirection: 'export', buyerKind: 'consumer', goodsPlace: 'elsewhere', pilotCity: false };
    expect(taken(decisions, 'customs-mode', unknown)).toBeNull();
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
    expect(blocked.variables['carrierBarred']).toBe(true);
  });

  it('asks for papers again that have lapsed, and says which', () => {
    const play = new Play(processes, decisions, 'carrierAdmission', nominated);
    play.do('collectCarrierFile', { insuredUntil: '2026-11-24' });
    expect([play.open, play.variables['papersLapsed']]).toEqual([['collectCarrierFile'], ['insurance']]);
    expect(play.do('collectCarrierFile', { insuredUntil: '2026-11-25' }).open).toEqual(['approveCarrier']);
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

  it('waits for the next month with what is not complete, without holding up the rest', () => {
    const waiting = { orderKey: 'shop-1001', treatment: 'defer', deferReason: '未收汇', isAgent: false };
    const play = new Play(processes, decisions, 'taxRefund', { given }).do('matchPapers', { refundPapers: [waiting] });
    expect([play.do('approveRefund').passed('refundFiled'), play.passed('fileRefund')]).toEqual([1, 0]);
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
