import { describe, expect, it } from 'vitest';
import { categoryOf, chargebackClock, judgePack } from '../../domain/chargeback.ts';
import { judgeExecution, measureRefund, payRefundBy, refundVerdict } from '../../domain/refund.ts';
import { judgeReturn, waitFor } from '../../domain/returnWindow.ts';

describe('a return window', () => {
  const request = { market: 'DE', deliveredAt: '2026-11-02T10:00:00Z', requestedAt: '2026-11-16T10:00:00Z' };

  it.each([
    ['the EU’s fourteenth day', {}, 'inside', 'eu-withdrawal'],
    ['the day after', { requestedAt: '2026-11-18T12:00:00Z' }, 'outside', 'eu-withdrawal'],
    ['China’s seventh day', { market: 'CN', requestedAt: '2026-11-09T12:00:00Z' }, 'inside', 'cn-no-reason'],
    ['China’s ninth day', { market: 'CN', requestedAt: '2026-11-12T12:00:00Z' }, 'outside', 'cn-no-reason'],
    ['a longer rule of the platform', { platformDays: 30, requestedAt: '2026-11-30' }, 'inside', 'platform'],
    ['a shorter rule of the platform', { platformDays: 7 }, 'inside', 'eu-withdrawal'],
    ['goods without the right', { isExcluded: true }, 'outside', 'none'],
    [
      'goods without the right, taken back by the platform',
      { isExcluded: true, platformDays: 15 },
      'inside',
      'platform',
    ],
    ['a market without a rule', { market: 'US' }, 'unknown', 'none'],
    ['an order whose delivery is not on file', { deliveredAt: undefined }, 'unknown', 'eu-withdrawal'],
  ])('on %s', (_, changes, verdict, basis) => {
    expect(judgeReturn({ ...request, ...changes })).toMatchObject({ verdict, basis });
  });

  it('counts the zone that is better for the customer, where a market has several', () => {
    const midnight = { platformDays: 7, deliveredAt: '2026-11-02T12:00:00Z', requestedAt: '2026-11-11T08:00:00Z' };
    const last = { deliveredOn: '2026-11-03', lastDay: '2026-11-10' };
    expect(judgeReturn({ ...midnight, market: 'US' })).toMatchObject({ verdict: 'inside', ...last });
  });

  it('of China ends at midnight there', () => {
    const china = { market: 'CN', deliveredAt: '2026-11-02T15:59:00Z' };
    expect(judgeReturn({ ...china, requestedAt: '2026-11-09T15:59:00Z' })).toMatchObject({
      verdict: 'inside',
      lastDay: '2026-11-09',
    });
    expect(judgeReturn({ ...china, requestedAt: '2026-11-09T16:00:00Z' }).verdict).toBe('outside');
    expect(
      judgeReturn({ ...china, deliveredAt: '2026-11-02T16:00:00Z', requestedAt: '2026-11-09T16:00:00Z' }),
    ).toMatchObject({
      verdict: 'inside',
      lastDay: '2026-11-10',
    });
  });

  it('of the EU does not end on a weekend', () => {
    const saturday = { ...request, deliveredAt: '2026-11-07', requestedAt: '2026-11-23' };
    expect(judgeReturn(saturday)).toMatchObject({ verdict: 'inside', lastDay: '2026-11-23' });
    expect(judgeReturn({ ...saturday, market: 'GB' })).toMatchObject({ verdict: 'outside', lastDay: '2026-11-21' });
  });

  it('is waited for at least as long as it is open', () => {
    expect([waitFor('CN'), waitFor('CN', 30), waitFor('US')]).toEqual(['P10D', 'P33D', 'P33D']);
  });
});

describe('a refund measured', () => {
  const ledger = {
    amountUsd: 1_000,
    orderUsd: 0,
    agentTodayUsd: 0,
    customerRefunds: 0,
    sameSkuToday: 0,
    isAbovePayment: false,
    isOtherCurrency: false,
    hasHandler: true,
  };

  it.each([
    ['within every limit', {}, []],
    ['at the cap of the day', { agentTodayUsd: 14_000 }, []],
    ['a cent above the cap', { agentTodayUsd: 14_001 }, ['agent-daily-cap']],
    ['as the customer’s third', { customerRefunds: 2 }, []],
    ['as the customer’s fourth', { customerRefunds: 3 }, ['customer-velocity']],
    ['as the tenth of the article', { sameSkuToday: 9 }, ['same-sku']],
    ['above the payment', { isAbovePayment: true }, ['above-payment']],
    ['in another currency than was paid', { isOtherCurrency: true }, ['other-currency']],
    ['that nobody asked for', { hasHandler: false }, ['handler-unknown']],
    ['without a rate', { amountUsd: undefined }, ['rate-missing']],
  ])('%s', (_, changes, reasons) => {
    expect(measureRefund({ ...ledger, ...changes }).reasons).toEqual(reasons);
  });

  it('is approved only by all whom its tier asks', () => {
    expect(refundVerdict('agent', {})).toBe('approved');
    expect(refundVerdict('lead', {})).toBe('rejected');
    expect(refundVerdict('finance', { managerDecision: 'approved' })).toBe('rejected');
    expect(refundVerdict('finance', { managerDecision: 'approved', financeDecision: 'approved' })).toBe('approved');
  });

  it('is paid within three days, and in the EU within fourteen of the withdrawal', () => {
    const by = (withdrawnAt: string | undefined, market = 'DE') =>
      payRefundBy('2026-11-24T00:00:00Z', { market, withdrawnAt }).slice(0, 10);
    expect([by(undefined), by('2026-11-20'), by('2026-11-12'), by('2026-11-12', 'US')]).toEqual([
      '2026-11-27',
      '2026-11-27',
      '2026-11-26',
      '2026-11-27',
    ]);
  });

  it('is not paid under a reference that another refund has', () => {
    const paid = { approvedAmount: 1, refundedAmount: 1, paymentReference: 'p', instrumentReference: 'p' };
    expect(judgeExecution({ ...paid, isReferenceUsed: true }).reasons).toEqual(['reference-used']);
    expect(judgeExecution({ ...paid, isReferenceUsed: false }).verdict).toBe('matched');
  });
});

describe('a dispute', () => {
  it('runs by the shorter of our clock and the scheme’s', () => {
    expect(chargebackClock('2026-11-24T00:00:00Z')).toEqual({
      openedAt: '2026-11-24T00:00:00.000Z',
      evidenceBy: '2026-11-26T00:00:00.000Z',
      fileBy: '2026-11-29T00:00:00.000Z',
      lostAfter: '2026-12-01T00:00:00.000Z',
    });
    const { fileBy, lostAfter } = chargebackClock('2026-11-24T00:00:00Z', '2026-11-28T00:00:00Z');
    expect([fileBy, lostAfter]).toEqual(['2026-11-28T00:00:00.000Z', '2026-11-28T00:00:00.000Z']);
  });

  it('has the pack of its reason code, and of an unknown one none', () => {
    expect([categoryOf('13.1'), categoryOf('FRAUDULENT'), categoryOf('toString')]).toEqual([
      'not-received',
      'fraud',
      undefined,
    ]);
    expect(judgePack('duplicate', [{ kind: 'order-record' }]).missing).toEqual(['second-order-record']);
    expect(judgePack('duplicate', [], '  ').verdict).toBe('incomplete');
  });
});
