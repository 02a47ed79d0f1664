import { salesMarket } from './market.ts';

/** So much of a lot at one place, with all that decides whether it may be sold. Days are "YYYY-MM-DD". */
export type StockRow = {
  readonly sku: string;
  readonly lot: string;
  readonly location: string;
  /** Not yet promised to an order. */
  readonly available: number;
  readonly state: LotState;
  readonly isHeld: boolean;
  /** Markets the lot was bought, tested and labelled for. */
  readonly markets: readonly string[];
  readonly expiresOn: string | null;
  readonly receivedAt: number;
};

/** A lot waits in quarantine until it is inspected, labelled and put away; a rejected one never leaves but outwards. */
export type LotState = 'quarantine' | 'released' | 'rejected' | 'scrap-due';

export type Line = { readonly sku: string; readonly quantity: number };
/** What is taken from where. */
export type StockPick = {
  readonly sku: string;
  readonly lot: string;
  readonly location: string;
  readonly quantity: number;
};

export type Ask = { readonly market: string; readonly lines: readonly Line[] };
export type Waiting = Ask & { readonly order: string };

export type Allocation =
  | { readonly kind: 'reserved'; readonly picks: readonly StockPick[] }
  | { readonly kind: 'short'; readonly missing: readonly Line[] };

/** Why stock may not be sold to a market. */
export type Obstacle = 'quarantined' | 'held' | 'expired' | 'market';

/** What keeps a lot from being sold in a country on a day; undefined when nothing does (POL-01#13.2, #16.4). */
export function obstacleTo(
  { state, isHeld, expiresOn, markets }: Omit<StockRow, 'available' | 'sku' | 'lot' | 'location' | 'receivedAt'>,
  market: string,
  today: string,
): Obstacle | undefined {
  if (state !== 'released') return 'quarantined';
  if (isHeld) return 'held';
  if (expiresOn !== null && expiresOn <= today) return 'expired';
  return markets.includes(salesMarket(market)) ? undefined : 'market';
}

/** Takes what an order needs, all of it or nothing: only what its market allows, what expires first goes out first. */
export function allocate(stock: readonly StockRow[], { market, lines }: Ask, today: string): Allocation {
  const picks: StockPick[] = [];
  const missing: Line[] = [];
  const sellable = stock.filter((row) => obstacleTo(row, market, today) === undefined).toSorted(firstOut);
  for (const { sku, quantity } of together(lines)) {
    let wanted = quantity;
    for (const row of sellable) {
      if (row.sku !== sku || row.available <= 0 || wanted === 0) continue;
      const taken = Math.min(row.available, wanted);
      picks.push({ sku, lot: row.lot, location: row.location, quantity: taken });
      wanted -= taken;
    }
    if (wanted > 0) missing.push({ sku, quantity: wanted });
  }
  return missing.length > 0 ? { kind: 'short', missing } : { kind: 'reserved', picks };
}

export type Served = { readonly order: string; readonly picks: readonly StockPick[] };

/**
 * Serves the orders that wait, in their order. Whoever cannot be served is not overtaken: later orders for the same goods
 * on the same market go on waiting too.
 */
export function serveWaiting(stock: readonly StockRow[], waiting: readonly Waiting[], today: string): Served[] {
  const left = new Map(stock.map((row) => [placeOf(row), row]));
  const blocked = new Set<string>();
  const served: Served[] = [];
  for (const { order, market, lines } of waiting) {
    const keys = lines.map(({ sku }) => `${salesMarket(market)} ${sku}`);
    const outcome = keys.some((key) => blocked.has(key))
      ? undefined
      : allocate([...left.values()], { market, lines }, today);
    if (outcome?.kind !== 'reserved') {
      for (const key of keys) blocked.add(key);
      continue;
    }
    for (const pick of outcome.picks) take(left, pick);
    served.push({ order, picks: outcome.picks });
  }
  return served;
}

/** What expires first goes out first; what never expires, in the order of its arrival. */
function firstOut(one: StockRow, other: StockRow): number {
  const expiry = compare(one.expiresOn ?? NEVER, other.expiresOn ?? NEVER);
  return expiry || one.receivedAt - other.receivedAt || compare(placeOf(one), placeOf(other));
}

const NEVER = '9999-12-31';

function take(left: Map<string, StockRow>, pick: StockPick): void {
  const row = left.get(placeOf(pick));
  if (row) left.set(placeOf(pick), { ...row, available: row.available - pick.quantity });
}

/** Lines of the same goods count as one. */
function together(lines: readonly Line[]): Line[] {
  const sums = new Map<string, number>();
  for (const { sku, quantity } of lines) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
  return [...sums].map(([sku, quantity]) => ({ sku, quantity }));
}

const placeOf = ({ sku, lot, location }: Omit<StockPick, 'quantity'>) => `${sku} ${lot} ${location}`;

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
