import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogPath, readForms } from '../../catalog/index.ts';
import {
  aggravating,
  compensationCap,
  judgeProposal,
  type Measure,
  measures,
  mitigating,
  needsPanel,
  readProposal,
  violationClasses,
  weigh,
} from '../../domain/sanction.ts';
import { shippedDecisions, taken } from '../catalog/play.ts';

const decisions = await shippedDecisions();
const yuan = (amount: number) => amount * 100;
const someOf = <T extends string>(values: readonly T[]) => fc.subarray([...values]);

/** What takes money as a punishment, in both languages. */
const money =
  /罚款|罚金|扣(?:发|减)?(?:底薪|基本工资|工资)|押金|保证金|\bfine[sd]?\b|penalt|withh[eo]ld|deposit|deduct/i;

describe('a measure that takes money as a punishment', () => {
  test('is not among the measures', () => {
    expect(measures.filter((measure) => money.test(measure))).toEqual([]);
  });

  test('is in no row of the matrix', () => {
    for (const weighedClass of violationClasses) {
      for (const occurrence of [1, 2, 3, 9]) {
        const row = taken(decisions, 'sanction-matrix', { weighedClass, occurrence }) as { measures: Measure[] };
        expect(row.measures.length).toBeGreaterThan(0);
        expect(measures).toEqual(expect.arrayContaining(row.measures));
      }
    }
  });

  test('cannot be chosen in any form of a case, in no language', () => {
    const choices = readForms()
      .filter(({ id }) => id.startsWith('case-') || id === 'violationCase-facts')
      .flatMap(({ schema, texts }) => [
        ...Object.values(schema.properties ?? {}).flatMap((it) => [...(it.enum ?? []), ...(it.items?.enum ?? [])]),
        ...Object.values(texts).flatMap(({ options = {} }) => Object.values(options).flatMap(Object.values)),
      ]);

    expect(choices).toContain('written-warning');
    expect(choices.filter((choice) => money.test(choice))).toEqual([]);
    const form = readForms().find(({ id }) => id === 'case-proposal');
    expect(form?.schema.properties?.['measures']?.items?.enum).toEqual([...measures]);
  });

  test('cannot be stored, and no column or key is there for it', () => {
    const folder = join(catalogPath, '..', 'migrations');
    const sql = readFileSync(join(folder, '20261124_11_supervision.ts'), 'utf8');
    const stored =
      /create domain sanction_measures as text\[\] check \(value <@ array\[([^\]]+)\]/.exec(sql)?.[1] ?? '';

    expect([...stored.matchAll(/'([^']+)'/g)].map(([, measure]) => measure)).toEqual([...measures]);
    expect(readdirSync(folder)).toContain('20261124_11_supervision.ts');
    expect(/\b(fine|fined|penalty|deposit|withheld)\w*\s+(bigint|integer|numeric|jsonb)/i.test(sql)).toBe(false);
  });
});

describe('the sanction matrix', () => {
  const rowOf = (weighedClass: string, occurrence: number) =>
    taken(decisions, 'sanction-matrix', { weighedClass, occurrence }) as { measures: Measure[]; decidedBy: string };

  test('has exactly one row for every class and every time', () => {
    for (const weighedClass of violationClasses)
      for (let occurrence = 1; occurrence <= 6; occurrence += 1) expect(rowOf(weighedClass, occurrence)).not.toBeNull();
  });

  test('dismisses only for what is severe, and leaves that to a panel', () => {
    for (const weighedClass of violationClasses) {
      const { measures: row, decidedBy } = rowOf(weighedClass, 3);
      const isSevere = weighedClass === 'severe' || weighedClass === 'grave';
      expect([weighedClass, row.includes('dismissal')]).toEqual([weighedClass, isSevere]);
      expect([weighedClass, decidedBy]).toEqual([weighedClass, isSevere ? 'panel' : 'decider']);
    }
  });

  test('begins with a talk', () => {
    expect(rowOf('slight', 1).measures).toEqual(['reminder-talk', 'retraining']);
  });
});

describe('weighing', () => {
  test.each([
    ['ordinary', [], [], 'ordinary'],
    ['ordinary', ['self-report'], [], 'slight'],
    ['ordinary', ['repair'], [], 'slight'],
    ['considerable', ['self-report', 'repair'], [], 'slight'],
    ['ordinary', [], ['intent'], 'considerable'],
    ['ordinary', ['repair'], ['intent'], 'ordinary'],
    ['ordinary', ['self-report'], ['intent'], 'ordinary'],
    ['slight', ['self-report', 'repair', 'minor-loss'], [], 'slight'],
    ['grave', [], ['intent', 'retaliation'], 'grave'],
  ] as const)('%s with %j and %j gives %s', (found, inFavour, against, expected) => {
    expect(weigh(found, inFavour, against)).toBe(expected);
  });

  test('never makes it worse that somebody reported themselves', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...violationClasses),
        someOf(mitigating.slice(1)),
        someOf(aggravating),
        (found, inFavour, against) => {
          const rank = (it: readonly (typeof mitigating)[number][]) =>
            violationClasses.indexOf(weigh(found, it, against));
          expect(rank([...inFavour, 'self-report'])).toBeLessThanOrEqual(rank(inFavour));
        },
      ),
    );
  });
});

describe('a panel', () => {
  test.each([
    ['ordinary', ['written-warning'], false],
    ['considerable', ['severe-warning'], false],
    ['severe', ['no-measure'], true],
    ['grave', ['referral'], true],
    ['considerable', ['dismissal'], true],
  ] as const)('for %s with %j: %s', (violationClass, chosen, expected) => {
    expect(needsPanel(violationClass, chosen)).toBe(expected);
  });
});

const amounts = fc.record({
  loss: fc.nat(10_000_000),
  monthWage: fc.nat(5_000_000),
  minimumWage: fc.nat(400_000),
  hasBasis: fc.boolean(),
});

describe('the cap of a compensation', () => {
  test.each([
    ['a fifth of the wage', { loss: yuan(9_000), monthWage: yuan(10_000), minimumWage: yuan(2_360) }, yuan(2_000)],
    [
      'what the minimum wage leaves',
      { loss: yuan(9_000), monthWage: yuan(2_600), minimumWage: yuan(2_360) },
      yuan(240),
    ],
    ['the loss itself', { loss: yuan(80), monthWage: yuan(10_000), minimumWage: yuan(2_360) }, yuan(80)],
    ['nothing at the minimum wage', { loss: yuan(80), monthWage: yuan(2_360), minimumWage: yuan(2_360) }, 0],
    ['nothing below it', { loss: yuan(80), monthWage: yuan(2_000), minimumWage: yuan(2_360) }, 0],
  ])('is %s', (_, figures, cap) => {
    expect(compensationCap({ ...figures, hasBasis: true }).cap).toBe(cap);
  });

  test('is nothing without a contract that provides for it', () => {
    expect(compensationCap({ loss: 1, monthWage: yuan(10_000), minimumWage: 0, hasBasis: false }).cap).toBe(0);
  });

  test('keeps within the law, whatever the figures', () => {
    fc.assert(
      fc.property(amounts, (given) => {
        const { cap } = compensationCap(given);

        expect(cap).toBeGreaterThanOrEqual(0);
        expect(cap).toBeLessThanOrEqual(given.loss);
        expect(cap * 5).toBeLessThanOrEqual(given.monthWage);
        expect(cap > 0 && given.monthWage - cap < given.minimumWage).toBe(false);
        expect(cap > 0 && !given.hasBasis).toBe(false);
      }),
    );
  });
});

describe('a proposal', () => {
  const loss = { loss: yuan(9_000), monthWage: yuan(10_000), minimumWage: yuan(2_360), hasBasis: true };
  const allowed: Measure[] = ['no-measure', 'written-warning', 'retraining', 'loss-compensation'];

  test('may be made of what the matrix leaves', () => {
    expect(judgeProposal({ measures: ['written-warning', 'retraining'] }, allowed)).toBeUndefined();
    expect(
      judgeProposal({ measures: ['loss-compensation'], compensation: yuan(2_000), loss }, allowed),
    ).toBeUndefined();
  });

  test.each([
    ['a measure outside the row', { measures: ['dismissal'] }, 'measure-not-allowed'],
    ['no measure and a measure', { measures: ['no-measure', 'retraining'] }, 'measure-contradictory'],
    ['money without the measure', { measures: ['written-warning'], compensation: 1 }, 'compensation-unfounded'],
    ['the measure without an amount', { measures: ['loss-compensation'], loss }, 'compensation-unfounded'],
    ['an amount without figures', { measures: ['loss-compensation'], compensation: 1 }, 'compensation-unfounded'],
    [
      'an amount without a basis',
      { measures: ['loss-compensation'], compensation: 1, loss: { ...loss, hasBasis: false } },
      'compensation-unfounded',
    ],
    [
      'an amount above the cap',
      { measures: ['loss-compensation'], compensation: yuan(2_000) + 1, loss },
      'compensation-above-cap',
    ],
  ] as const)('with %s is refused', (_, proposal, code) => {
    expect(judgeProposal(proposal, allowed)?.code).toBe(code);
  });

  test('above the cap is refused with the computation', () => {
    const refusal = judgeProposal({ measures: ['loss-compensation'], compensation: yuan(2_500), loss }, allowed);

    expect(refusal?.params).toEqual({
      asked: '2,500.00',
      cap: '2,000.00',
      share: '2,000.00',
      room: '7,640.00',
      loss: '9,000.00',
      wage: '10,000.00',
      minimum: '2,360.00',
    });
  });

  test('is read from its form, and without a basis when the contract is not named', () => {
    const values = { measures: ['loss-compensation'], compensation: 5, actualLoss: 9, monthWage: 8, minimumWage: 7 };

    expect(readProposal(values).loss).toEqual({ loss: 9, monthWage: 8, minimumWage: 7, hasBasis: false });
    expect(readProposal({ ...values, contractBasis: '第 9 条' }).loss?.hasBasis).toBe(true);
    expect(readProposal({ ...values, monthWage: undefined }).loss).toBeUndefined();
  });
});
