import { describe, expect, it } from 'vitest';
import { Play, shippedDecisions, shippedProcesses, taken } from './play.ts';

const processes = await shippedProcesses();
const decisions = await shippedDecisions();
const play = (process: string, variables = {}) => new Play(processes, decisions, process, variables);

const HOUR_MS = 3_600_000;

describe('the authority for a refund', () => {
  const check = { amountUsd: 3_000, reasons: [] as string[] };

  it.each([
    ['30 dollars', {}, 'agent'],
    ['a cent above 30', { amountUsd: 3_001 }, 'lead'],
    ['100 dollars', { amountUsd: 10_000 }, 'lead'],
    ['a cent above 100', { amountUsd: 10_001 }, 'manager'],
    ['500 dollars', { amountUsd: 50_000 }, 'manager'],
    ['a cent above 500', { amountUsd: 50_001 }, 'finance'],
    ['2,000 dollars', { amountUsd: 200_000 }, 'finance'],
    ['a cent above 2,000', { amountUsd: 200_001 }, 'general-manager'],
    ['little above the cap of the day', { reasons: ['agent-daily-cap'] }, 'lead'],
    ['little for a customer who asks often', { reasons: ['customer-velocity'] }, 'lead'],
    ['the tenth of one article in a day', { reasons: ['same-sku'] }, 'general-manager'],
    ['more than was paid', { reasons: ['above-payment'] }, 'finance'],
    ['another currency than was paid in', { reasons: ['other-currency'] }, 'finance'],
    ['little that nobody asked for', { reasons: ['handler-unknown'] }, 'lead'],
    ['little after much of the same order', { amountUsd: 100, orderUsd: 9_901 }, 'manager'],
    ['the rest of 30 dollars of the same order', { amountUsd: 100, orderUsd: 2_900 }, 'agent'],
  ])('of %s lies with the right tier', (_, changes, tier) => {
    expect(taken(decisions, 'refund-authority', { refundCheck: { ...check, ...changes } })).toBe(tier);
  });

  const approvalOf = (id: string) => {
    const node = processes.find((it) => it.id === 'refundApproval')?.nodes[id];
    return node?.kind === 'userTask' ? node.approval : undefined;
  };
  const asked = (amount: number, more = {}) =>
    play('refundApproval', { order: 'a-1', amount, currency: 'USD', ...more });

  it('is the agent’s own up to 30 dollars', () => {
    const own = asked(3_000);
    expect(own.status).toBe('completed');
    expect(own.variables['refund']).toMatchObject({ verdict: 'approved', tier: 'agent' });
  });

  it('is not the agent’s any more when the day’s cap is reached', () => {
    const ledger = { agentTodayUsd: 14_000, customerRefunds: 0, sameSkuToday: 0, isAbovePayment: false };
    expect(asked(1_000, { ledger }).variables['tier']).toBe('agent');
    expect(asked(1_001, { ledger }).open).toEqual(['approveRefundLead']);
  });

  it('needs manager and finance above 500 dollars, both', () => {
    const both = asked(50_001).do('approveRefundManager');
    expect(both.open).toEqual(['approveRefundFinance']);
    expect(both.do('approveRefundFinance').variables['refund']).toMatchObject({ verdict: 'approved' });
    const refused = asked(50_001).do('approveRefundManager', { verdict: 'rejected' });
    expect(refused.variables['refund']).toMatchObject({ verdict: 'rejected', tier: 'finance' });
  });

  it('needs the general manager and quality above 2,000 dollars, and one refusal is enough', () => {
    const top = asked(200_001);
    expect(top.open).toEqual(['approveRefundGm', 'approveRefundQuality']);
    const approvers = ['approveRefundGm', 'approveRefundQuality'] as const;
    for (const [node, other] of [approvers, approvers.toReversed()])
      expect(approvalOf(node ?? '')?.notBy).toContain(other);
    top.do('approveRefundGm').do('approveRefundQuality', { verdict: 'rejected' });
    expect(top.variables['refund']).toMatchObject({ verdict: 'rejected' });
  });

  it('waits for finance to value a currency without a rate', () => {
    const unknown = asked(500_000, { currency: 'NGN' });
    expect(unknown.open).toEqual(['valueRefund']);
    expect(unknown.do('valueRefund').open).toEqual(['approveRefundLead']);
    expect(unknown.due('approveRefundLead') - unknown.now).toBe(16 * HOUR_MS);
  });
});

describe('the payment of a refund', () => {
  const due = { order: 'shop-1', refund: { id: 'refundApproval/1' }, refundAmount: 8_000, currency: 'USD' };

  it('is due when the law or the three days say, whichever is first', () => {
    const payBy = (at: string) => {
      const paying = play('refundPayment', { ...due, refund: { id: 'refundApproval/1', payBy: at } });
      return (paying.due('executeRefund') - paying.now) / HOUR_MS;
    };
    expect(payBy('2026-11-25T01:00:00Z')).toBe(24);
    expect(payBy('2026-11-23T01:00:00Z')).toBe(1);
    const usual = play('refundPayment', due);
    expect((usual.due('executeRefund') - usual.now) / HOUR_MS).toBe(72);
  });

  it.each([
    ['another amount', { refundedAmount: 8_001 }, ['amount']],
    ['another instrument', { instrumentReference: 'pay_2' }, ['instrument']],
  ])('to %s comes back to the cashier', (_, changes, reasons) => {
    const wrong = play('refundPayment', due).do('executeRefund', changes);
    expect(wrong.open).toEqual(['executeRefund']);
    expect(wrong.variables['executionCheck']).toMatchObject({ verdict: 'refused', reasons });
    expect(wrong.do('executeRefund').status).toBe('completed');
  });

  it('without a payment on file is confirmed by finance', () => {
    const unknown = play('refundPayment', { ...due, order: 'shop-0' }).do('executeRefund');
    expect(unknown.open).toEqual(['confirmInstrument']);
    expect(unknown.do('confirmInstrument').status).toBe('completed');
  });
});
