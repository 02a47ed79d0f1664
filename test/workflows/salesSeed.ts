import type { Db } from '../../store/db.ts';
import { saveRates } from '../../store/exchangeRates.ts';
import { registerPartyLists, savePartyListVersion } from '../../store/partyLists.ts';
import { putInForce } from '../../store/prices.ts';
import { putAway, receiveLot } from '../../store/stockInbound.ts';
import { saveLocations } from '../../store/stockLocations.ts';

export const SKU = 'LAMP-1';
export const PRICE = 2_990;
/** An empty list would clear nobody. */
const listed = {
  entry: '1',
  names: ['Balthazar Quillfether'],
  kind: 'person',
  countries: [],
  address: null,
  remarks: null,
} as const;

/** What must be there before anything is sold: rates, a price, a list of parties, ten lamps. */
export async function seedSales(db: Db): Promise<void> {
  const at = new Date(Date.now() - 60_000);
  await saveRates(db, [{ currency: 'EUR', perUsd: 0.9, asOf: at.toISOString().slice(0, 10) }], 'test');
  await saveRates(db, [{ currency: 'CNY', perUsd: 7, asOf: at.toISOString().slice(0, 10) }], 'test');
  const place = { channel: 'shop', sku: SKU, market: 'DE', currency: 'EUR' };
  await putInForce(db, {
    prices: [{ ...place, amount: PRICE, cost: 900, floor: 1_500 }],
    instance: 'seed',
    by: null,
    at,
  });
  await registerPartyLists(db, [{ list: 'EU', name: { 'zh-CN': '欧盟', en: 'EU' }, required: true, maxAgeDays: 30 }]);
  await savePartyListVersion(db, { list: 'EU', version: '1', issuedOn: '2026-11-01', entries: [listed], by: null, at });
  await saveLocations(db, [
    { id: 'Q-1', warehouse: 'main', zone: 'quarantine', class: 'C' },
    { id: 'G-1', warehouse: 'main', zone: 'general', class: 'A' },
  ]);
  await stockLamps(db, 'L1', 10);
}

/** Lamps for the European Union, ready to be sold. */
export async function stockLamps(db: Db, lot: string, quantity: number) {
  const goods = { sku: SKU, lot, item: 'Lamp', isDangerous: false, isBonded: false, isBrandRestricted: false };
  const mover = (by: string) => ({ instance: 'seed', by: `${lot}/${by}`, at: new Date() });
  const figures = { expiresOn: null, unitCost: 900, unitWeight: 400, markets: ['EU'] };
  await receiveLot(db, mover('in'), { ...goods, ...figures, quantity, location: 'Q-1' });
  const placements = [{ location: 'G-1', quantity }];
  return putAway(db, mover('up'), { sku: SKU, lot, from: 'Q-1', markets: ['EU'], placements });
}
