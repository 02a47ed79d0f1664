import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawSample, populationHash } from '../../domain/sampling.ts';

const members = (count: number, weight = 1) =>
  Array.from({ length: count }, (_, index) => ({ id: `procurement/${index}|t1`, weight }));

const populations = fc.uniqueArray(
  fc.record({ id: fc.string({ minLength: 1 }), weight: fc.integer({ min: 1, max: 4 }) }),
  {
    selector: ({ id }) => id,
    maxLength: 40,
  },
);

/** The method as it is published, written down a second time. */
function byHand(population: readonly { id: string; weight: number }[], seed: string, size: number): string[] {
  const tickets = population.flatMap(({ id, weight }) =>
    Array.from({ length: weight }, (_, index) => ({
      id,
      digest: createHmac('sha256', seed)
        .update(`${id}#${index + 1}`)
        .digest('hex'),
    })),
  );
  const inOrder = tickets.toSorted((one, other) => (one.digest < other.digest ? -1 : 1)).map(({ id }) => id);
  return [...new Set(inOrder)].slice(0, size);
}

describe('a sample', () => {
  test('is the same for the same population, seed and size, whatever the order of the population', () => {
    fc.assert(
      fc.property(populations, fc.string(), fc.nat(50), (population, seed, size) => {
        const drawn = drawSample({ population, seed, size });

        expect(drawSample({ population: population.toReversed(), seed, size })).toEqual(drawn);
        expect(drawn).toEqual(byHand(population, seed, size));
      }),
    );
  });

  test('holds nobody twice, nobody from outside, and never more than there are', () => {
    fc.assert(
      fc.property(populations, fc.string(), fc.nat(60), (population, seed, size) => {
        const drawn = drawSample({ population, seed, size });

        expect(drawn).toHaveLength(Math.min(size, population.length));
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(population.map(({ id }) => id)).toEqual(expect.arrayContaining(drawn));
      }),
    );
  });

  test('of one seed begins with the sample of fewer', () => {
    const population = members(100);

    const few = drawSample({ population, seed: 's', size: 10 });

    expect(drawSample({ population, seed: 's', size: 40 }).slice(0, 10)).toEqual(few);
  });

  test('is another one for another seed', () => {
    const population = members(100);

    expect(drawSample({ population, seed: 'a', size: 20 })).not.toEqual(
      drawSample({ population, seed: 'b', size: 20 }),
    );
  });

  test('gives everybody about the same chance, and who has three chances about three times as much', () => {
    const population = [...members(60), ...members(20, 3).map(({ id, weight }) => ({ id: `late-${id}`, weight }))];
    const hits = { plain: 0, late: 0 };
    for (let seed = 0; seed < 400; seed += 1) {
      for (const id of drawSample({ population, seed: String(seed), size: 4 }))
        hits[id.startsWith('late') ? 'late' : 'plain'] += 1;
    }

    const ratio = hits.late / 20 / (hits.plain / 60);
    expect(ratio).toBeGreaterThan(2.3);
    expect(ratio).toBeLessThan(3.7);
  });
});

describe('the hash of a population', () => {
  test('does not depend on its order', () => {
    const population = members(9);

    expect(populationHash(population.toReversed())).toBe(populationHash(population));
  });

  test('tells when one was added, left out, or given another chance', () => {
    const population = members(9);
    const hashes = [
      population,
      population.slice(1),
      [...population, { id: 'new', weight: 1 }],
      population.map((member, index) => (index === 4 ? { ...member, weight: 2 } : member)),
    ].map(populationHash);

    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
