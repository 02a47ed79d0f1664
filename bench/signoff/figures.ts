const P50 = 0.5;
const P95 = 0.95;

/** How long something took, in ms. */
export type Latency = { readonly p50: number; readonly p95: number };

export function latencyOf(times: readonly number[]): Latency {
  return { p50: round(quantile(times, P50)), p95: round(quantile(times, P95)) };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, P50);

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Three digits tell all that a machine with neighbours can. */
export const round = (value: number): number => Number(value.toPrecision(3));
