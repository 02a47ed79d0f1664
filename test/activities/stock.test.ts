import { describe, expect, test } from 'vitest';
import { hold, liftHold, onHand, traceShipped } from '../../store/stockCare.ts';
import { saveStatements } from '../../store/stockLocations.ts';
import { stockCases } from './stockCases.ts';
import { at, packed, towels, useWarehouse } from './warehouse.ts';

const DAY_MS = 86_400_000;
const warehouse = useWarehouse();
const { db, nextJob, stocked, ask, letGo, work, stateOf, shelf, expectBooksToAgree } = warehouse;

describe('the same goods', () => {
  stockCases(warehouse);
});

describe('a promise of stock', () => {
  test('takes what expires first, and only what the market allows', async () => {
    await stocked({ lot: 'LATE', expiresOn: '2027-06-01' });
    await stocked({ lot: 'SOON', expiresOn: '2027-01-01', quantity: 3 });
    await stocked({ lot: 'PAST', expiresOn: '2026-11-24' });
    await stocked({ lot: 'US', markets: ['US'], expiresOn: '2026-12-01' });

    expect(await ask('o1', 5)).toEqual({
      kind: 'reserved',
      picks: [
        { ...towels('A-01-01', 'SOON'), quantity: 3 },
        { ...towels('A-01-01', 'LATE'), quantity: 2 },
      ],
    });
    expect(await ask('o2', 11, 'GB')).toEqual({ kind: 'short', missing: [{ sku: 'TOWEL', quantity: 11 }] });
    await expectBooksToAgree();
  });

  test('is the same when it is asked for again, and is taken back once', async () => {
    await stocked();
    const first = await ask('o1', 4);

    expect(await ask('o1', 4)).toEqual(first);
    await letGo('o1');
    await letGo('o1');

    expect(await onHand(db(), ['TOWEL'])).toEqual([{ sku: 'TOWEL', quantity: 10, reserved: 0, free: 10 }]);
    await expectBooksToAgree();
  });

  test('is never made twice for the same piece, however many ask at a time', async () => {
    await stocked({ quantity: 7 });
    const orders = Array.from({ length: 12 }, (_, index) => `o${index}`);

    const outcomes = await Promise.all(orders.map((order) => ask(order, 1)));

    expect(outcomes.filter(({ kind }) => kind === 'reserved')).toHaveLength(7);
    await expectBooksToAgree();
  });

  test('goes first to whoever asked first: nobody overtakes', async () => {
    await stocked({ quantity: 3 });
    expect(await ask('big', 5)).toMatchObject({ kind: 'short' });
    expect(await ask('small', 1)).toMatchObject({ kind: 'short' });
    expect(await ask('elsewhere', 1, 'US')).toMatchObject({ kind: 'short' });

    const served = await stocked({ lot: 'B2', quantity: 2 });

    expect(served.map(({ order }) => order)).toEqual(['big']);
    expect(await stateOf('small')).toEqual(['waiting']);
    expect((await stocked({ lot: 'B3', quantity: 1 })).map(({ order }) => order)).toEqual(['small']);
    await expectBooksToAgree();
  });

  test('that is taken back serves whoever waits', async () => {
    await stocked({ quantity: 3 });
    await ask('first', 3);
    await ask('second', 2);

    expect((await letGo('first')).map(({ order }) => order)).toEqual(['second']);
    await expectBooksToAgree();
  });
});

describe('a hold', () => {
  const held = { skus: [], lots: ['B1'], reason: 'burns', by: 'stopSale/S-1', at };

  test('stops what is promised, replaces it where it can, and leaves a trace of what has gone', async () => {
    await stocked({ quantity: 4 });
    await ask('gone', 1);
    await work('ship', { ...packed, orderKey: 'gone' });
    await ask('stopped', 2);

    expect(await hold(db(), held)).toEqual({ pieces: 3, reserved: 2, orders: ['stopped'] });

    expect(await work('ship', { ...packed, orderKey: 'stopped' })).toEqual({ isShipped: false });
    expect(await work('pick-list', { orderKey: 'stopped' })).toMatchObject({
      picks: [],
      dropped: [{ ...towels('A-01-01'), quantity: 2, reason: 'held' }],
    });
    await stocked({ lot: 'B2' });
    expect(await work('pick-list', { orderKey: 'stopped' })).toMatchObject({
      pickCodes: ['TOWEL / B2 / 2'],
      netWeight: 900,
      dropped: [],
    });
    expect(await traceShipped(db(), { skus: [], lots: ['B1'] }, 10)).toMatchObject([
      { order: 'gone', sku: 'TOWEL', lot: 'B1', quantity: 1 },
    ]);
    await expectBooksToAgree();
  });

  test('that is lifted serves whoever waited for it', async () => {
    await stocked();
    await hold(db(), held);
    expect(await ask('o1', 1)).toMatchObject({ kind: 'short' });

    const served = await liftHold(db(), { ...held, job: nextJob().by });

    expect(served.map(({ order }) => order)).toEqual(['o1']);
  });
});

describe('the work of the warehouse', () => {
  const counted = {
    sku: 'TOWEL',
    item: 'Towel',
    lotNumber: 'B1',
    countedLot: 'B1',
    countedQuantity: 12,
    unitCost: 8_000,
    unitWeight: 450,
    labelledMarkets: ['EU'],
  };

  test('takes a lot from the dock to its shelf and tells the orders that waited for it, once', async () => {
    await ask('waiting', 2);
    const received = await work('receive', counted, 'test|dock');
    expect(await work('receive', counted, 'test|dock')).toEqual(received);
    expect(received).toMatchObject({ quantity: 12, quarantineLocation: 'Q-01-01', sampling: { sampleSize: 5 } });
    expect(await ask('waiting', 2)).toMatchObject({ kind: 'short' });
    const lot = { ...counted, ...received };

    const wrong = await work('put-away', { ...lot, placements: [{ location: 'D-01-01', quantity: 12 }] });
    expect(wrong).toEqual({
      placementCheck: {
        verdict: 'refused',
        reasons: ['zone'],
        zone: 'general',
        expected: 12,
        placed: 12,
        wrong: ['D-01-01'],
      },
    });

    const placements = [
      { location: 'A-01-01', quantity: 10 },
      { location: 'A-01-02', quantity: 2 },
    ];
    const stored = await work('put-away', { ...lot, placements }, 'test|shelf');
    expect(stored).toMatchObject({ placementCheck: { verdict: 'accepted' }, servedOrders: ['waiting'] });
    expect(await work('put-away', { ...lot, placements }, 'test|shelf')).toEqual(stored);
    const told = await db()('message').select('name', 'key', 'variables');
    expect(told).toEqual([
      {
        name: 'stock-allocated',
        key: 'waiting',
        variables: { picks: [{ ...towels('A-01-01'), quantity: 2 }] },
      },
    ]);
    await expectBooksToAgree();
  });

  test('ships what was promised, once', async () => {
    await stocked();
    await ask('o1', 3);
    const shipped = {
      isShipped: true,
      parcel: { weight: 1_000, expectedWeight: 1_000, manifest: 'M-1', isDangerous: false },
    };

    expect(await work('ship', { ...packed, orderKey: 'o1' }, 'test|gate')).toEqual(shipped);
    expect(await work('ship', { ...packed, orderKey: 'o1' }, 'test|gate')).toEqual(shipped);

    expect(await shelf()).toMatchObject([{ quantity: 7, reserved: 0 }]);
    expect(await stateOf('o1')).toEqual(['shipped']);
    await expectBooksToAgree();
  });

  test('keeps a condemned lot until it is destroyed, and sends a refused one back', async () => {
    const one = { ...counted, ...(await work('receive', counted)) };
    const two = { ...counted, countedLot: 'B2' };
    const other = { ...two, ...(await work('receive', two)) };
    await work('reject', { ...one, lotFate: 'scrap' });
    await work('reject', { ...other, lotFate: 'return' });
    await stocked({ lot: 'OLD', quantity: 4, expiresOn: '2026-11-01' });

    const list = await work('scrap-list', {});
    expect(list).toMatchObject({
      scrapList: [
        { lot: 'B1', quantity: 12, cause: 'rejected', amount: 96_000 },
        { lot: 'OLD', quantity: 4, cause: 'expired' },
      ],
      scrapAmount: 128_000,
      hasBonded: false,
    });
    await work('scrap', list, 'test|furnace');
    await work('scrap', list, 'test|furnace');

    expect(await work('scrap-list', {})).toMatchObject({ scrapList: [] });
    expect(await shelf('B2')).toEqual([]);
    await expectBooksToAgree();
  });

  test('corrects the book; whoever asked last waits again when less is there than was promised', async () => {
    await stocked({ quantity: 5 });
    await ask('early', 3);
    await ask('late', 2);
    const loss = { sku: 'TOWEL', lotNumber: 'B1', location: 'A-01-01', difference: -1, reasonCode: 'loss' };

    expect(await work('appraise', loss)).toMatchObject({
      appraisal: { amount: 8_000, book: 5, verdict: 'adjustable' },
    });
    expect(await work('appraise', { ...loss, difference: -6 })).toMatchObject({
      appraisal: { verdict: 'impossible', reasons: ['below-zero'] },
    });
    await work('adjust', loss, 'test|desk');
    await work('adjust', loss, 'test|desk');

    expect(await shelf()).toMatchObject([{ quantity: 4, reserved: 3 }]);
    expect(await stateOf('late')).toEqual(['waiting']);
    await expectBooksToAgree();
  });

  test('counts a place when its time has come, the longest waiting first', async () => {
    for (const location of ['A-01-01', 'B-01-01', 'C-01-01']) await stocked({ lot: location, location });
    await db()('stock_location').update({ counted_at: new Date() });
    const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);
    await db()('stock_location')
      .where({ id: 'A-01-01' })
      .update({ counted_at: daysAgo(7) });
    await db()('stock_location')
      .where({ id: 'B-01-01' })
      .update({ counted_at: daysAgo(23) });
    await db()('stock_location')
      .whereIn('id', ['C-01-01', 'C-01-02'])
      .update({ counted_at: daysAgo(91) });

    const { places } = await work('count-list', {});
    expect(places).toMatchObject([{ location: 'C-01-01' }, { location: 'A-01-01', keeper: 'gao-shan' }]);
    const countedLines = [{ sku: 'TOWEL', lot: 'A-01-01', quantity: 9 }];
    expect(await work('compare', { place: { location: 'A-01-01' }, countedLines })).toEqual({
      differences: [{ sku: 'TOWEL', lotNumber: 'A-01-01', location: 'A-01-01', difference: -1 }],
      expired: [],
    });
    expect(await work('count-list', {})).toMatchObject({ places: [{ location: 'C-01-01' }] });
  });

  test('takes returns back by grade: as new to the shelf, the rest into lots of their own', async () => {
    await stocked();
    await ask('o1', 3);
    await work('ship', { ...packed, orderKey: 'o1' });
    await ask('waiting', 8);
    const graded = (grade: string, location?: string) => ({ ...towels('', 'B1'), grade, quantity: 1, location });
    const gradedLines = [graded('A', 'A-01-01'), graded('B'), graded('D')];

    expect(await work('restock', { orderKey: 'o1', gradedLines: [graded('A', 'D-01-01')] })).toEqual({
      placementCheck: { verdict: 'refused', reasons: ['zone'] },
    });
    const done = await work('restock', { orderKey: 'o1', gradedLines, serialMatch: 'none' }, 'test|returns');

    expect(done).toMatchObject({ placementCheck: { verdict: 'accepted' }, grading: { restocked: 1 } });
    expect(await stateOf('waiting')).toEqual(['reserved']);
    expect(await shelf('B1-B')).toMatchObject([{ location_id: 'Q-01-01', quantity: 1 }]);
    expect(await work('scrap-list', {})).toMatchObject({ scrapList: [{ lot: 'B1-D' }] });
    await expectBooksToAgree();
  });

  test('compares our book with what an overseas warehouse says, and spreads what is to be booked', async () => {
    await stocked({ location: 'FBA-US', quantity: 10 });
    await stocked({ lot: 'B2', location: 'FBA-US', quantity: 5 });
    const asOf = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
    await saveStatements(db(), [{ warehouse: 'FBA-US', sku: 'TOWEL', asOf, quantity: 4 }]);

    const found = await work('overseas-compare', {});
    expect(found).toMatchObject({
      overseasDifferences: [{ warehouse: 'FBA-US', ours: 15, theirs: 4, difference: -11, amount: 88_000, asOf }],
    });
    const explanations = [{ warehouse: 'FBA-US', sku: 'TOWEL', cause: 'lost', remedy: 'adjust' }];
    expect(await work('overseas-spread', { ...found, explanations })).toEqual({
      overseasAdjustments: [
        { sku: 'TOWEL', lotNumber: 'B1', location: 'FBA-US', difference: -10 },
        { sku: 'TOWEL', lotNumber: 'B2', location: 'FBA-US', difference: -1 },
      ],
    });
  });
});
