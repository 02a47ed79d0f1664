import { texts } from '../catalog/index.ts';
import { type Particular, type Problem, type ProblemCode, statusOf, statusOfFault } from '../contract/problem.ts';
import type { Locale } from '../contract/shared.ts';
import { Refusal, type RefusalCode } from '../domain/refusal.ts';
import { fill } from './text.ts';

type Params = Readonly<Record<string, string>>;
type Sentences = Readonly<Record<ProblemCode, { readonly title: string; readonly detail: string }>>;

const sentences: Readonly<Record<Locale, Sentences>> = {
  'zh-CN': texts('zh-CN')['refusals'] as Sentences,
  en: texts('en')['refusals'] as Sentences,
};

/** A refusal with the list of what is wrong: fields of a form, elements of a model. */
export class DetailedRefusal extends Refusal {
  readonly particulars: readonly Particular[];

  constructor(code: RefusalCode, particulars: readonly Particular[], params: Params = {}) {
    super(code, { count: String(particulars.length), ...params });
    this.particulars = particulars;
  }
}

/** No answer in time: the same request id will find it later. */
export class Busy extends Error {
  override readonly name = 'Busy';
}

/** What the caller is told: what happened and what to do, in their language. `said` names what the params hold the ids of. */
export function toProblem(error: unknown, locale: Locale, trace: string, said?: Params): Problem {
  if (error instanceof DetailedRefusal) {
    return { ...problemOf(error.code, error.params, locale, said), particulars: [...error.particulars], trace };
  }
  if (error instanceof Refusal) return { ...problemOf(error.code, error.params, locale, said), trace };
  return { ...problemOf(error instanceof Busy ? 'busy' : 'fault', {}, locale), trace };
}

/** The problem that a code stands for: with its params as they are, and a sentence that says them as people do. */
export function problemOf(code: ProblemCode, params: Params, locale: Locale, said: Params = params): Problem {
  const { title, detail } = sentences[locale][code];
  return {
    type: `urn:zhidu:problem:${code}`,
    title,
    status: code === 'fault' || code === 'busy' ? statusOfFault[code] : statusOf[code],
    detail: fill(detail, said),
    code,
    params: { ...params },
  };
}
