import type { Instance } from './instance.ts';
import { all } from './shelves.ts';

/** How many tokens stand at each node; those that only watch over another are no flow of work. */
export function standingOf({ tokens }: Pick<Instance, 'tokens'>): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { node, watches } of all(tokens)) {
    if (watches === undefined) counts[node] = (counts[node] ?? 0) + 1;
  }
  return counts;
}
