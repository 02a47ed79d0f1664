import { salesMarket } from './market.ts';

/** Under which regime the tax on a sale is declared. */
export type TaxRegime = 'cn-import' | 'ioss' | 'eu-import' | 'marketplace' | 'local';

/** Euro cents: the import one-stop shop takes consignments up to this value. */
const IOSS_LIMIT_EUR = 15_000;

/** Where the platform is the deemed supplier and pays the tax itself. */
const marketplaceMarkets: ReadonlySet<string> = new Set(['US', 'GB', 'AU', 'CA']);

/** The regime of one sale; `amountEur` in euro cents, undefined without a rate: then it is put where somebody looks. */
export function taxRegime(market: string, amountEur: number | undefined): TaxRegime {
  if (market === 'CN') return 'cn-import';
  if (salesMarket(market) === 'EU')
    return amountEur !== undefined && amountEur <= IOSS_LIMIT_EUR ? 'ioss' : 'eu-import';
  return marketplaceMarkets.has(market) ? 'marketplace' : 'local';
}

/** So many orders of the same value. */
export type Sale = {
  readonly market: string;
  readonly currency: string;
  readonly amount: number;
  readonly orders: number;
};
/** The amount is that of all its orders together. */
export type TaxTotal = Sale & { readonly regime: TaxRegime };

/** Sales of a month by market, currency and regime. */
export function taxTotals(
  sales: readonly Sale[],
  eurOf: (amount: number, currency: string) => number | undefined,
): TaxTotal[] {
  const totals = new Map<string, TaxTotal>();
  for (const { market, currency, amount, orders } of sales) {
    const regime = taxRegime(market, eurOf(amount, currency));
    const key = `${market} ${currency} ${regime}`;
    const before = totals.get(key) ?? { amount: 0, orders: 0 };
    totals.set(key, {
      market,
      currency,
      regime,
      amount: before.amount + amount * orders,
      orders: before.orders + orders,
    });
  }
  return [...totals].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, total]) => total);
}
