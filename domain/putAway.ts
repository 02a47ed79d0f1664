/** Where goods of a kind must lie, and no others beside them (POL-01#13.2). */
export const zones = ['general', 'hazmat', 'bonded', 'brand', 'quarantine', 'overseas'] as const;
export type Zone = (typeof zones)[number];

/** Properties of a lot that decide where it may lie. */
export type Segregated = {
  readonly isDangerous: boolean;
  readonly isBonded: boolean;
  /** Only authorised sellers may handle the brand. */
  readonly isBrandRestricted: boolean;
};

export type Placement = { readonly location: string; readonly quantity: number };

/** A place that was scanned; no zone when there is no such place. */
export type Place = { readonly id: string; readonly zone: Zone | undefined };

export type PlacementReason = 'quantity' | 'location-unknown' | 'zone';

export type PlacementVerdict = {
  readonly verdict: 'accepted' | 'refused';
  readonly reasons: readonly PlacementReason[];
  /** The zone that the lot belongs to. */
  readonly zone: Zone;
  readonly expected: number;
  readonly placed: number;
  /** Places that are not of that zone. */
  readonly wrong: readonly string[];
};

/**
 * The zone of a lot. Bonded goods are under customs supervision, so that comes first; then what is dangerous, then brands
 * that only some may handle.
 */
export function zoneOf({ isBonded, isDangerous, isBrandRestricted }: Segregated): Zone {
  if (isBonded) return 'bonded';
  if (isDangerous) return 'hazmat';
  return isBrandRestricted ? 'brand' : 'general';
}

/** Whether a lot may lie where it was put: all of it, in places of its own zone only. */
export function judgePlacement(
  lot: Segregated & { readonly quantity: number },
  placements: readonly Placement[],
  places: readonly Place[],
): PlacementVerdict {
  const zone = zoneOf(lot);
  const known = new Map(places.map((place) => [place.id, place.zone]));
  const wrong = placements.map(({ location }) => location).filter((id) => known.get(id) !== zone);
  const placed = placements.reduce((sum, { quantity }) => sum + quantity, 0);
  const reasons: PlacementReason[] = [];
  if (placed !== lot.quantity) reasons.push('quantity');
  if (wrong.some((id) => known.get(id) === undefined)) reasons.push('location-unknown');
  if (wrong.some((id) => known.get(id) !== undefined)) reasons.push('zone');
  return {
    verdict: reasons.length === 0 ? 'accepted' : 'refused',
    reasons,
    zone,
    expected: lot.quantity,
    placed,
    wrong: [...new Set(wrong)],
  };
}
