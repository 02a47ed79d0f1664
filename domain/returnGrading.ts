import { type Segregated, type Zone, zoneOf } from './putAway.ts';

/** A: sold as new again. B: sold as open box. C: repair or parts. D: destroyed. */
export type ReturnGrade = 'A' | 'B' | 'C' | 'D';

export type GradedLine = {
  readonly sku: string;
  readonly lot: string;
  readonly quantity: number;
  readonly grade: ReturnGrade;
  /** Where it goes; only what is sold as new needs one. */
  readonly location?: string | undefined;
};

export type KnownLot = Segregated & { readonly sku: string; readonly lot: string };

export type RestockReason = 'lot-unknown' | 'location-missing' | 'zone' | 'not-shipped';
export type RestockVerdict = { readonly verdict: 'accepted' | 'refused'; readonly reasons: readonly RestockReason[] };

/** Whether a graded return can be booked: its lots are known, and what is sold again lies in the zone of its lot. */
export function judgeRestock(
  lines: readonly GradedLine[],
  lots: readonly KnownLot[],
  zones: ReadonlyMap<string, Zone>,
): RestockVerdict {
  const reasons = new Set(lines.flatMap((line) => objectionTo(line, lots, zones) ?? []));
  return { verdict: reasons.size === 0 ? 'accepted' : 'refused', reasons: [...reasons] };
}

function objectionTo(
  { sku, lot, grade, location }: GradedLine,
  lots: readonly KnownLot[],
  zones: ReadonlyMap<string, Zone>,
): RestockReason | undefined {
  const known = lots.find((it) => it.sku === sku && it.lot === lot);
  if (!known) return 'lot-unknown';
  if (grade !== 'A') return undefined;
  if (location === undefined) return 'location-missing';
  return zones.get(location) === zoneOf(known) ? undefined : 'zone';
}

/** Whether more of a lot is to come back than is still out there; what came back before is not. */
export function isOverReturned(
  lines: readonly GradedLine[],
  out: readonly { readonly sku: string; readonly lot: string; readonly quantity: number }[],
): boolean {
  const left = new Map(out.map(({ sku, lot, quantity }) => [JSON.stringify([sku, lot]), quantity]));
  for (const { sku, lot, quantity } of lines) {
    const key = JSON.stringify([sku, lot]);
    left.set(key, (left.get(key) ?? 0) - quantity);
  }
  return [...left.values()].some((quantity) => quantity < 0);
}

/** The number of the lot that a returned piece belongs to from now on: only what is as good as new goes back to its own. */
export function lotOfReturn({ lot, grade }: Pick<GradedLine, 'lot' | 'grade'>): string {
  return grade === 'A' ? lot : `${lot}-${grade}`;
}
