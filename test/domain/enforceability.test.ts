import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowedMeasures, type ClauseStanding, judgeEnforceability, obstacles } from '../../domain/enforceability.ts';
import { educational, measures } from '../../domain/sanction.ts';

const DAY_MS = 86_400_000;
const act = Date.parse('2026-11-24T02:00:00Z');

const proven: ClauseStanding = {
  actAt: act,
  version: 2,
  vitalInterest: true,
  consulted: true,
  publicised: true,
  informedAt: act - DAY_MS,
  trainedAt: act - DAY_MS,
};

describe('a clause', () => {
  test('that can be proved in every point is enforceable', () => {
    expect(judgeEnforceability(proven)).toEqual({ verdict: 'enforceable', obstacles: [] });
  });

  test.each([
    ['that was not in force on the day', { version: undefined }, 'blocked', 'not-in-force'],
    ['that was not consulted on', { consulted: false }, 'reminder-only', 'not-consulted'],
    ['that was not made public', { publicised: false }, 'reminder-only', 'not-publicised'],
    ['that the person never signed', { informedAt: undefined }, 'reminder-only', 'not-informed'],
    ['that the person signed after the act', { informedAt: act + 1 }, 'reminder-only', 'not-informed'],
    ['that the person was never taught', { trainedAt: undefined }, 'reminder-only', 'not-trained'],
    ['that the person was taught after the act', { trainedAt: act + 1 }, 'reminder-only', 'not-trained'],
  ] as const)('%s is not', (_, change, verdict, obstacle) => {
    const standing = { ...proven, ...change } as ClauseStanding;

    expect(judgeEnforceability(standing)).toEqual({ verdict, obstacles: [obstacle] });
  });

  test('that touches nobody’s vital interests needs no consultation', () => {
    expect(judgeEnforceability({ ...proven, vitalInterest: false, consulted: false }).verdict).toBe('enforceable');
  });

  test('with several obstacles names them all', () => {
    const bare = { actAt: act, vitalInterest: true, consulted: false, publicised: false };

    expect(judgeEnforceability(bare)).toEqual({ verdict: 'blocked', obstacles: [...obstacles] });
  });

  test('is enforceable only when nothing stands in the way', () => {
    const moment = fc.option(fc.integer({ min: act - 5, max: act + 5 }), { nil: undefined });
    fc.assert(
      fc.property(
        fc.option(fc.nat(5), { nil: undefined }),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        moment,
        moment,
        (version, vitalInterest, consulted, publicised, informedAt, trainedAt) => {
          const given = { actAt: act, version, vitalInterest, consulted, publicised, informedAt, trainedAt };
          const { verdict, obstacles: found } = judgeEnforceability(given as ClauseStanding);

          expect(verdict === 'enforceable').toBe(found.length === 0);
          expect(verdict === 'blocked').toBe(version === undefined);
        },
      ),
    );
  });
});

describe('the measures that are left', () => {
  const row = ['retraining', 'written-warning', 'dismissal'] as const;

  test('are those of the matrix when the clause is enforceable', () => {
    expect(allowedMeasures({ verdict: 'enforceable' }, row)).toEqual(['no-measure', ...row]);
  });

  test('are a talk and training when it is not', () => {
    expect(allowedMeasures({ verdict: 'reminder-only' }, row)).toEqual([...educational]);
    expect(allowedMeasures({ verdict: 'reminder-only' }, measures)).toEqual([...educational]);
  });

  test('are none when it was not in force', () => {
    expect(allowedMeasures({ verdict: 'blocked' }, measures)).toEqual(['no-measure']);
  });
});
