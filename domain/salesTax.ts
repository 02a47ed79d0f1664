import { salesMarket } from './market.ts';

/** Under which regime the tax on a sale is declared. */
export type TaxRegime = 'cn-import' | 'ioss' | 'eu-import' | 'marketplace' | 'local' | 'unvalued';

/** Euro cents: the import one-stop shop takes consignments up to this value. */
const IOSS_LIMIT_EUR = 15_000;

/** Where a platform is the deemed supplier of whatever it sells, and pays the tax itself. */
const marketplaceMarkets: ReadonlySet<string> = new Set(['US', 'GB', 'AU', 'CA']);
/** Channels that are platforms. Any other is a shop of our own: we are the supplier. */
const platforms = /^(amazon|ebay|temu|shein|tiktok|aliexpress|walmart|etsy|wayfair|allegro|cdiscount|otto|zalando)/;

/**
 * The regime of one sale; `amountEur` in euro cents, undefined without a rate: then somebody says. What comes into the EU
 * through a platform within the limit is the platform's to declare (Directive 2006/112/EC art. 14a).
 */
export function taxRegime(channel: string, market: string, amountEur: number | undefined): TaxRegime {
  if (market === 'CN') return 'cn-import';
  const isPlatform = platforms.test(channel.toLowerCase());
  if (salesMarket(market) === 'EU') return euRegime(isPlatform, amountEur);
  return isPlatform && marketplaceMarkets.has(market) ? 'marketplace' : 'local';
}

function euRegime(isPlatform: boolean, amountEur: number | undefined): TaxRegime {
  if (amountEur === undefined) return 'unvalued';
  if (amountEur > IOSS_LIMIT_EUR) return 'eu-import';
  return isPlatform ? 'marketplace' : 'ioss';
}

/** So many orders of the same value. */
export type Sale = {
  readonly channel: string;
  readonly market: string;
  readonly currency: string;
  readonly amount: number;
  readonly orders: number;
};
/** The amount is that of all its orders together. */
export type TaxTotal = Sale & { readonly regime: TaxRegime };

/** Sales of a month by channel, market, currency and regime. */
export function taxTotals(
  sales: readonly Sale[],
  eurOf: (amount: number, currency: string) => number | undefined,
): TaxTotal[] {
  const totals = new Map<string, TaxTotal>();
  for (const { channel, market, currency, amount, orders } of sales) {
    const regime = taxRegime(channel, market, eurOf(amount, currency));
    const key = `${market} ${currency} ${regime} ${channel}`;
    const before = totals.get(key) ?? { amount: 0, orders: 0 };
    totals.set(key, {
      channel,
      market,
      currency,
      regime,
      amount: before.amount + amount * orders,
      orders: before.orders + orders,
    });
  }
  return [...totals].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, total]) => total);
}
