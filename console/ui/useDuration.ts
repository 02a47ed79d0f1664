import { useSpan } from './useSpan.ts';

const DAY_MS = 86_400_000;
const units = [7 * DAY_MS, DAY_MS, 3_600_000, 60_000, 1_000] as const;
const duration = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** Writes an ISO 8601 duration ("P2D") as one says it; undefined when it is none, but worked out when it begins. */
export function useDuration(): (iso: string) => string | undefined {
  const span = useSpan();
  return (iso) => {
    const [, ...parts] = duration.exec(iso) ?? [];
    if (parts.length === 0) return undefined;
    return span(units.reduce((sum, unit, place) => sum + unit * Number(parts[place] ?? 0), 0));
  };
}
