/** Who has to work on a violation case, each a different person. */
export const seats = ['officer', 'investigator', 'legalReviewer', 'hrReviewer', 'decider'] as const;
export type Seat = (typeof seats)[number];

/** Ids of those who could take a seat, whoever should take it first in front. */
export type Pools = { readonly [S in Seat | 'panel']: readonly string[] };

export type CaseStaff = { readonly [S in Seat]: string } & { readonly panel: readonly string[] };

/** A panel decides with three (POL-01#18.5). */
const PANEL_SIZE = 3;

/**
 * Fills the seats of a case: nobody takes two, nobody takes one who is barred — the person concerned, whoever reported it, the
 * line manager (POL-01#18.3), whoever declared a conflict. Answers the seat that stays empty when there are too few.
 */
export function staffCase(pools: Pools, barred: readonly string[]): CaseStaff | { readonly lacking: Seat | 'panel' } {
  const taken = new Set(barred);
  const found: Partial<Record<Seat, string>> = {};
  for (const seat of seats) {
    const person = pools[seat].find((id) => !taken.has(id));
    if (person === undefined) return { lacking: seat };
    found[seat] = person;
    taken.add(person);
  }
  const panel = [...new Set(pools.panel)].filter((id) => !taken.has(id)).slice(0, PANEL_SIZE);
  if (panel.length < PANEL_SIZE) return { lacking: 'panel' };
  return { ...(found as Record<Seat, string>), panel };
}

/** The same pools with those who answer to the person concerned at the end: they take a seat when nobody else is left. */
export function independentFirst(pools: Pools, subordinates: readonly string[]): Pools {
  const isBelow = (id: string) => subordinates.includes(id);
  const sorted = (pool: readonly string[]) => [...pool.filter((id) => !isBelow(id)), ...pool.filter(isBelow)];
  return {
    officer: sorted(pools.officer),
    investigator: sorted(pools.investigator),
    legalReviewer: sorted(pools.legalReviewer),
    hrReviewer: sorted(pools.hrReviewer),
    decider: sorted(pools.decider),
    panel: sorted(pools.panel),
  };
}
