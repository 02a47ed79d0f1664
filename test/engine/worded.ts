import { expect } from 'vitest';
import { locales, type TextTree, texts } from '../../catalog/index.ts';
import { problemText } from '../../catalog/problemText.ts';

type Problem = { readonly code: string; readonly params: Readonly<Record<string, string | number>> };

/** A problem has a sentence of its own in each language, and what the sentence asks for is what the problem gives. */
export function expectWorded({ code, params }: Problem): void {
  for (const locale of locales) {
    const told = Object.keys(params).filter((name) => name !== 'case');
    expect([locale, code, gapsIn(sentenceOf(texts(locale)['problems'], code, params['case']))]).toEqual([
      locale,
      code,
      told.toSorted(),
    ]);
    expect(problemText(locale, { code, params })).not.toBe(code);
  }
}

function sentenceOf(tree: string | TextTree | undefined, code: string, face: string | number | undefined): string {
  const found = typeof tree === 'object' ? tree[code] : undefined;
  const sentence = typeof found === 'object' ? found[String(face)] : found;
  return typeof sentence === 'string' ? sentence : `no sentence for ${code} ${face ?? ''}`;
}

const gapsIn = (sentence: string) =>
  [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].toSorted();
