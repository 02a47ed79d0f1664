import { rowFor } from './inspection.ts';

/** A sampling plan for incoming goods (POL-01#10.5). Counts are pieces. */
export type SamplingPlan = {
  readonly standard: string;
  readonly lotSize: number;
  readonly sampleSize: number;
  readonly majorAcceptance: number;
  readonly minorAcceptance: number;
};

/** Acceptance numbers for minor defects, AQL 4.0, by sample size: GB/T 2828.1, single sampling, normal inspection. */
const MINOR: Readonly<Record<number, number>> = {
  5: 0,
  20: 2,
  32: 3,
  50: 5,
  80: 7,
  125: 10,
  200: 14,
  315: 21,
  500: 21,
};

/** How many pieces of a lot are looked at, and how many defects it stands: never a critical one, AQL 2.5 major, 4.0 minor. */
export function samplingPlan(lotSize: number): SamplingPlan {
  const { n, ac } = rowFor('normal', lotSize);
  const isWhole = lotSize < n;
  return {
    standard: 'GB/T 2828.1-2012, II, AQL 2.5 / 4.0',
    lotSize,
    sampleSize: isWhole ? lotSize : n,
    majorAcceptance: ac,
    minorAcceptance: MINOR[n] ?? 0,
  };
}

export type Counted = { readonly sku: string; readonly lot: string; readonly quantity: number };
export type Difference = {
  readonly sku: string;
  readonly lotNumber: string;
  readonly location: string;
  /** Pieces more than the book says, or fewer. */
  readonly difference: number;
};

/** Where a blind count and the book of a place differ; what was not counted is not there. */
export function differencesAt(location: string, counted: readonly Counted[], book: readonly Counted[]): Difference[] {
  const sums = new Map<string, Difference>();
  const add = ({ sku, lot, quantity }: Counted, sign: 1 | -1) => {
    const key = JSON.stringify([sku, lot]);
    const before = sums.get(key)?.difference ?? 0;
    sums.set(key, { sku, lotNumber: lot, location, difference: before + sign * quantity });
  };
  for (const line of counted) add(line, 1);
  for (const line of book) add(line, -1);
  return [...sums.values()].filter(({ difference }) => difference !== 0);
}

/** How a piece of a lot is named when it is scanned: one line a lot, whatever places it comes from. */
export function scanCodes(picks: readonly Counted[]): string[] {
  const sums = new Map<string, Counted>();
  for (const pick of picks) {
    const key = `${pick.sku} / ${pick.lot}`;
    sums.set(key, { ...pick, quantity: (sums.get(key)?.quantity ?? 0) + pick.quantity });
  }
  return [...sums].map(([key, { quantity }]) => `${key} / ${quantity}`).toSorted();
}

export type Appraisal = {
  readonly verdict: 'adjustable' | 'impossible';
  readonly reasons: readonly ('unknown' | 'below-zero' | 'no-difference' | 'cost-unknown')[];
  readonly book: number;
  /** Pieces that were adjusted there lately: a difference is not split to stay below a limit. */
  readonly recent: number;
  /** Fen (CNY), of one piece and of the difference with what was adjusted lately: what the limits go by (POL-01#13.3). */
  readonly unitCost: number;
  /** Null while nobody knows what a piece costs: then the highest limit applies. */
  readonly amount: number | null;
  readonly currency: 'CNY';
};

/** Whether the book can be adjusted at all, and what the difference is worth. */
export function appraise(
  difference: number,
  found: { readonly unitCost: number; readonly book: number; readonly recent?: number } | undefined,
): Appraisal {
  const { unitCost, book, recent = 0 } = found ?? { unitCost: 0, book: 0 };
  const obstacles: [Appraisal['reasons'][number], boolean][] = [
    ['unknown', !found],
    ['no-difference', difference === 0],
    ['below-zero', found !== undefined && book + difference < 0],
  ];
  const reasons = obstacles.flatMap(([reason, holds]) => (holds ? [reason] : []));
  return {
    verdict: reasons.length === 0 ? 'adjustable' : 'impossible',
    reasons: found && unitCost === 0 ? [...reasons, 'cost-unknown'] : reasons,
    book,
    recent,
    unitCost,
    amount: unitCost === 0 ? null : (Math.abs(difference) + recent) * unitCost,
    currency: 'CNY',
  };
}

export type OverseasDifference = {
  readonly warehouse: string;
  readonly sku: string;
  readonly ours: number;
  readonly theirs: number;
  readonly difference: number;
  /** Fen (CNY), at cost. */
  readonly amount: number;
  readonly asOf: string;
  /** The last day on which the warehouse takes a claim. */
  readonly claimUntil: string;
};

/** Warehouses take claims for so long after the day they reported (a default, to be set by contract). */
const CLAIM_WINDOW_DAYS = 60;
const DAY_MS = 86_400_000;

export type OverseasRow = Pick<OverseasDifference, 'warehouse' | 'sku' | 'ours' | 'theirs' | 'asOf'> & {
  readonly unitCost: number;
};

/** What an overseas warehouse reports otherwise than our book has it. */
export function overseasDifferences(rows: readonly OverseasRow[]): OverseasDifference[] {
  return rows
    .filter(({ ours, theirs }) => ours !== theirs)
    .map(({ unitCost, ...row }) => {
      const difference = row.theirs - row.ours;
      const claimUntil = new Date(Date.parse(row.asOf) + CLAIM_WINDOW_DAYS * DAY_MS).toISOString().slice(0, 10);
      return { ...row, difference, amount: Math.abs(difference) * unitCost, claimUntil };
    });
}

/** A lot at an overseas place; those that were received first come first. */
export type OverseasLot = {
  readonly sku: string;
  readonly lot: string;
  readonly location: string;
  readonly quantity: number;
};

/** Spreads a difference over lots: what is missing is taken from the oldest, what is more goes to the newest. */
export function spread(difference: number, lots: readonly OverseasLot[]): Difference[] {
  const newest = lots.at(-1);
  if (difference > 0)
    return newest ? [{ sku: newest.sku, lotNumber: newest.lot, location: newest.location, difference }] : [];
  const found: Difference[] = [];
  let left = -difference;
  for (const { sku, lot, location, quantity } of lots) {
    const taken = Math.min(left, quantity);
    if (taken > 0) found.push({ sku, lotNumber: lot, location, difference: -taken });
    left -= taken;
  }
  return found;
}
