import { salesMarket } from './market.ts';

/** Who signs a change of price (POL-01#15.2). */
export type PriceTier = 'lead' | 'manager' | 'general-manager';

export type PriceReason =
  | 'first-price'
  | 'large-change'
  | 'small-steps'
  | 'below-cost'
  | 'below-floor'
  | 'cost-lowered'
  | 'floor-lowered';

/** A price that has been in force. Moments in ms, amounts in minor units. */
export type PastPrice = { readonly amount: number; readonly from: number; readonly to: number | null };

/** A change of price as it is proposed; all amounts in minor units of one currency. */
export type PriceChange = {
  /** Null: the article has no approved price yet. */
  readonly current: number | null;
  readonly proposed: number;
  readonly cost: number;
  readonly floor: number;
  /** Cost and floor that the present price was approved with: whoever proposes may not set them lower by themselves. */
  readonly approved: { readonly cost: number; readonly floor: number } | null;
  readonly market: string;
  /** It is a promotion, which names a higher price beside the new one. */
  readonly isPromotion: boolean;
  readonly announced: number | null;
  readonly history: readonly PastPrice[];
  readonly at: number;
};

/** How a change was judged, and on what. */
export type PriceCheck = {
  readonly tier: PriceTier;
  readonly reasons: readonly PriceReason[];
  /** Share of the price that was in force within the last days and is farthest away, up or down; null for a first price. */
  readonly change: number | null;
  /** What the price was held against. */
  readonly cost: number;
  readonly floor: number;
  /** The lowest price of the last 30 days, which alone may be named as the earlier one in the EU. */
  readonly lowest: number | null;
  readonly isPriorPriceTrue: boolean;
};

const LEAD_LIMIT = 0.1;
const MANAGER_LIMIT = 0.2;
const DAY_MS = 86_400_000;
/** Directive 98/6/EC art. 6a: the lowest price of at least this long before a reduction. */
const PRIOR_PRICE_DAYS = 30;
/** Several small changes within so many days are one large one. */
const SERIES_DAYS = 7;
const DIGITS = 10_000;

/** Judges a change: who has to approve it, and whether the price it is compared with is a true one. */
export function judgePrice(change: PriceChange): PriceCheck {
  const { current, proposed, approved } = change;
  const share = current === null || current === 0 ? null : farthest(change, current);
  const cost = Math.max(change.cost, approved?.cost ?? 0);
  const floor = Math.max(change.floor, approved?.floor ?? 0);
  const isStepped = share !== null && current !== null && share > shareOf(proposed, current);
  const reasons = reasonsOf({ proposed, cost, floor, share, isStepped, lowered: loweredOf(change) });
  const lowest = lowestOf(change);
  return {
    tier: tierOf(reasons, share),
    reasons,
    change: share === null ? null : Math.round(share * DIGITS) / DIGITS,
    cost,
    floor,
    lowest,
    isPriorPriceTrue: isPriorPriceTrue(change, lowest),
  };
}

/** In the EU a promotion says which price it is compared with, and that was the lowest. */
function isPriorPriceTrue({ market, isPromotion, announced }: PriceChange, lowest: number | null): boolean {
  const isBound = (isPromotion || announced !== null) && salesMarket(market) === 'EU';
  return !isBound || (announced !== null && lowest !== null && announced <= lowest);
}

const shareOf = (proposed: number, from: number): number => Math.abs(proposed - from) / from;

function farthest({ proposed, history, at }: PriceChange, current: number): number {
  const since = at - SERIES_DAYS * DAY_MS;
  const recent = history.filter(({ from, to }) => from <= at && (to === null || to >= since));
  return Math.max(...[current, ...recent.map(({ amount }) => amount)].map((amount) => shareOf(proposed, amount)));
}

type Measured = {
  readonly proposed: number;
  readonly cost: number;
  readonly floor: number;
  readonly share: number | null;
  readonly isStepped: boolean;
  readonly lowered: readonly PriceReason[];
};

/** Whoever lowers what prices are held against changes what the next one needs. */
function loweredOf({ approved, cost, floor }: PriceChange): readonly PriceReason[] {
  if (approved === null) return [];
  return [
    ...(cost < approved.cost ? (['cost-lowered'] as const) : []),
    ...(floor < approved.floor ? (['floor-lowered'] as const) : []),
  ];
}

function reasonsOf({ proposed, cost, floor, share, isStepped, lowered }: Measured): PriceReason[] {
  return [
    ...(share === null ? (['first-price'] as const) : []),
    ...(share !== null && share > MANAGER_LIMIT ? (['large-change'] as const) : []),
    ...(isStepped ? (['small-steps'] as const) : []),
    ...(proposed < cost ? (['below-cost'] as const) : []),
    ...(proposed < floor ? (['below-floor'] as const) : []),
    ...lowered,
  ];
}

/** Reasons that no lead or manager decides about. */
const forGeneralManager: ReadonlySet<PriceReason> = new Set([
  'large-change',
  'below-cost',
  'below-floor',
  'floor-lowered',
]);

function tierOf(reasons: readonly PriceReason[], share: number | null): PriceTier {
  if (reasons.some((reason) => forGeneralManager.has(reason))) return 'general-manager';
  return share === null || share > LEAD_LIMIT || reasons.includes('cost-lowered') ? 'manager' : 'lead';
}

function lowestOf({ history, current, at }: PriceChange): number | null {
  const since = at - PRIOR_PRICE_DAYS * DAY_MS;
  const recent = history.filter(({ from, to }) => from <= at && (to === null || to >= since));
  const amounts = [...recent.map(({ amount }) => amount), ...(current === null ? [] : [current])];
  return amounts.length === 0 ? null : Math.min(...amounts);
}

/** From the least; whoever signs a list of prices signs as for the farthest of them. */
const tiers: readonly PriceTier[] = ['lead', 'manager', 'general-manager'];

/** Who signs a list of changes: whoever signs the one that goes farthest. Nobody signs a list that changes nothing. */
export function tierOfList(checks: readonly Pick<PriceCheck, 'tier'>[]): PriceTier | 'none' {
  return tiers.findLast((tier) => checks.some((check) => check.tier === tier)) ?? 'none';
}
