import { describe, expect, it } from 'vitest';
import { checked, GOODS, ordered, signed, threeQuotes } from './purchases.ts';

describe('order and deposit', () => {
  it.each([
    ['more than 30 %', { depositAmount: 1_200_001 }],
    ['a payee that is not the other party', { payee: '某人' }],
    ['an order beyond the contract', { orderQuantity: 501 }],
  ])('sends the order back for %s', (_, changes) => {
    expect(signed().do('issueOrder', changes).open).toEqual(['issueOrder']);
  });

  it('pays no deposit when none is agreed', () => {
    expect(signed().do('issueOrder', { depositAmount: 0 }).open).toEqual(['confirmReady']);
    const changed = signed().do('issueOrder', { depositAmount: 0, bankChanged: true });
    expect(changed.do('callBack').open).toEqual(['confirmReady']);
  });

  it('has a second person call back when the account is not the one on file, even if nobody says that it changed', () => {
    const changed = signed().do('issueOrder', { payeeAccountTail: '8899' });
    expect(changed.open).toEqual(['callBack']);
    expect(changed.do('callBack').open).toEqual(['approveDeposit']);
  });

  it('lets nobody call back on an account that they ordered to themselves', () => {
    const changed = signed().do('issueOrder', { bankChanged: true });
    expect(changed.variablesOf('bankChangeCheck')['requester']).toEqual({ id: 'ma-jun' });
  });

  it('pays nothing when the call-back does not confirm the account', () => {
    const refuted = signed().do('issueOrder', { bankChanged: true }).do('callBack', { verdict: 'rejected' });
    expect(refuted.open).toEqual(['issueOrder']);
  });

  it('puts a deposit that was paid otherwise than approved before finance', () => {
    const approved = signed().doAll('issueOrder', 'approveDeposit');
    const other = approved.do('payDeposit', { paidAmount: 1_200_001 });
    expect(other.open).toEqual(['ruleDeposit']);
    expect(other.do('ruleDeposit', { verdict: 'rejected' }).open).toEqual(['payDeposit']);
    expect(other.do('payDeposit').open).toEqual(['confirmReady']);
  });

  it('gives the buyer the agreed lead time before goods are due', () => {
    const dueInDays = (ordered().due('confirmReady') - ordered().now) / 86_400_000;
    expect(dueInDays).toBe(20);
  });
});

describe('inspection and settlement', () => {
  it('has a rejected lot reworked and inspected again', () => {
    const rejected = ordered().do('confirmReady').do('inspectGoods', { criticalDefects: 1 });
    expect(rejected.open).toEqual(['decideDisposition']);
    expect(rejected.doAll('decideDisposition', 'inspectGoods').open).toEqual(['acceptGoods']);
  });

  it('is judged by the plan for what is ready, on as many pieces as the plan wants', () => {
    const ready = ordered().do('confirmReady');
    expect(ready.variables['sampling']).toMatchObject({ lotSize: 500, sampleSize: 50, majorAcceptance: 3 });
    expect(ready.do('inspectGoods', { sampleSize: 49 }).open).toEqual(['inspectGoods']);
    expect(ready.do('inspectGoods', { majorDefects: 4 }).open).toEqual(['decideDisposition']);
  });

  it('has the goods counted by somebody who is not told how many there should be', () => {
    const shown = ordered().doAll('confirmReady', 'inspectGoods').inputsOf('acceptGoods');
    expect(Object.keys(shown).toSorted()).toEqual(['item', 'orderNumber', 'sku', 'supplierName']);
  });

  it('accepts no more than came, and hands nothing to the warehouse when nothing is accepted', () => {
    const inspected = ordered().doAll('confirmReady', 'inspectGoods');
    const more = inspected.do('acceptGoods', { receivedQuantity: 499 }).do('confirmAcceptance');
    expect(more.open).toEqual(['acceptGoods']);
    const none = more.do('acceptGoods', { acceptedQuantity: 0 }).do('confirmAcceptance');
    expect(none.open).toEqual(['decideDisposition']);
  });

  it('keeps what customs ruled of the goods, with who ruled and who approved', () => {
    expect(ordered().doAll(...GOODS).variables['ruling']).toMatchObject({
      sku: 'TOWEL',
      markets: ['EU'],
      hsCode: '6302600000',
      exportControl: 'free',
      ruledBy: 'xia-lan',
      approvedBy: 'pan-ting',
    });
  });

  it('cancels the order and tells the requester when the lot is refused', () => {
    const refused = ordered()
      .do('confirmReady')
      .do('inspectGoods', { labelsCorrect: false })
      .do('decideDisposition', { disposition: 'refuse' })
      .do('claimSupplier');
    expect(refused.passed('cancelled')).toBe(1);
    expect(refused.notified).toEqual([{ to: 'requester', text: 'purchase-cancelled' }]);
  });

  it('has the goods counted again when quality does not confirm the receipt', () => {
    const again = ordered()
      .doAll('confirmReady', 'inspectGoods', 'acceptGoods')
      .do('confirmAcceptance', { verdict: 'rejected' });
    expect(again.open).toEqual(['acceptGoods']);
  });

  it('pays nothing before a difference above 0.5 % is resolved', () => {
    const different = ordered()
      .doAll(...GOODS)
      .do('registerInvoice', { invoiceAmount: 4_020_001 });
    expect(different.open).toEqual(['bookDelivery', 'resolveMismatch']);
    expect(different.do('resolveMismatch').do('registerInvoice', { invoiceAmount: 4_020_000 }).open).toEqual([
      'approveBalance',
      'bookDelivery',
    ]);
  });

  it('goes by all that is paid for the order when it asks who approves the balance', () => {
    const large = { quotes: threeQuotes.map((quote) => ({ ...quote, amount: 36_000_000 })) };
    const due = checked()
      .do('requestQuotes', large)
      .do('approveQuotes')
      .do('draftContract', { contractAmount: 36_000_000 })
      .doAll('reviewContract', 'approveContractGm', 'signContract')
      .do('issueOrder', { unitPrice: 72_000, depositAmount: 10_800_000 })
      .do('approveDeposit')
      .do('payDeposit', { paidAmount: 10_800_000 })
      .doAll(...GOODS)
      .do('registerInvoice', { invoiceAmount: 36_000_000 });
    expect(due.variables['settlement']).toMatchObject({ balance: 21_600_000, paymentsCny: 32_400_000 });
    expect(due.open).toContain('approveBalanceGm');
  });

  it('puts a balance that was paid otherwise than approved before finance', () => {
    const approved = ordered().doAll(...GOODS, 'registerInvoice', 'approveBalance');
    const other = approved.do('payBalance', { paidAmount: 2_399_999 });
    expect(other.open).toContain('ruleBalance');
    expect(other.do('ruleBalance').passed('settled')).toBe(1);
  });

  it('goes back to the buyer when finance does not approve the balance', () => {
    const refused = ordered()
      .doAll(...GOODS, 'registerInvoice')
      .do('approveBalance', { verdict: 'rejected' });
    expect(refused.open).toEqual(['bookDelivery', 'resolveMismatch']);
  });
});
