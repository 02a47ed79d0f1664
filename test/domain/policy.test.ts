import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  barsOf,
  type ClauseContent,
  differences,
  type EditFacts,
  type Effectiveness,
  mayEdit,
  releaseBars,
  takeEffect,
  touchesVitalInterest,
  type VersionStatus,
} from '../../domain/policy.ts';

const text = (words: string) => ({ 'zh-CN': words, en: words });
const clause = (number: string, more: Partial<ClauseContent> = {}): ClauseContent => ({
  id: `POL-01#${number}`,
  chapter: text('章'),
  number,
  kind: 'GENERAL',
  binding: 'MUST',
  vitalInterest: false,
  text: text(`clause ${number}`),
  laws: [],
  ...more,
});

describe('the differences between two versions', () => {
  const before = [clause('1.1'), clause('1.2', { laws: [{ law: 'CN-LCL', articles: ['4'] }] }), clause('1.3')];

  test('are none when only the order of keys differs', () => {
    const after = [clause('1.1'), clause('1.2', { laws: [{ articles: ['4'], law: 'CN-LCL' }] }), clause('1.3')];
    expect(differences(before, after)).toEqual([]);
  });

  test('say what is new, what is gone, and what of a clause is different', () => {
    const after = [clause('1.1', { text: text('other') }), clause('1.2', { binding: 'MAY', laws: [] }), clause('1.4')];
    expect(differences(before, after).map(({ id, kind, fields }) => [id, kind, fields])).toEqual([
      ['POL-01#1.1', 'changed', ['text']],
      ['POL-01#1.2', 'changed', ['binding', 'laws']],
      ['POL-01#1.4', 'added', []],
      ['POL-01#1.3', 'removed', []],
    ]);
  });

  test('touch vital interests when either version does: no flag can be dropped to avoid the staff', () => {
    const vital = clause('6.4', { vitalInterest: true });
    const [dropped] = differences([vital], [clause('6.4')]);
    const [removed] = differences([vital], []);
    const [worded] = differences([vital], [{ ...vital, text: text('worded better') }]);
    const [plain] = differences([clause('6.4')], [clause('6.4', { text: text('other') })]);
    expect([dropped, removed, worded, plain].map((it) => it && touchesVitalInterest(it))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

const ready: Effectiveness = {
  policy: 'POL-01',
  version: 2,
  status: 'approved',
  vital: ['6.4', '7.3'],
  consulted: ['6.4', '7.3'],
  isPublicised: true,
};
const codes = (facts: Effectiveness) => barsOf(facts).map(({ code }) => code);

describe('a version', () => {
  test('takes effect when it is approved, consulted on and made known', () => {
    expect(barsOf(ready)).toEqual([]);
    expect(() => takeEffect({ ...ready, status: 'publicity' })).not.toThrow();
  });

  test('does not without a consultation on each clause of vital interest, and names the article', () => {
    expect(barsOf({ ...ready, consulted: ['6.4'] })).toMatchObject([
      { code: 'consultation-missing', params: { clauses: '7.3', law: 'CN-LCL', article: '4' } },
    ]);
    expect(() => takeEffect({ ...ready, consulted: [] })).toThrow(
      expect.objectContaining({
        code: 'consultation-missing',
        params: expect.objectContaining({ clauses: '6.4, 7.3' }),
      }),
    );
  });

  test.each<[string, Partial<Effectiveness>, string[]]>([
    ['a draft', { status: 'draft' }, ['version-unapproved']],
    ['one that nobody was told of', { isPublicised: false }, ['publicity-missing']],
    ['one in force already', { status: 'in-force' }, ['version-effective']],
    ['one given up', { status: 'withdrawn', isPublicised: false }, ['version-effective']],
    [
      'one where all is missing',
      { status: 'in-review', consulted: [], isPublicised: false },
      ['consultation-missing', 'version-unapproved', 'publicity-missing'],
    ],
  ])('of %s takes no effect', (_, more, expected) => {
    expect(codes({ ...ready, ...more })).toEqual(expected);
  });

  test('never takes effect while a clause of vital interest is unconsulted, whatever else is true', () => {
    const statuses: VersionStatus[] = ['draft', 'in-review', 'approved', 'publicity'];
    fc.assert(
      fc.property(
        fc.constantFrom(...statuses),
        fc.boolean(),
        fc.subarray(ready.vital as string[], { maxLength: 1 }),
        (status, isPublicised, consulted) => {
          expect(codes({ ...ready, status, isPublicised, consulted })).toContain('consultation-missing');
        },
      ),
    );
  });
});

describe('a release', () => {
  test('waits for each chapter and for the staff', () => {
    const bars = releaseBars({ ...ready, status: 'in-review', consulted: [] }, ['6', '11']);
    expect(bars.map(({ code, params }) => [code, params['chapter'] ?? params['clauses']])).toEqual([
      ['chapter-in-review', '6'],
      ['chapter-in-review', '11'],
      ['consultation-missing', '6.4, 7.3'],
    ]);
  });

  test('is nothing for a version that binds already', () => {
    expect(releaseBars({ ...ready, status: 'in-force' }, []).map(({ code }) => code)).toEqual(['version-effective']);
  });
});

describe('a clause', () => {
  const facts: EditFacts = {
    version: 2,
    status: 'draft',
    number: '6.4',
    isKnown: true,
    next: '6.6',
    review: undefined,
    isAdopted: false,
  };

  test.each<[string, Partial<EditFacts>]>([
    ['of a draft', {}],
    ['whose chapter is with its drafter', { status: 'in-review', review: 'drafting' }],
    ['that an adopted opinion asks to change', { status: 'in-review', review: 'approved', isAdopted: true }],
    ['that is new, at the end of its chapter', { number: '6.6', isKnown: false }],
  ])('%s may be edited', (_, more) => {
    expect(() => mayEdit({ ...facts, ...more })).not.toThrow();
  });

  test.each<[string, Partial<EditFacts>, string]>([
    ['of an approved version', { status: 'approved' }, 'version-frozen'],
    ['of a version in force', { status: 'in-force', isAdopted: true }, 'version-frozen'],
    ['under review', { status: 'in-review', review: 'in-review' }, 'chapter-in-review'],
    ['that was passed', { status: 'in-review', review: 'approved' }, 'chapter-in-review'],
    ['with a number that leaves a gap', { number: '6.9', isKnown: false }, 'clause-number'],
    ['of a chapter that there is not', { number: '40.1', isKnown: false, next: undefined }, 'clause-number'],
  ])('%s may not', (_, more, code) => {
    expect(() => mayEdit({ ...facts, ...more })).toThrow(expect.objectContaining({ code }));
  });
});
