import { createHash, createHmac } from 'node:crypto';

/** One finished step that may be drawn. Weight 1 is the ordinary chance; a step of weight 3 has three chances. */
export type Member = { readonly id: string; readonly weight: number };

/** What anybody needs to draw the same sample again. */
export type Draw = { readonly population: readonly Member[]; readonly seed: string; readonly size: number };

/** The method by its name, as it is published beside every sample. */
export const ALGORITHM = 'HMAC-SHA-256(seed, "<id>#<chance>"), each member at its smallest digest, smallest first';

/**
 * Draws `size` members: each stands at the smallest of its chances, a chance being HMAC-SHA-256 over "<id>#<number>" keyed
 * with the seed; the smallest come first. Neither the order of the population nor who draws has any influence (POL-01#17.1).
 */
export function drawSample({ population, seed, size }: Draw): string[] {
  const ranked = population.map(({ id, weight }) => ({ id, rank: rankOf(id, weight, seed) }));
  ranked.sort((one, other) => compare(one.rank, other.rank) || compare(one.id, other.id));
  return ranked.slice(0, size).map(({ id }) => id);
}

/** Names a population by its content, whatever its order: SHA-256, in hex, of its lines "<id> <weight>" sorted by id. */
export function populationHash(population: readonly Member[]): string {
  const lines = population.map(({ id, weight }) => `${id} ${weight}`).sort(compare);
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

function rankOf(id: string, weight: number, seed: string): string {
  const chances = Math.max(1, Math.trunc(weight));
  let best = chanceOf(id, 1, seed);
  for (let chance = 2; chance <= chances; chance += 1) {
    const digest = chanceOf(id, chance, seed);
    if (digest < best) best = digest;
  }
  return best;
}

const chanceOf = (id: string, chance: number, seed: string): string =>
  createHmac('sha256', seed).update(`${id}#${chance}`).digest('hex');

/** By code units, the same on every machine. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
