import { afterAll, describe, expect, test } from 'vitest';
import { Evaluator } from '../../activities/cpu/evaluator.ts';

const evaluator = new Evaluator({ timeMs: 3_000, memoryMb: 64 });
afterAll(() => evaluator.close());

const script = (source: string, variables = {}) => evaluator.evaluate({ kind: 'script', source, variables });

describe('the evaluator', () => {
  test('gives the value of an expression', async () => {
    expect(await script('amount * 2', { amount: 21 })).toBe(42);
    expect(await script('nothing', {})).toBeNull();
  });

  test('says why an expression has none', async () => {
    await expect(script('1 +')).rejects.toThrow(/in "1 \+"/);
  });

  test.each([
    { what: 'memory', source: 'for i in 1..9000, j in 1..9000 return i * j' },
    { what: 'time', source: 'count(for i in 1..200000 return count(1..2000))' },
  ])('ends what takes too much $what, and goes on with the next', async ({ source }) => {
    const [heavy, light] = await Promise.allSettled([script(source), script('1 + 1')]);

    expect(heavy.status).toBe('rejected');
    expect(light).toMatchObject({ status: 'fulfilled', value: 2 });
  });
});
