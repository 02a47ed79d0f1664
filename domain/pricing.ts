import { salesMarket } from './market.ts';

/** Who signs a change of price (POL-01#15.2). */
export type PriceTier = 'lead' | 'manager' | 'general-manager';

export type PriceReason = 'first-price' | 'large-change' | 'below-cost' | 'below-floor';

/** A price that has been in force. Moments in ms, amounts in minor units. */
export type PastPrice = { readonly amount: number; readonly from: number; readonly to: number | null };

/** A change of price as it is proposed; all amounts in minor units of one currency. */
export type PriceChange = {
  /** Null: the article has no approved price yet. */
  readonly current: number | null;
  readonly proposed: number;
  readonly cost: number;
  readonly floor: number;
  readonly market: string;
  /** The higher price that a promotion is going to name beside the new one. */
  readonly announced: number | null;
  readonly history: readonly PastPrice[];
  readonly at: number;
};

/** How a change was judged, and on what. */
export type PriceCheck = {
  readonly tier: PriceTier;
  readonly reasons: readonly PriceReason[];
  /** Share of the current price, up or down; null for a first price. */
  readonly change: number | null;
  /** The lowest price of the last 30 days, which alone may be named as the earlier one in the EU. */
  readonly lowest: number | null;
  readonly isPriorPriceTrue: boolean;
};

const LEAD_LIMIT = 0.1;
const MANAGER_LIMIT = 0.2;
const DAY_MS = 86_400_000;
/** Directive 98/6/EC art. 6a: the lowest price of at least this long before a reduction. */
const PRIOR_PRICE_DAYS = 30;
const DIGITS = 10_000;

/** Judges a change: who has to approve it, and whether the price it is compared with is a true one. */
export function judgePrice(change: PriceChange): PriceCheck {
  const { current, proposed, announced, market } = change;
  const share = current === null || current === 0 ? null : Math.abs(proposed - current) / current;
  const reasons = reasonsOf(change, share);
  const lowest = lowestOf(change);
  const isBound = announced !== null && salesMarket(market) === 'EU';
  return {
    tier: tierOf(reasons, share),
    reasons,
    change: share === null ? null : Math.round(share * DIGITS) / DIGITS,
    lowest,
    isPriorPriceTrue: !isBound || (lowest !== null && announced <= lowest),
  };
}

function reasonsOf({ proposed, cost, floor }: PriceChange, share: number | null): PriceReason[] {
  return [
    ...(share === null ? (['first-price'] as const) : []),
    ...(share !== null && share > MANAGER_LIMIT ? (['large-change'] as const) : []),
    ...(proposed < cost ? (['below-cost'] as const) : []),
    ...(proposed < floor ? (['below-floor'] as const) : []),
  ];
}

function tierOf(reasons: readonly PriceReason[], share: number | null): PriceTier {
  if (reasons.some((reason) => reason !== 'first-price')) return 'general-manager';
  return share === null || share > LEAD_LIMIT ? 'manager' : 'lead';
}

function lowestOf({ history, current, at }: PriceChange): number | null {
  const since = at - PRIOR_PRICE_DAYS * DAY_MS;
  const recent = history.filter(({ from, to }) => from <= at && (to === null || to >= since));
  const amounts = [...recent.map(({ amount }) => amount), ...(current === null ? [] : [current])];
  return amounts.length === 0 ? null : Math.min(...amounts);
}
