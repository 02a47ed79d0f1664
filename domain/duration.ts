/** An ISO 8601 duration taken apart: whole months, whole days, milliseconds. */
export type Duration = { readonly months: number; readonly days: number; readonly ms: number };

const pattern = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/;

/** What one of each unit comes to, in the order of the pattern. */
const units: readonly (readonly [keyof Duration, number])[] = [
  ['months', 12],
  ['months', 1],
  ['days', 7],
  ['days', 1],
  ['ms', 3_600_000],
  ['ms', 60_000],
  ['ms', 1_000],
];

/** Reads an ISO 8601 duration such as "P3D", "PT4H30M" or "P1Y". Throws an Error that names what it found. */
export function parseDuration(text: string): Duration {
  const counts = pattern.exec(text)?.slice(1) ?? [];
  if (text.endsWith('T') || counts.every((count) => count === undefined)) {
    throw new Error(`"${text}" is not an ISO 8601 duration`);
  }
  const total = { months: 0, days: 0, ms: 0 };
  for (const [index, [unit, worth]] of units.entries()) total[unit] += Number(counts[index] ?? 0) * worth;
  return { ...total, ms: Math.round(total.ms) };
}
