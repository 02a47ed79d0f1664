import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { salesMarket } from '../../domain/market.ts';
import { zoneOf } from '../../domain/putAway.ts';
import { allocate, obstacleTo, type StockRow, serveWaiting, type Waiting } from '../../domain/stock.ts';
import { differencesAt, samplingPlan, scanCodes, spread } from '../../domain/stockCare.ts';

const TODAY = '2026-11-24';
const row: StockRow = {
  sku: 'A',
  lot: 'L1',
  location: 'P1',
  available: 10,
  state: 'released',
  isHeld: false,
  markets: ['EU'],
  expiresOn: null,
  receivedAt: 0,
};

describe('the market of goods', () => {
  test.each([
    ['DE', 'EU'],
    ['ie', 'EU'],
    ['GB', 'UK'],
    ['US', 'US'],
    ['CH', 'CH'],
  ])('of %s is %s', (country, market) => {
    expect(salesMarket(country)).toBe(market);
  });
});

describe('what keeps stock from being sold', () => {
  test.each([
    ['in quarantine', { state: 'quarantine' }, 'quarantined'],
    ['rejected', { state: 'rejected' }, 'quarantined'],
    ['held', { isHeld: true }, 'held'],
    ['at its last day', { expiresOn: TODAY }, 'expired'],
    ['for another market', { markets: ['US'] }, 'market'],
    ['good until tomorrow', { expiresOn: '2026-11-25' }, undefined],
  ] as const)('%s', (_, changes, obstacle) => {
    expect(obstacleTo({ ...row, ...changes }, 'FR', TODAY)).toBe(obstacle);
  });
});

const stock = fc.array(
  fc.record({
    lot: fc.constantFrom('L1', 'L2', 'L3'),
    location: fc.constantFrom('P1', 'P2'),
    sku: fc.constantFrom('A', 'B'),
    available: fc.nat(9),
    expiresOn: fc.constantFrom(null, '2026-12-01', '2027-01-01', TODAY),
    markets: fc.constantFrom(['EU'], ['US'], ['EU', 'US']),
  }),
  { maxLength: 8 },
);
const orders = fc.array(
  fc.record({
    market: fc.constantFrom('DE', 'US'),
    lines: fc.array(fc.record({ sku: fc.constantFrom('A', 'B'), quantity: fc.integer({ min: 1, max: 9 }) }), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
  { maxLength: 6 },
);
const placeOf = ({ sku, lot, location }: { sku: string; lot: string; location: string }) => `${sku}/${lot}/${location}`;

describe('stock that is promised', () => {
  test('is never more than there is, and never what may not be sold', () => {
    fc.assert(
      fc.property(stock, orders, (drafts, asked) => {
        const rows = [...new Map(drafts.map((draft) => [placeOf(draft), { ...row, ...draft }])).values()];
        const waiting = asked.map((it, index): Waiting => ({ ...it, order: `o${index}` }));
        const left = new Map(rows.map((it) => [placeOf(it), it.available]));
        for (const { order, picks } of serveWaiting(rows, waiting, TODAY)) {
          const market = waiting.find((it) => it.order === order)?.market ?? '';
          for (const pick of picks) {
            const taken = rows.find((it) => placeOf(it) === placeOf(pick));
            expect(taken && obstacleTo(taken, market, TODAY)).toBeUndefined();
            left.set(placeOf(pick), (left.get(placeOf(pick)) ?? 0) - pick.quantity);
          }
        }
        expect([...left.values()].filter((quantity) => quantity < 0)).toEqual([]);
      }),
    );
  });

  test('is all of an order or nothing', () => {
    fc.assert(
      fc.property(stock, orders, (drafts, asked) => {
        const rows = drafts.map((draft) => ({ ...row, ...draft }));
        for (const order of asked) {
          const outcome = allocate(rows, order, TODAY);
          const wanted = order.lines.reduce((sum, { quantity }) => sum + quantity, 0);
          const given = outcome.kind === 'reserved' ? outcome.picks : [];
          const missing = outcome.kind === 'short' ? outcome.missing.length : 0;
          const total = given.reduce((sum, { quantity }) => sum + quantity, 0);
          expect(missing > 0 ? [0, true] : [wanted, false]).toEqual([total, outcome.kind === 'short']);
        }
      }),
    );
  });

  test('is not given to whoever asked later for the same goods on the same market', () => {
    const waiting = [
      { order: 'first', market: 'DE', lines: [{ sku: 'A', quantity: 11 }] },
      { order: 'second', market: 'FR', lines: [{ sku: 'A', quantity: 1 }] },
      { order: 'third', market: 'DE', lines: [{ sku: 'B', quantity: 1 }] },
    ];
    const served = serveWaiting([row, { ...row, sku: 'B' }], waiting, TODAY);
    expect(served.map(({ order }) => order)).toEqual(['third']);
  });
});

describe('the zone of a lot', () => {
  const plain = { isBonded: false, isDangerous: false, isBrandRestricted: false };
  test.each([
    [{}, 'general'],
    [{ isBrandRestricted: true }, 'brand'],
    [{ isDangerous: true, isBrandRestricted: true }, 'hazmat'],
    [{ isBonded: true, isDangerous: true }, 'bonded'],
  ])('with %j is %s', (changes, zone) => {
    expect(zoneOf({ ...plain, ...changes })).toBe(zone);
  });
});

describe('the sampling plan', () => {
  test.each([
    [3, 3, 0, 0],
    [50, 5, 0, 0],
    [500, 50, 3, 5],
    [2_000, 125, 7, 10],
    [40_000, 500, 21, 21],
  ])('of %i pieces is %i, %i major and %i minor', (lotSize, sampleSize, majorAcceptance, minorAcceptance) => {
    expect(samplingPlan(lotSize)).toMatchObject({ sampleSize, majorAcceptance, minorAcceptance });
  });
});

describe('counts', () => {
  test('differ where anything is more, less, missing or new', () => {
    const at = (lot: string, quantity: number) => ({ sku: 'A', lot, quantity });
    const found = differencesAt('P1', [at('L1', 2), at('L1', 3), at('L4', 1)], [at('L1', 4), at('L2', 7)]);
    expect(found.map(({ lotNumber, difference }) => [lotNumber, difference])).toEqual([
      ['L1', 1],
      ['L4', 1],
      ['L2', -7],
    ]);
  });

  test('of picks are one line a lot', () => {
    const picks = [
      { sku: 'A', lot: 'L2', quantity: 1 },
      { sku: 'A', lot: 'L1', quantity: 2 },
      { sku: 'A', lot: 'L2', quantity: 3 },
    ];
    expect(scanCodes(picks)).toEqual(['A / L1 / 2', 'A / L2 / 4']);
  });

  test('abroad are spread over the oldest lots, what is more goes to the newest', () => {
    const lots = ['L1', 'L2'].map((lot) => ({ sku: 'A', lot, location: 'FBA', quantity: 5 }));
    expect(spread(-7, lots).map(({ lotNumber, difference }) => [lotNumber, difference])).toEqual([
      ['L1', -5],
      ['L2', -2],
    ]);
    expect(spread(2, lots)).toMatchObject([{ lotNumber: 'L2', difference: 2 }]);
  });
});
