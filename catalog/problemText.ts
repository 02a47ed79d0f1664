import type { Locale } from './content.ts';
import { fill } from './fill.ts';
import { texts } from './index.ts';

/** What is wrong with a model: engine/bpmn, engine/feel and engine/dmn find it, texts/<locale>/problems.json puts it in words. */
type Problem = { readonly code: string; readonly params: Readonly<Record<string, string | number>> };

/** The sentence about a problem, for people. Where a code has several, the param `case` says which. */
export function problemText(locale: Locale, { code, params }: Problem): string {
  const found = texts(locale)['problems']?.[code];
  const sentence = typeof found === 'object' ? found[String(params['case'])] : found;
  return typeof sentence === 'string' ? fill(sentence, params) : code;
}
