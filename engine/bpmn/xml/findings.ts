import { type Element, idOf } from './element.ts';
import type { Problem, ProblemCode, ProblemParams } from './problem.ts';

const MAX_EXPRESSIONS_LENGTH = 128 * 1024;

/** What the sentence about a problem is told, if anything. */
type Told<Code extends ProblemCode> =
  Record<never, never> extends ProblemParams[Code] ? [] : [params: ProblemParams[Code]];

/** Collects what is wrong while a model is read. */
export class Findings {
  readonly problems: Problem[] = [];
  #expressionsLength = 0;

  error<Code extends ProblemCode>(where: Element | string, code: Code, ...told: Told<Code>): void {
    this.#add(where, code, 'error', told);
  }

  warning<Code extends ProblemCode>(where: Element | string, code: Code, ...told: Told<Code>): void {
    this.#add(where, code, 'warning', told);
  }

  /** Whether one more expression may be looked at: each costs time, so all of a file together are limited. */
  admitsExpression(where: Element, source: string): boolean {
    const isFull = this.#expressionsLength > MAX_EXPRESSIONS_LENGTH;
    this.#expressionsLength += source.length;
    if (this.#expressionsLength <= MAX_EXPRESSIONS_LENGTH) return true;
    if (!isFull) this.error(where, 'feel-size', { case: 'file', characters: MAX_EXPRESSIONS_LENGTH });
    return false;
  }

  #add(
    where: Element | string,
    code: ProblemCode,
    severity: Problem['severity'],
    told: readonly Problem['params'][],
  ): void {
    const [params = {}] = told;
    this.problems.push({ element: elementId(where), code, severity, params });
  }
}

function elementId(where: Element | string): string {
  return typeof where === 'string' ? where : idOf(where);
}
