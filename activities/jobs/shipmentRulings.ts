import type { PurchaseRuling } from '../../domain/customs.ts';
import { salesMarket } from '../../domain/market.ts';
import { type CustomsRuling, customsRulingOf } from '../../store/customsRulings.ts';
import type { Db } from '../../store/db.ts';

/** What was ruled of an article when it was bought, as whoever prepares its shipment sees it. */
export type RuledGoods = PurchaseRuling & {
  /** The market it was ruled for, and all that it was. */
  readonly market: string;
  readonly ruledMarkets: readonly string[];
  readonly statutoryInspection: boolean;
  readonly declaredElements: string;
  readonly licenceNumber?: string;
};

/** The ruling of each article for the market of a country; the newest of another market where there is none for this one. */
export async function ruledGoods(db: Db, skus: readonly string[], country: string): Promise<readonly RuledGoods[]> {
  const rulings = await customsRulingOf(db, skus);
  const market = salesMarket(country);
  return [...new Set(rulings.map(({ sku }) => sku))].flatMap((sku) => {
    const mine = rulings.filter((it) => it.sku === sku);
    const newest = mine.toSorted((a, b) => b.ruledAt.getTime() - a.ruledAt.getTime())[0];
    const ruled = mine.find((it) => it.market === market) ?? newest;
    return ruled ? [goodsOf(ruled, mine, market)] : [];
  });
}

function goodsOf(ruled: CustomsRuling, all: readonly CustomsRuling[], market: string): RuledGoods {
  const { sku, hsCode, originCountry, exportControl, statutoryInspection, declaredElements, licenceNumber } = ruled;
  return {
    ...{ sku, hsCode, originCountry, exportControl, statutoryInspection, declaredElements },
    market: ruled.market,
    ruledMarkets: all.map((it) => it.market),
    isOfMarket: ruled.market === market,
    ...(licenceNumber !== null && { licenceNumber }),
  };
}
