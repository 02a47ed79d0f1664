import { describe, expect, it } from 'vitest';
import { request } from './answers.ts';
import { Play, shippedDecisions, shippedProcesses } from './play.ts';

const processes = await shippedProcesses();
const decisions = await shippedDecisions();
const requester = { id: 'lin-yue', department: 'operations' };
const purchase = (start = {}) => new Play(processes, decisions, 'procurement', { ...request, ...start, requester });

const RIGHTS = ['clearIpr', 'approveIpr'];
const SUPPLIER = ['nameSupplier', 'collectDossier', 'auditFactory', 'screenSupplier', 'approveSupplier'];
const SAMPLES = ['testSamples', 'approveSamples'];
const CUSTOMS = ['classifyGoods', 'approveRuling'];
const PROPOSAL = ['propose', 'approveProposal'];
const CHECKS = [...RIGHTS, ...SUPPLIER, ...SAMPLES, ...CUSTOMS];
const CONTRACT = [
  'requestQuotes',
  'approveQuotes',
  'draftContract',
  'reviewContract',
  'approveContractManager',
  'signContract',
];
const DEPOSIT = ['issueOrder', 'approveDeposit', 'payDeposit'];
const GOODS = ['confirmReady', 'inspectGoods', 'acceptGoods', 'confirmAcceptance'];
const SETTLEMENT = ['registerInvoice', 'approveBalance', 'payBalance'];

const threeQuotes = ['苏州棉语纺织有限公司', '南通织造厂', '海门家纺公司'].map((supplier) => ({
  supplier,
  amount: 4_000_000,
  leadTimeDays: 20,
  quotation: 'file-1',
}));

const checked = (start = {}) => purchase(start).doAll(...PROPOSAL, ...CHECKS);
const signed = () => checked().doAll(...CONTRACT);
const ordered = () => signed().doAll(...DEPOSIT);

describe('a purchase', () => {
  it('runs from proposal to settlement', () => {
    const done = ordered().doAll(...GOODS, ...SETTLEMENT);
    expect(done.status).toBe('completed');
    expect(done.passed('settled')).toBe(1);
    expect(done.notified).toEqual([{ to: 'requester', text: 'purchase-settled' }]);
  });

  it('begins a lot in the warehouse once the goods are accepted, under its own business key', () => {
    const accepted = ordered().doAll(...GOODS);
    expect(accepted.task('bookDelivery').member).toBe('inboundLot/CG-1');
    expect(accepted.variablesOf('inboundLot')).toEqual({
      sku: 'TOWEL',
      lotNumber: 'B1',
      item: '纯棉毛巾',
      quantity: 500,
      markets: ['EU'],
      papers: ['GPSR'],
      isDangerous: false,
      isBonded: false,
      isBrandRestricted: false,
      expiresOn: null,
      unitCost: 8_000,
      purchaseOrder: 'PO-1',
      inspectionReleased: true,
      supplierName: '苏州棉语纺织有限公司',
    });
    expect(accepted.messages).toEqual([]);
  });

  it('keeps the retention and the deposit back from the balance', () => {
    const { settlement } = ordered().doAll(...GOODS, 'registerInvoice').variables;
    expect(settlement).toMatchObject({
      received: 4_000_000,
      difference: 0,
      paid: 1_200_000,
      retention: 400_000,
      balance: 2_400_000,
    });
  });

  it('ends with a notice to the requester when the proposal is not approved', () => {
    const rejected = purchase().do('propose').do('approveProposal', { verdict: 'rejected' });
    expect(rejected.status).toBe('completed');
    expect(rejected.passed('rejected')).toBe(1);
    expect(rejected.notified).toEqual([{ to: 'requester', text: 'purchase-rejected' }]);
  });

  it('is not even put before the category manager when a market bans the goods', () => {
    const banned = purchase().do('propose', { marketAccess: 'banned' });
    expect(banned.passed('approveProposal')).toBe(0);
    expect(banned.passed('rejected')).toBe(1);
  });

  it('goes back to the requester when the category manager returns it', () => {
    const returned = purchase().do('propose').return('approveProposal', 'propose');
    expect(returned.open).toEqual(['propose']);
    expect(returned.doAll('propose', 'approveProposal').open).toEqual(['classifyGoods', 'clearIpr', 'nameSupplier']);
  });
});

describe('the admission checks', () => {
  it('run side by side and are waited for before quotes are asked for', () => {
    const waiting = purchase().doAll(...PROPOSAL, ...RIGHTS, ...CUSTOMS);
    expect(waiting.open).toEqual(['nameSupplier']);
    expect(waiting.doAll(...SUPPLIER, ...SAMPLES).open).toEqual(['requestQuotes']);
  });

  it('stop the purchase and withdraw the other checks when the authorisation chain is broken', () => {
    const barred = purchase()
      .doAll(...PROPOSAL)
      .do('clearIpr', { brandChain: 'broken' });
    expect(barred.status).toBe('completed');
    expect(barred.open).toEqual([]);
    expect(barred.notified).toEqual([{ to: 'requester', text: 'purchase-barred' }]);
  });

  it('want China and every market searched, and an authorisation that has not lapsed', () => {
    const searched = (changes: Readonly<Record<string, unknown>>) =>
      purchase()
        .doAll(...PROPOSAL)
        .do('clearIpr', changes);
    expect(searched({ searchedMarkets: ['EU'] }).open).toContain('clearIpr');
    expect(searched({ brandChain: 'complete' }).open).toContain('clearIpr');
    expect(searched({ brandChain: 'complete', authorisedUntil: '2027-11-24' }).open).toContain('approveIpr');
    expect(searched({ brandChain: 'complete', authorisedUntil: '2026-11-24' }).passed('stopped')).toBe(1);
  });

  it.each([
    ['a failed test', { sampleResult: 'fail' }, 'replaceSupplier'],
    ['a laboratory without accreditation', { labAccredited: false }, 'testSamples'],
    ['a report of another model', { reportMatchesModel: false }, 'testSamples'],
    ['certificates that lapse today', { certificatesUntil: '2026-11-24' }, 'testSamples'],
    ['no safety file for the EU', { papers: ['OTHER'] }, 'testSamples'],
  ])('put no samples before the quality manager with %s', (_, changes, next) => {
    const tested = purchase().doAll(...PROPOSAL, ...SUPPLIER);
    expect(tested.do('testSamples', changes).open).toContain(next);
  });

  it('want a report on the battery, if there is one', () => {
    const tested = purchase()
      .do('propose', { hasBattery: true })
      .doAll('approveProposal', ...SUPPLIER, 'approveCompliance', 'testSamples');
    expect(tested.variables['sampleCheck']).toEqual({ verdict: 'lacking', reasons: ['UN38.3'] });
  });

  it('have no licence without its number', () => {
    const licensed = purchase()
      .doAll(...PROPOSAL)
      .do('classifyGoods', { exportControl: 'licensed' });
    expect(licensed.open).toContain('classifyGoods');
    const numbered = licensed.do('classifyGoods', { exportControl: 'licensed', licenceNumber: 'XK-1' });
    expect(numbered.open).toContain('approveRuling');
  });

  it('stop the purchase when the goods may not leave the country', () => {
    const barred = purchase()
      .doAll(...PROPOSAL)
      .do('classifyGoods', { exportControl: 'prohibited' });
    expect(barred.passed('stopped')).toBe(1);
  });

  it('send a ruling that is not approved back to the specialist', () => {
    const again = purchase()
      .doAll(...PROPOSAL, 'classifyGoods')
      .do('approveRuling', { verdict: 'rejected' });
    expect(again.open).toContain('classifyGoods');
  });

  it('ask for another supplier when the audit is below 70, and qualify that one', () => {
    const failed = purchase()
      .doAll(...PROPOSAL, 'nameSupplier', 'collectDossier', 'screenSupplier')
      .do('auditFactory', { auditScore: 69 });
    expect(failed.open).toContain('replaceSupplier');
    const retried = failed
      .do('replaceSupplier')
      .doAll('collectDossier', 'auditFactory', 'screenSupplier', 'approveSupplier');
    expect(retried.open).toContain('testSamples');
  });

  it('stop the purchase when no other supplier is to be had', () => {
    const failed = purchase()
      .doAll(...PROPOSAL, 'nameSupplier', 'collectDossier', 'auditFactory')
      .do('screenSupplier', { screeningResult: 'hit' });
    expect(failed.do('replaceSupplier', { supplierNext: 'stop' }).passed('stopped')).toBe(1);
  });

  it('ask compliance as well when the category is of high risk', () => {
    const risky = purchase({ category: 'toys' }).doAll(...PROPOSAL, ...SUPPLIER);
    expect(risky.open).toContain('approveCompliance');
    expect(risky.do('approveCompliance').open).toContain('testSamples');
  });
});

describe('quotes and contract', () => {
  it('asks for quotes again when there are fewer than three above 50,000', () => {
    const few = checked({ estimatedAmount: 5_000_001 }).do('requestQuotes');
    expect(few.open).toEqual(['requestQuotes']);
    const single = few.do('requestQuotes', { singleSource: true, singleSourceForm: 'file-2' });
    expect(single.open).toEqual(['approveQuotes']);
  });

  it('lapses when the manager does not decide in time: the late answer is refused, fresh quotes are asked for', () => {
    const waiting = checked().do('requestQuotes');
    const { token, member } = waiting.task('approveQuotes');
    waiting.waitFor('requestQuotes');
    expect(waiting.late(token, member).refused).toMatchObject({ code: 'task-closed' });
    expect(waiting.notified).toEqual([{ to: 'duty:buyer', text: 'quotes-lapsed' }]);
    expect(waiting.doAll('requestQuotes', 'approveQuotes').open).toEqual(['draftContract']);
  });

  it('puts a contract above 50,000 before department head and finance, and needs both', () => {
    const drafted = checked()
      .do('requestQuotes', { quotes: threeQuotes })
      .do('approveQuotes')
      .do('draftContract', { contractAmount: 5_000_001 })
      .do('reviewContract');
    expect(drafted.open).toEqual(['approveContractFinance', 'approveContractHead']);
    const refused = drafted.do('approveContractHead').do('approveContractFinance', { verdict: 'rejected' });
    expect(refused.open).toEqual(['draftContract']);
  });

  it('puts a contract above 300,000 before the general manager, and reminds of it without taking it away', () => {
    const drafted = checked()
      .do('requestQuotes', { quotes: threeQuotes })
      .do('approveQuotes')
      .do('draftContract', { contractAmount: 30_000_001 })
      .do('reviewContract');
    const { token } = drafted.task('approveContractGm');
    drafted.waitUntil(({ notified }) => notified.length > 0);
    expect(drafted.notified).toEqual([{ to: 'duty:general-manager', text: 'contract-delayed' }]);
    expect(drafted.task('approveContractGm').token).toBe(token);
    expect(drafted.do('approveContractGm').open).toEqual(['signContract']);
  });

  it('values a contract in a foreign currency in yuan before it is routed', () => {
    const drafted = checked()
      .do('requestQuotes', { quotes: threeQuotes })
      .do('approveQuotes')
      .do('draftContract', { currency: 'USD', contractAmount: 4_225_352, exchangeRate: 7.1 })
      .do('reviewContract');
    expect(drafted.variables).toMatchObject({ contractAmountCny: 29_999_999, contractRoute: 'head-and-finance' });
  });

  it('asks for more quotes when the contract is worth more than was quoted', () => {
    const grown = checked()
      .doAll('requestQuotes', 'approveQuotes')
      .do('draftContract', { contractAmount: 5_000_001 })
      .do('reviewContract');
    expect(grown.open).toEqual(['requestQuotes']);
    expect(grown.do('requestQuotes').open).toEqual(['requestQuotes']);
    expect(grown.do('requestQuotes', { quotes: threeQuotes }).open).toEqual(['approveQuotes']);
  });

  it('takes no rate that somebody enters: without another, the general manager approves', () => {
    const drafted = (currency: string) =>
      checked()
        .do('requestQuotes', { quotes: threeQuotes })
        .do('approveQuotes')
        .do('draftContract', { currency, contractAmount: 4_225_353, exchangeRate: 0.01 })
        .do('reviewContract');
    expect(drafted('USD').variables).toMatchObject({ contractAmountCny: 30_000_006, exchangeRate: 7.1 });
    expect(drafted('GBP').open).toEqual(['approveContractGm']);
  });

  it('goes back to the draft when legal does not agree', () => {
    const again = checked()
      .doAll('requestQuotes', 'approveQuotes', 'draftContract')
      .do('reviewContract', { verdict: 'rejected' });
    expect(again.open).toEqual(['draftContract']);
  });
});

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
