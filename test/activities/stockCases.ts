import { expect, test } from 'vitest';
import { customsRulingOf, keepCustomsRuling } from '../../store/customsRulings.ts';
import { reserve } from '../../store/stock.ts';
import { adjust } from '../../store/stockCare.ts';
import { saveStatements } from '../../store/stockLocations.ts';
import { at, packed, towels, type Warehouse } from './warehouse.ts';

/** What must not go wrong when several things happen to the same goods. */
export function stockCases(warehouse: Warehouse): void {
  const { db, nextJob, stocked, ask, work, stateOf, underWay, doneTask, expectBooksToAgree } = warehouse;

  test('a second delivery of a lot may be sold only where both are labelled for', async () => {
    await stocked({ markets: ['EU', 'UK'] });
    await stocked({ markets: ['EU', 'US'] });

    expect(await ask('in DE', 20)).toMatchObject({ kind: 'reserved' });
    await stocked({ lot: 'EU', quantity: 1 });
    for (const market of ['GB', 'US']) expect(await ask(`in ${market}`, 1, market)).toMatchObject({ kind: 'short' });
  });

  test('a lot that was condemned is not released by its next delivery, and what is left of it is scrapped', async () => {
    await stocked({ quantity: 3 });
    const second = { sku: 'TOWEL', item: 'Towel', countedLot: 'B1', countedQuantity: 5, unitCost: 1, unitWeight: 1 };
    const lot = { ...second, ...(await work('receive', second)) };
    await work('reject', { ...lot, lotFate: 'return' });

    const placements = [{ location: 'A-01-01', quantity: 5 }];
    await expect(work('put-away', { ...lot, placements, labelledMarkets: ['EU'] })).rejects.toThrow('condemned');
    expect(await work('scrap-list', {})).toMatchObject({ scrapList: [{ lot: 'B1', quantity: 3, cause: 'rejected' }] });
    await expectBooksToAgree();
  });

  test('an article that an order gives up with another goes to whoever waits for it', async () => {
    await stocked({ quantity: 1 });
    await stocked({ sku: 'LAMP', lot: 'L1', quantity: 1, markets: ['EU', 'UK'] });
    const both = ['LAMP', 'TOWEL'].map((sku) => ({ sku, quantity: 1 }));
    await reserve(db(), { order: 'both', market: 'DE', lines: both, at });
    await reserve(db(), { order: 'lamp', market: 'GB', lines: both.slice(0, 1), at });

    const served = await adjust(db(), nextJob(), { ...towels('A-01-01'), difference: -1, reason: 'loss' });

    expect(served.map(({ order }) => order)).toEqual(['lamp']);
    expect(await stateOf('both')).toEqual(['waiting']);
    await expectBooksToAgree();
  });

  test('no more comes back than left, whatever lot of a grade it went into', async () => {
    await stocked();
    await ask('o1', 2);
    await work('ship', { ...packed, orderKey: 'o1' });
    const back = (quantity: number) => ({
      orderKey: 'o1',
      gradedLines: [{ sku: 'TOWEL', lot: 'B1', quantity, grade: 'D' }],
    });

    expect(await work('restock', back(3))).toEqual({
      placementCheck: { verdict: 'refused', reasons: ['not-shipped'] },
    });
    expect(await work('restock', back(2))).toMatchObject({ placementCheck: { verdict: 'accepted' } });
    expect(await work('restock', back(1))).toMatchObject({ placementCheck: { reasons: ['not-shipped'] } });
    await expectBooksToAgree();
  });

  test('two destructions never list the same goods, nor two rounds the same place', async () => {
    await stocked({ quantity: 4, expiresOn: '2026-11-01' });
    await underWay('scrap/1', 'scrap');
    await underWay('cycleCount/1', 'cycleCount');
    const [list, places] = ['scrap-list', 'count-list'];

    for (const instance of ['scrap/1', 'scrap/1']) {
      expect(await work(list, {}, undefined, instance)).toMatchObject({ scrapList: [{ quantity: 4 }] });
    }
    expect(await work(list, {}, undefined, 'scrap/2')).toMatchObject({ scrapList: [] });
    expect(await work(places, {}, undefined, 'cycleCount/1')).toMatchObject({ places: [{ location: 'A-01-01' }] });
    expect(await work(places, {}, undefined, 'cycleCount/2')).toEqual({ places: [] });

    await db().raw('update process_instance set ended_at = now()');
    expect(await work(list, {}, undefined, 'scrap/2')).toMatchObject({ scrapList: [{ quantity: 4 }] });
    expect(await work(places, {}, undefined, 'cycleCount/2')).toMatchObject({ places: [{ location: 'A-01-01' }] });
  });

  test('what was picked and has not left is not missed in a count', async () => {
    await stocked();
    await ask('shop-1', 3);
    const count = (quantity: number) =>
      work('compare', { place: { location: 'A-01-01' }, countedLines: [{ sku: 'TOWEL', lot: 'B1', quantity }] });
    expect(await count(7)).toMatchObject({ differences: [{ difference: -3 }] });

    await underWay('fulfilment/shop-1.t1', 'fulfilment', 'shipment/shop-1');
    await doneTask('fulfilment/shop-1.t1', 'pickGoods');

    expect(await count(7)).toMatchObject({ differences: [] });
    expect(await count(6)).toMatchObject({ differences: [{ difference: -1 }] });
  });

  test('an adjustment is worth as much as all of the last month, and the most when nobody knows the cost', async () => {
    await stocked();
    const loss = { sku: 'TOWEL', lotNumber: 'B1', location: 'A-01-01', difference: -4, reasonCode: 'loss' };
    await work('adjust', loss);
    const again = { appraisal: { amount: 48_000, recent: 4, verdict: 'adjustable' } };
    expect(await work('appraise', { ...loss, difference: 2 })).toMatchObject(again);

    await db()('stock_lot').update({ unit_cost: 0 });
    expect(await work('appraise', loss)).toMatchObject({ appraisal: { amount: null, reasons: ['cost-unknown'] } });
  });

  test('an overseas warehouse that sends no statement is named', async () => {
    await stocked({ location: 'FBA-US' });
    expect(await work('overseas-compare', {})).toEqual({ overseasDifferences: [], statementsMissing: ['FBA-US'] });
    const asOf = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    await saveStatements(db(), [{ warehouse: 'FBA-US', sku: 'TOWEL', asOf, quantity: 10 }]);
    expect(await work('overseas-compare', {})).toEqual({ overseasDifferences: [], statementsMissing: [] });
  });

  test('a customs ruling is kept once for each market, the newest, with its evidence', async () => {
    const ruling = (instance: string, hsCode: string, day: number, markets: readonly string[]) => ({
      ...{ sku: 'TOWEL', markets, hsCode, rationale: 'terry', declaredElements: 'cotton', originCountry: 'CN' },
      ...{ statutoryInspection: false, exportControl: 'free' as const, licenceNumber: null },
      ...{ instance, ruledBy: 'xia-lan', approvedBy: 'pan-ting', ruledAt: new Date(at.getTime() + day * 86_400_000) },
    });
    await keepCustomsRuling(db(), ruling('procurement/1', '6302600000', 1, ['EU', 'US']));
    await keepCustomsRuling(db(), ruling('procurement/1', '6302600000', 2, ['EU', 'US']));
    await keepCustomsRuling(db(), ruling('procurement/2', '6302910000', 3, ['EU']));
    await keepCustomsRuling(db(), ruling('procurement/0', '6302990000', 0, ['EU', 'UK']));

    const kept = (await customsRulingOf(db(), ['TOWEL', 'LAMP'])).map(({ market, hsCode }) => [market, hsCode]);
    expect(kept).toEqual([
      ['EU', '6302910000'],
      ['UK', '6302990000'],
      ['US', '6302600000'],
    ]);
    const evidence = await db()('audit_event').where({ action: 'customs-ruling-kept', subject_id: 'TOWEL' });
    expect(evidence).toHaveLength(3);
  });
}
