import { describe, expect, test } from 'vitest';
import { judgeHealth, ownFigures } from '../../domain/accountHealth.ts';
import { checkListing, type ListingDraft } from '../../domain/listing.ts';
import { judgePayout, type Payout, unsettledOf } from '../../domain/payout.ts';
import { judgePrice, tierOfList } from '../../domain/pricing.ts';
import { eraseFrom, personalTexts } from '../../domain/privacy.ts';
import { taxRegime, taxTotals } from '../../domain/salesTax.ts';

const NOW = Date.UTC(2026, 10, 24);
const daysAgo = (days: number) => NOW - days * 86_400_000;

describe('a change of price', () => {
  const change = {
    current: 10_000,
    proposed: 9_000,
    cost: 4_000,
    floor: 6_000,
    approved: null,
    market: 'DE',
    isPromotion: false,
    announced: null,
    history: [],
    at: NOW,
  };

  test.each([
    [{ proposed: 9_000 }, 'lead', []],
    [{ proposed: 11_000 }, 'lead', []],
    [{ proposed: 8_999 }, 'manager', []],
    [{ proposed: 8_000 }, 'manager', []],
    [{ proposed: 7_999 }, 'general-manager', ['large-change']],
    [{ proposed: 12_001 }, 'general-manager', ['large-change']],
    [{ proposed: 9_500, cost: 9_501 }, 'general-manager', ['below-cost']],
    [{ proposed: 9_500, floor: 9_501 }, 'general-manager', ['below-floor']],
    [{ current: null }, 'manager', ['first-price']],
    [{ current: null, cost: 9_001 }, 'general-manager', ['first-price', 'below-cost']],
    [{ approved: { cost: 9_001, floor: 0 } }, 'general-manager', ['below-cost', 'cost-lowered']],
    [{ approved: { cost: 4_001, floor: 6_000 } }, 'manager', ['cost-lowered']],
    [{ approved: { cost: 4_000, floor: 6_001 } }, 'general-manager', ['floor-lowered']],
    [{ history: [{ amount: 10_001, from: daysAgo(9), to: daysAgo(7) }] }, 'manager', ['small-steps']],
    [{ history: [{ amount: 12_000, from: daysAgo(9), to: daysAgo(8) }] }, 'lead', []],
  ])('with %j is signed by the %s', (changes, tier, reasons) => {
    expect(judgePrice({ ...change, ...changes })).toMatchObject({ tier, reasons });
  });

  test('in the EU may name only the lowest price of thirty days as the earlier one', () => {
    const history = [
      { amount: 8_000, from: daysAgo(90), to: daysAgo(31) },
      { amount: 9_500, from: daysAgo(31), to: daysAgo(10) },
      { amount: 10_000, from: daysAgo(10), to: null },
    ];
    const named = (announced: number, market = 'DE') => judgePrice({ ...change, history, announced, market });
    expect(named(9_500)).toMatchObject({ isPriorPriceTrue: true, lowest: 9_500 });
    expect(named(10_000).isPriorPriceTrue).toBe(false);
    expect(named(10_000, 'US').isPriorPriceTrue).toBe(true);
    expect(judgePrice({ ...change, current: null, announced: 1 }).isPriorPriceTrue).toBe(false);
    expect(judgePrice({ ...change, history, isPromotion: true }).isPriorPriceTrue).toBe(false);
  });

  test('in a list is signed by whoever signs the one that goes farthest', () => {
    expect(tierOfList([{ tier: 'lead' }, { tier: 'general-manager' }, { tier: 'manager' }])).toBe('general-manager');
    expect([tierOfList([{ tier: 'lead' }]), tierOfList([])]).toEqual(['lead', 'none']);
  });
});

describe('a listing', () => {
  const draft: ListingDraft = {
    market: 'DE',
    title: 'Lampe',
    description: 'Hell.',
    iprValidUntil: '2026-11-24',
    certificates: [{ kind: 'CE', validUntil: '2026-11-24' }],
    manufacturer: 'm',
    responsiblePerson: 'r',
    warnings: 'w',
    picture: 'p',
  };
  const words = [
    { word: 'best', kind: 'banned' },
    { word: '最佳', kind: 'banned' },
    { word: 'better than', kind: 'comparative' },
  ] as const;
  const check = (changes: Partial<ListingDraft>) => checkListing({ ...draft, ...changes }, words, '2026-11-24');

  test('with papers that are good today is ready', () => {
    expect(check({})).toEqual({ faults: [], bannedWords: [], claims: [], isReady: true, needsLegal: false });
  });

  test.each([
    [{ iprValidUntil: '2026-11-23' }, ['ipr-expired']],
    [{ certificates: [] }, ['certificate-missing']],
    [{ certificates: [{ kind: 'CE', validUntil: '2026-11-23' }] }, ['certificate-expired']],
    [{ manufacturer: ' ', warnings: '' }, ['gpsr-manufacturer', 'gpsr-warnings']],
    [{ manufacturer: '', market: 'US' }, []],
    [{ title: 'The BEST lamp' }, ['banned-word']],
    [{ title: 'Bestow light' }, []],
    [{ description: '年度最佳露营灯' }, ['banned-word']],
  ])('with %j has the faults %j', (changes, faults) => {
    expect(check(changes).faults).toEqual(faults);
  });

  test('that compares goes to legal, and is ready all the same', () => {
    expect(check({ description: 'Better  than others; better than all.' })).toMatchObject({
      isReady: true,
      needsLegal: true,
      claims: ['better than'],
    });
  });
});

describe('a payout', () => {
  const payout: Payout = {
    currency: 'EUR',
    gross: 2_000_000,
    fees: 100,
    net: 1_999_900,
    institution: 'PingPong',
    lines: [
      { orderKey: 'a', amount: 1_000_000, fee: 100 },
      { orderKey: 'b', amount: 1_000_000, fee: 0 },
    ],
  };
  const booked = ['a', 'b'].map((orderKey) => ({
    orderKey,
    amount: 1_000_000,
    currency: 'EUR',
    isCancelled: false,
    isSettled: false,
  }));

  test('that agrees within five in ten thousand matches', () => {
    expect(judgePayout(payout, booked, true)).toMatchObject({ isMatched: true, difference: 0, orders: [] });
    const [first = booked[0], second] = booked;
    const shifted = [{ ...first, amount: 1_001_000 }, second].flatMap((it) => (it ? [it] : [])) as typeof booked;
    expect(judgePayout(payout, shifted, true)).toMatchObject({ isMatched: true, difference: 1_000 });
    const more = shifted.map((it) => ({ ...it, amount: it.amount + 1 }));
    expect(judgePayout(payout, more, true)).toMatchObject({
      isMatched: false,
      reasons: ['amount'],
      orders: ['a', 'b'],
    });
  });

  test.each([
    ['an unknown order', payout, booked.slice(1), ['order-unknown', 'amount']],
    ['a cancelled order', payout, booked.map((it) => ({ ...it, isCancelled: true })), ['order-cancelled']],
    ['an order settled before', payout, booked.map((it) => ({ ...it, isSettled: true })), ['order-settled']],
    ['another currency', { ...payout, currency: 'USD' }, booked, ['currency']],
    ['sums that are none', { ...payout, net: 1 }, booked, ['sum']],
    ['no institution', { ...payout, institution: ' ' }, booked, ['institution']],
  ])('with %s does not', (_, given, books, reasons) => {
    expect(judgePayout(given, books, true)).toMatchObject({ isMatched: false, reasons });
  });

  test('through an institution that nobody has vouched for does not', () => {
    expect(judgePayout(payout, booked, false)).toMatchObject({ isMatched: false, reasons: ['institution-new'] });
  });

  test('that does not come is missed, by channel and currency', () => {
    const missing = (orderKey: string, channel: string, currency: string) => ({
      orderKey,
      channel,
      currency,
      amount: 50,
    });
    const orders = [missing('a', 'shop', 'EUR'), missing('b', 'shop', 'EUR'), missing('c', 'shop', 'USD')];
    expect(unsettledOf(orders)).toMatchObject([
      { payout: 'shop/EUR', reasons: ['unsettled'], expected: 100, difference: 100, orders: ['a', 'b'] },
      { payout: 'shop/USD', difference: 50, orders: ['c'] },
    ]);
  });
});

describe('the health of an account', () => {
  const good = { orderDefects: 0.1, sellerCancels: 0, lateShipments: 1, validTracking: 99 };

  test.each([
    [{}, 'healthy', 'green'],
    [{ orderDefects: 0.5 }, 'healthy', 'amber'],
    [{ orderDefects: 1 }, 'healthy', 'red'],
    [{ validTracking: 97 }, 'healthy', 'green'],
    [{ validTracking: 96.9 }, 'healthy', 'amber'],
    [{ validTracking: 94.9 }, 'healthy', 'red'],
    [{}, 'at-risk', 'amber'],
    [{}, 'suspended', 'red'],
  ] as const)('with %j and %s is %s', (changes, status, colour) => {
    expect(judgeHealth({ ...good, ...changes }, status).colour).toBe(colour);
  });

  test('is worked out from our own books, even from none', () => {
    const counts = { orders: 200, sellerCancelled: 5, late: 3, shipped: 150, tracked: 149 };
    expect(ownFigures(counts)).toEqual({ sellerCancels: 2.5, lateShipments: 2, validTracking: 99.33 });
    const none = { orders: 0, sellerCancelled: 0, late: 0, shipped: 0, tracked: 0 };
    expect(ownFigures(none)).toEqual({ sellerCancels: 0, lateShipments: 0, validTracking: 100 });
  });
});

describe('the tax on sales', () => {
  test.each([
    ['shop', 'CN', 1, 'cn-import'],
    ['shop', 'DE', 15_000, 'ioss'],
    ['amazon-de', 'DE', 15_000, 'marketplace'],
    ['amazon-de', 'DE', 15_001, 'eu-import'],
    ['shop', 'DE', undefined, 'unvalued'],
    ['Amazon', 'US', 1, 'marketplace'],
    ['shop', 'US', 1, 'local'],
    ['shop', 'JP', 1, 'local'],
  ] as const)('through %s in %s of %s euro cents is %s', (channel, market, amount, regime) => {
    expect(taxRegime(channel, market, amount)).toBe(regime);
  });

  test('is summed up by market, currency and regime', () => {
    const sale = { channel: 'shop', market: 'DE', currency: 'EUR', amount: 10_000, orders: 2 };
    const sales = [sale, { ...sale, amount: 20_000, orders: 1 }, { ...sale, amount: 5_000, orders: 1 }];
    expect(taxTotals(sales, (amount) => amount)).toEqual([
      { channel: 'shop', market: 'DE', currency: 'EUR', regime: 'eu-import', amount: 20_000, orders: 1 },
      { channel: 'shop', market: 'DE', currency: 'EUR', regime: 'ioss', amount: 25_000, orders: 3 },
    ]);
  });
});

describe('personal texts', () => {
  test('are all that names somebody, the longest first, nothing that is masked', () => {
    const buyer = { name: 'Anna', address: 'Berlin, Anna-Weg', email: '***', key: 'k', payer: 'Bo' };
    expect(personalTexts(buyer)).toEqual(['Berlin, Anna-Weg', 'Anna', 'Bo']);
    expect(personalTexts({ name: 'Anna', formerAddresses: ['Old Road 1'] })).toEqual(['Old Road 1', 'Anna']);
  });

  test('are erased by the names of fields, and wherever somebody has written them', () => {
    const written = {
      sku: 'LAMP-1',
      logistics: { consignee: 'A. BERG', weight: 400 },
      buyer: { country: 'DE', key: 'k', name: 'Anna Berg' },
      ticketText: 'It broke.',
      log: ['Dear Anna Berg, Annapolis', '王芳来电', 'Anna Bergmann'],
      by: 'Bo',
      ref: 'Bonn',
    };
    expect(eraseFrom(written, ['Anna Berg', '王芳', 'Bo'])).toEqual({
      sku: 'LAMP-1',
      logistics: { consignee: '***', weight: 400 },
      buyer: { country: 'DE', key: 'k', name: '***' },
      ticketText: '***',
      log: ['Dear ***, Annapolis', '***来电', 'Anna Bergmann'],
      by: '***',
      ref: 'Bonn',
    });
  });
});
