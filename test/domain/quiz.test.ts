import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawItems, grade, type QuizItem } from '../../domain/quiz.ts';

const item = (id: string, critical = false, answer: readonly string[] = ['a']): QuizItem => ({ id, critical, answer });
const ten = Array.from({ length: 10 }, (_, number) => item(`q${number}`, number === 0));
const right = (items: readonly QuizItem[]) => Object.fromEntries(items.map(({ id, answer }) => [id, answer]));

describe('drawing a quiz', () => {
  test('is the same for the same seed, without repeats, with a critical item whatever the seed', () => {
    fc.assert(
      fc.property(fc.uuid(), (seed) => {
        const drawn = drawItems(ten, 8, seed);
        expect(drawItems(ten, 8, seed)).toEqual(drawn);
        expect(new Set(drawn).size).toBe(8);
        expect(drawn.some(({ critical }) => critical)).toBe(true);
      }),
    );
  });

  test('comes out differently for different seeds, and gives every item its turn', () => {
    const draws = Array.from({ length: 200 }, (_, seed) => drawItems(ten, 3, `seed ${seed}`).map(({ id }) => id));

    expect(new Set(draws.map(String)).size).toBeGreaterThan(50);
    expect(new Set(draws.flat())).toEqual(new Set(ten.map(({ id }) => id)));
  });

  test('takes all there are when there are fewer', () => {
    expect(drawItems(ten.slice(0, 4), 8, 'seed')).toHaveLength(4);
  });
});

describe('marking a quiz', () => {
  test.each([
    { wrong: 0, score: 100, passed: true },
    { wrong: 2, score: 80, passed: true },
    { wrong: 3, score: 70, passed: false },
  ])('gives $score for $wrong wrong of ten', ({ wrong, score, passed }) => {
    const answers = right(ten.slice(0, ten.length - wrong));

    expect(grade(ten, 80, answers)).toMatchObject({ score, passed, criticalMissed: 0 });
  });

  test('fails whoever misses a critical item, whatever the score', () => {
    expect(grade(ten, 80, right(ten.slice(1)))).toMatchObject({ score: 90, passed: false, criticalMissed: 1 });
  });

  test('wants all of several answers and nothing besides, in whatever order', () => {
    const two = [item('q', false, ['a', 'c'])];

    expect(grade(two, 80, { q: ['c', 'a'] }).passed).toBe(true);
    expect(grade(two, 80, { q: ['a'] }).passed).toBe(false);
    expect(grade(two, 80, { q: ['a', 'b', 'c'] }).passed).toBe(false);
    expect(grade(two, 80, { q: ['a', 'a'] }).passed).toBe(false);
    expect(grade(two, 80, {}).passed).toBe(false);
  });

  test('rounds down: nearly is not enough', () => {
    const six = ten.slice(0, 6);

    expect(grade(six, 84, right(six.slice(0, 5)))).toMatchObject({ score: 83, passed: false });
  });
});
