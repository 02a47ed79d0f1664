import { describe, expect, it } from 'vitest';
import {
  CUSTOMS,
  checked,
  GOODS,
  ordered,
  PROPOSAL,
  purchase,
  RIGHTS,
  SAMPLES,
  SETTLEMENT,
  SUPPLIER,
  threeQuotes,
} from './purchases.ts';

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
