import { describe, expect, test } from 'vitest';
import { locales, texts } from '../../catalog/index.ts';
import { problemText } from '../../catalog/problemText.ts';
import type english from '../../catalog/texts/en/problems.json';
import type chinese from '../../catalog/texts/zh-CN/problems.json';
import type { ProblemParams } from '../../engine/bpmn/xml/problem.ts';
import type { DecisionParams } from '../../engine/dmn/model.ts';

/** What the API and the command line find beside what the engine finds. */
type EdgeParams = { readonly 'process-many': object; readonly 'key-reserved': object };

/** One sentence, or one for each case. */
type Sentence<Params> = [Params] extends [{ readonly case: infer Case extends string }]
  ? Readonly<Record<Case, string>>
  : string;

type Sentences<Table> = { readonly [Code in keyof Table]: Sentence<Table[Code]> };
type Needed = Sentences<ProblemParams> & Sentences<DecisionParams> & Sentences<EdgeParams>;

/** A problem without its sentences in both languages does not compile, nor do sentences that no problem needs. */
const sentences = {
  'zh-CN': texts('zh-CN')['problems'] as typeof chinese,
  en: texts('en')['problems'] as typeof english,
} satisfies Record<'zh-CN' | 'en', Needed>;
const surplus: Readonly<Record<Exclude<keyof typeof english, keyof Needed>, true>> = {};

describe('the sentences about problems of models', () => {
  test('are there for every problem, and for nothing else', () => {
    expect(Object.keys(sentences['zh-CN']).length).toBeGreaterThan(75);
    expect(surplus).toEqual({});
  });

  test('are different in the two languages', () => {
    const same = Object.keys(sentences.en).filter((code) => {
      const [one, other] = locales.map((locale) => problemText(locale, { code, params: {} }));
      return one === other && one !== code;
    });
    expect(same).toEqual([]);
  });

  test('name what is meant in the place that each language has for it', () => {
    const problem = { code: 'feel-syntax', params: { case: 'place', expression: 'a ) b', text: ') b', place: 3 } };

    expect(locales.map((locale) => problemText(locale, problem))).toEqual([
      '表达式“a ) b”从第 3 个字符“) b”起无法读取。',
      'The expression “a ) b” cannot be read from “) b” (character 3) on.',
    ]);
  });

  test('are the code alone where there is none, and never look into what they quote', () => {
    expect(problemText('en', { code: 'no-such-code', params: {} })).toBe('no-such-code');
    expect(problemText('en', { code: 'duty-unheld', params: { id: '{id}' } })).toBe('Nobody holds the duty “{id}”.');
  });
});
