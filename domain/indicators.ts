/** What an indicator is held against. */
export type Target = { readonly at: 'least' | 'most'; readonly value: number };

/** What was measured in a month: on how many cases, and what came out; nothing where there was nothing to measure. */
export type Measured = { readonly cases: number; readonly value: number | null; readonly isMet: boolean | null };

const PERCENT = 100;

/** A part of a whole in percent. */
export function share(part: number, whole: number, target: Target): Measured {
  return measured(whole, PERCENT * part, target);
}

/** A sum spread over its cases, in the unit that the target is set in. */
export function mean(sum: number, cases: number, target: Target): Measured {
  return measured(cases, sum, target);
}

function measured(cases: number, sum: number, { at, value: wanted }: Target): Measured {
  if (cases === 0) return { cases, value: null, isMet: null };
  const value = sum / cases;
  return { cases, value, isMet: at === 'least' ? value >= wanted : value <= wanted };
}
