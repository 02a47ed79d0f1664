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

/** What the caller is told: what happened and what to do, in their language. */
export function toProblem(error: unknown, locale: Locale, trace: string): Problem {
  if (error instanceof DetailedRefusal) {
    return { ...problemOf(error.code, error.params, locale), particulars: [...error.particulars], trace };
  }
  if (error instanceof Refusal) return { ...problemOf(error.code, error.params, locale), trace };
  return { ...problemOf(error instanceof Busy ? 'busy' : 'fault', {}, locale), trace };
}

/** The problem that a code stands for. */
export function problemOf(code: ProblemCode, params: Params, locale: Locale): Problem {
  const { title, detail } = sentences[locale][code];
  return {
    type: `urn:zhidu:problem:${code}`,
    title,
    status: code === 'fault' || code === 'busy' ? statusOfFault[code] : statusOf[code],
    detail: fill(detail, params),
    code,
    params: { ...params },
  };
}
