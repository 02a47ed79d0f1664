import { problemText } from '../../catalog/problemText.ts';
import { locale } from '../say.ts';

type Found = { readonly code: string; readonly params: Readonly<Record<string, string | number>> };

/** What is wrong with a model as people and --json get it: the sentence in place of what it is made of. */
export type Worded<Problem extends Found> = Omit<Problem, 'params'> & { readonly reason: string };

/** Puts a problem in the reader's language. */
export function worded<Problem extends Found>({ params, ...problem }: Problem): Worded<Problem> {
  return { ...problem, reason: problemText(locale(), { code: problem.code, params }) };
}
