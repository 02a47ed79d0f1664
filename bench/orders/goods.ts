import type { Db } from '../../store/db.ts';
import { saveRates } from '../../store/exchangeRates.ts';
import { putInForce } from '../../store/prices.ts';
import { putAway, receiveLot } from '../../store/stockInbound.ts';
import { saveLocations } from '../../store/stockLocations.ts';

/** Articles that are sold; orders of the same article queue up for its stock. */
const ARTICLES = 200;
/** Euro cents. */
export const PRICE = 2_490;
export const CHANNEL = 'bench';
const HOUR_MS = 3_600_000;

export const skuOf = (number: number): string => `B-${String(number % ARTICLES).padStart(4, '0')}`;

/** Everything that an order is checked against: rates, approved prices, goods that may be sold in Germany. */
export async function stockUp(db: Db, orders: number): Promise<void> {
  const at = new Date(Date.now() - HOUR_MS);
  const asOf = at.toISOString().slice(0, 'YYYY-MM-DD'.length);
  const rates = [
    { currency: 'EUR', perUsd: 0.92, asOf },
    { currency: 'CNY', perUsd: 7.1, asOf },
  ];
  await saveRates(db, rates, 'bench');
  const skus = Array.from({ length: ARTICLES }, (_, number) => skuOf(number));
  const prices = skus.map((sku) => ({
    channel: CHANNEL,
    sku,
    market: 'DE',
    currency: 'EUR',
    amount: PRICE,
    cost: 900,
    floor: 1_500,
  }));
  await putInForce(db, { prices, instance: 'bench', by: null, at });
  await saveLocations(db, [
    { id: 'BQ', warehouse: 'bench', zone: 'quarantine', class: 'C' },
    { id: 'BG', warehouse: 'bench', zone: 'general', class: 'A' },
  ]);
  const each = Math.ceil(orders / ARTICLES) + 1;
  for (const sku of skus) await shelve(db, sku, each, at);
}

async function shelve(db: Db, sku: string, quantity: number, at: Date): Promise<void> {
  const mover = (by: string) => ({ instance: 'bench', by: `bench/${sku}/${by}`, at });
  const markets = ['EU'];
  const kind = { isDangerous: false, isBonded: false, isBrandRestricted: false, expiresOn: null };
  const lot = { sku, lot: 'L1', item: sku, markets, ...kind, unitCost: 900, unitWeight: 300 };
  await receiveLot(db, mover('in'), { ...lot, quantity, location: 'BQ' });
  await putAway(db, mover('up'), {
    sku,
    lot: 'L1',
    from: 'BQ',
    markets,
    placements: [{ location: 'BG', quantity }],
  });
}
