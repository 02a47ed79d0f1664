import { describe, expect, it } from 'vitest';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { listing, price } from './answers/orders.ts';
import { Play, shippedDecisions, shippedProcesses } from './play.ts';

const processes = await shippedProcesses();
const decisions = await shippedDecisions();

const play = (process: string, variables: Variables = {}) => new Play(processes, decisions, process, variables);

const requester = { id: 'lin-yue', department: 'operations' };
const LISTED = 'Balthazar Quillfether';
const buyer = { name: 'Anna Berg', country: 'DE', address: 'Hauptstraße 1, Berlin', key: 'b1' };

/** An order of so many lamps. */
function order({
  quantity = 1,
  unitPrice = 2_990,
  ...changes
}: Variables & { quantity?: number; unitPrice?: number } = {}) {
  return play('order', {
    channel: 'shop',
    salesOrderNumber: '1',
    placedAt: '2026-11-24T01:00:00Z',
    market: 'DE',
    currency: 'EUR',
    amount: quantity * unitPrice,
    lines: [{ sku: 'LAMP-1', quantity, unitPrice }],
    buyer,
    ...changes,
  });
}

const payment = { reference: 'p-1', amount: 2_990, currency: 'EUR', payer: 'ANNA  BERG' };
const dispatched = { trackingNumber: 'DE123456789', dispatchedAt: '2026-11-24T05:00:00Z' };

describe('an order', () => {
  it('goes from the shop to the door without anybody', () => {
    const clear = order().receive('payment-captured', { payment });
    expect(clear.variables).toMatchObject({ intake: { verdict: 'clear' }, paymentCheck: { verdict: 'matched' } });
    expect(clear.receive('shipment-dispatched', dispatched).receive('shipment-delivered').status).toBe('completed');
    expect(clear.passed('completed')).toBe(1);
  });

  it('at a wrong price goes on only when a lead has approved it', () => {
    const cheap = order({ unitPrice: 299 });
    expect(cheap.open).toEqual(['decideException']);
    cheap.do('decideException').do('approveException', { verdict: 'rejected' });
    expect(cheap.open).toEqual(['decideException']);
    const cancelled = cheap
      .do('decideException', { exceptionDecision: 'cancel', cancelCause: 'price-error' })
      .do('approveException');
    expect(cancelled.status).toBe('completed');
    expect(cancelled.variables['cancelCause']).toBe('price-error');
    expect(cancelled.passed('cancelled')).toBe(1);
  });

  it('to a forwarder in another country is released by the risk lead alone', () => {
    const risky = order({ buyer: { ...buyer, country: 'PL', address: 'Parcel Forwarding, Poznań' } });
    expect(risky.open).toEqual(['assessRisk']);
    expect(risky.do('assessRisk').open).toEqual(['approveRisk']);
    expect(risky.do('approveRisk', { verdict: 'rejected' }).open).toEqual(['assessRisk']);
    const refused = risky.do('assessRisk', { riskDecision: 'cancel' });
    expect([refused.status, refused.variables['cancelCause']]).toEqual(['completed', 'risk']);
  });

  it('is not released before identity, address and payment are checked', () => {
    const risky = order({ buyer: { ...buyer, country: 'PL', address: 'Parcel Forwarding, Poznań' } });
    expect(risky.do('assessRisk', { addressChecked: false }).open).toEqual(['assessRisk']);
    expect(risky.do('assessRisk').open).toEqual(['approveRisk']);
  });

  it('that was paid by a card in doubt goes to the risk analyst, and on when the lead has released it', () => {
    const doubted = order().receive('payment-captured', { payment: { ...payment, threeDs: 'failed' } });
    expect([doubted.open, doubted.passed('allocateStock')]).toEqual([['assessRisk'], 0]);
    expect(doubted.doAll('assessRisk', 'approveRisk').passed('allocateStock')).toBe(1);
    const both = order().receive('payment-captured', { payment: { ...payment, amount: 1, avs: 'mismatch' } });
    expect(both.doAll('assessRisk', 'approveRisk').open).toEqual(['confirmPayment']);
    const kept = order().receive('payment-captured', { payment: { ...payment, avs: 'mismatch' } });
    expect(kept.do('assessRisk', { riskDecision: 'cancel' }).variables['cancelCause']).toBe('risk');
  });

  it('above the import limit is refused without anybody being asked', () => {
    const many = order({ market: 'CN', quantity: 30, buyer: { ...buyer, country: 'CN', idNumber: '310000' } });
    expect(many.status).toBe('completed');
    expect(many.variables).toMatchObject({ cancelCause: 'import-limit', intake: { refusals: ['import-single'] } });
  });

  it('of a buyer on a list stops unless compliance releases the hit', () => {
    const hit = order({ buyer: { ...buyer, name: LISTED } });
    expect(hit.open).toEqual(['resolveHit']);
    const blocked = hit.do('resolveHit', { verdict: 'rejected' });
    expect([blocked.status, blocked.variables['cancelCause']]).toEqual(['completed', 'sanctions']);
  });

  it('that was paid by somebody else waits for finance', () => {
    const other = order().receive('payment-captured', { payment: { ...payment, payer: 'Carla Lang' } });
    expect(other.open).toEqual(['confirmPayment']);
    expect(other.variables).toMatchObject({ paymentCheck: { reasons: ['payer'] } });
    expect(other.do('confirmPayment').passed('allocateStock')).toBe(1);
  });

  it('is not cancelled for an exception without a cause', () => {
    const cheap = order({ unitPrice: 299 });
    expect(cheap.do('decideException', { exceptionDecision: 'cancel' }).open).toEqual(['decideException']);
    const named = cheap.do('decideException', { exceptionDecision: 'cancel', cancelCause: 'price-error' });
    expect(named.open).toEqual(['approveException']);
  });

  it('is cancelled by message, and by its shipment when that comes to nothing', () => {
    const early = order().receive('cancel-requested', { cancelCause: 'buyer-request', cancelledBy: 'bai-lu' });
    expect([early.status, early.variables['cancelCause']]).toEqual(['completed', 'buyer-request']);
    const lost = order().receive('payment-captured', { payment }).receive('shipment-dispatched', dispatched);
    lost.receive('shipment-stopped', { reason: 'seized' });
    expect(lost.variables['cancelCause']).toBe('undelivered');
    expect(lost.passed('cancelOrder')).toBe(1);
  });

  it('that is cancelled after it was paid gives the money back, approved and paid like every refund', () => {
    const paid = order().receive('payment-captured', { payment });
    const cancelled = paid.receive('cancel-requested', { cancelCause: 'buyer-request', cancelledBy: 'bai-lu' });
    expect(cancelled.open).toEqual(['valueRefund']);
    const valued = cancelled.do('valueRefund');
    const refunded = valued.doAll(...valued.open);
    expect(refunded.open).toEqual(['executeRefund']);
    expect(refunded.do('executeRefund', { refundedAmount: 1 }).open).toEqual(['executeRefund']);
    const paidBack = refunded.do('executeRefund', { refundedAmount: payment.amount });
    expect([paidBack.status, paidBack.open]).toEqual(['completed', []]);
  });

  it('that is paid and not dispatched in time has somebody explain it', () => {
    const slow = order().receive('payment-captured', { payment }).waitFor('explainDelay');
    expect(slow.do('explainDelay').receive('shipment-dispatched', dispatched).passed('awaitDispatch')).toBe(1);
  });

  it('counts its handling time from the payment, however long it took to be paid', () => {
    const doubted = order({ unitPrice: 299 }).waitUntil(({ now }) => now >= Date.UTC(2026, 10, 24, 5));
    doubted.doAll('decideException', 'approveException');
    const paidLate = doubted.receive('payment-captured', { payment: { ...payment, amount: 299 } });
    const paidAt = paidLate.now;
    expect(paidLate.waitFor('explainDelay').now - paidAt).toBeGreaterThanOrEqual(3 * 86_400_000);
    expect(paidLate.do('explainDelay').receive('shipment-dispatched', dispatched).passed('trackingValid')).toBe(1);
  });

  it('dispatched without a tracking number is completed by a person', () => {
    const bare = order()
      .receive('payment-captured', { payment })
      .receive('shipment-dispatched', { trackingNumber: '' });
    expect(bare.open).toEqual(['confirmTracking']);
    expect(bare.do('confirmTracking').receive('shipment-delivered').status).toBe('completed');
  });
});

describe('an order that is short', () => {
  it('waits for its stock, and asks when that takes too long', () => {
    const short = order({ quantity: 12 }).doAll('decideException', 'approveException');
    short.receive('payment-captured', { payment: { ...payment, amount: 12 * 2_990 } }).waitFor('decideException');
    short.doAll('decideException', 'approveException').receive('stock-allocated');
    expect(short.passed('allocateStock')).toBe(1);
  });
});

describe('a request to cancel', () => {
  const ask = (cancelCause: string) =>
    play('orderCancellation', { requester, orderKey: 'shop-1', cancelCause, cancelReason: '…' });

  it('of the buyer needs nobody; our own fault needs the lead', () => {
    expect(ask('buyer-request').passed('requested')).toBe(1);
    const ours = ask('price-error');
    expect(ours.open).toEqual(['approveCancellation']);
    expect(ours.do('approveCancellation', { verdict: 'rejected' }).passed('keptOrder')).toBe(1);
  });
});

describe('a payment that no order takes', () => {
  const stray = (strayKind: string) =>
    play('strayPayment', { orderKey: 'shop-1', strayKind, payment, customer: 'b1', lines: [{ sku: 'LAMP-1' }] });

  it('of a cancelled order is given back by itself, to where it came from', () => {
    const late = stray('order-cancelled');
    expect(late.open).toEqual(['valueRefund']);
    late.do('valueRefund');
    expect(late.doAll(...late.open).inputsOf('executeRefund')).toMatchObject({ paidBy: 'p-1' });
  });

  it.each(['paid-twice', 'order-unknown'])('%s is looked into, and kept only when finance agrees', (strayKind) => {
    const found = stray(strayKind);
    expect(found.open).toEqual(['clarifyStray']);
    found.do('clarifyStray', { strayDecision: 'book' }).do('approveBooking', { verdict: 'rejected' });
    expect(found.do('clarifyStray').open).toEqual(['valueRefund']);
    expect(
      stray(strayKind).do('clarifyStray', { strayDecision: 'book' }).do('approveBooking').passed('strayBooked'),
    ).toBe(1);
  });

  it('is looked for without anybody', () => {
    expect(play('paymentWatch').status).toBe('completed');
  });
});

describe('a list of prices', () => {
  it('is in force when whoever may has approved it', () => {
    const list = play('priceList', { priceListId: 'import-1' });
    expect(list.open).toEqual(['approveListManager']);
    expect(list.do('approveListManager').passed('priceListInForce')).toBe(1);
    const refused = play('priceList', { priceListId: 'import-1' }).do('approveListManager', { verdict: 'rejected' });
    expect(refused.passed('applyPriceList')).toBe(0);
  });
});

describe('a listing', () => {
  it('that is complete is reviewed by another person and published with a screenshot', () => {
    const done = play('listing', { requester, ...listing }).doAll('reviewListing', 'publishListing');
    expect(done.status).toBe('completed');
    const unchecked = play('listing', { requester, ...listing }).do('reviewListing', { rightsChecked: false });
    expect(unchecked.open).toEqual(['reviewListing']);
  });

  it('with a banned word or without a responsible person goes back', () => {
    const banned = play('listing', { requester, ...listing, listingText: '全网第一的露营灯', responsiblePerson: '' });
    expect(banned.variables['listingCheck']).toMatchObject({
      faults: ['gpsr-responsible', 'banned-word'],
      bannedWords: ['全网第一'],
    });
    expect(banned.open).toEqual(['reviseListing']);
    expect(banned.do('reviseListing').open).toEqual(['reviewListing']);
  });

  it('that compares itself with others is judged by legal first', () => {
    const claim = play('listing', { requester, ...listing, listingText: 'Better than any other lamp.' });
    expect(claim.open).toEqual(['reviewClaims']);
    expect(claim.do('reviewClaims').open).toEqual(['reviewListing']);
  });
});

describe('a change of price', () => {
  const change = (newPrice: number, more: Variables = {}) =>
    play('pricing', { requester, ...price, newPrice, ...more });

  it.each([
    [2_700, 'approvePriceLead'],
    [2_400, 'approvePriceManager'],
    [2_300, 'approvePriceGm'],
    [890, 'approvePriceGm'],
  ])('to %i is approved at %s', (newPrice, node) => {
    const asked = change(newPrice);
    expect(asked.open).toEqual([node]);
    expect(asked.do(node).passed('priced')).toBe(1);
  });

  it('that names an earlier price which never was goes back', () => {
    const invented = change(2_700, { isPromotion: true, announcedPrice: 3_990 });
    expect(invented.open).toEqual(['revisePrice']);
    expect(invented.do('revisePrice', { newPrice: 2_700 }).open).toEqual(['approvePriceLead']);
  });
});

describe('the watch over sales', () => {
  it('closes payouts that match and has the others explained', () => {
    const run = play('payoutReconciliation');
    expect(run.open).toEqual(['explainDifference']);
    run.do('explainDifference').do('approveDifferences', { verdict: 'rejected' });
    run.do('explainDifference', { licensedChannel: false }).do('approveDifferences');
    expect(run.open).toEqual(['explainDifference']);
    expect(run.doAll('explainDifference', 'approveDifferences').status).toBe('completed');
  });

  it('asks for a plan when an account is amber, and for the manager when it is red', () => {
    expect(play('accountHealth').do('readSnapshot').status).toBe('completed');
    const amber = play('accountHealth').do('readSnapshot', { lateShipments: 3.2 });
    expect(amber.do('planMeasures').status).toBe('completed');
    const red = play('accountHealth').do('readSnapshot', { orderDefects: 1 }).do('planMeasures');
    expect(red.do('approveAccountPlan').status).toBe('completed');
  });

  it('files the taxes of a month and has them checked', () => {
    const filed = play('salesTax').do('fileReturns').do('approveReturns', { verdict: 'rejected' });
    expect(filed.doAll('fileReturns', 'approveReturns').status).toBe('completed');
  });

  it('has the data protection officer confirm what is not masked', () => {
    expect(play('privacySweep').do('confirmExceptions').status).toBe('completed');
  });
});
