import { type Element, idOf } from './element.ts';
import type { Problem, ProblemCode } from './problem.ts';

const MAX_EXPRESSIONS_LENGTH = 128 * 1024;

/** Collects what is wrong while a model is read. */
export class Findings {
  readonly problems: Problem[] = [];
  #expressionsLength = 0;

  error(where: Element | string, code: ProblemCode, reason: string): void {
    this.problems.push({ element: elementId(where), code, severity: 'error', reason });
  }

  warning(where: Element | string, code: ProblemCode, reason: string): void {
    this.problems.push({ element: elementId(where), code, severity: 'warning', reason });
  }

  /** Whether one more expression may be looked at: each costs time, so all of a file together are limited. */
  admitsExpression(where: Element, source: string): boolean {
    const isFull = this.#expressionsLength > MAX_EXPRESSIONS_LENGTH;
    this.#expressionsLength += source.length;
    if (this.#expressionsLength <= MAX_EXPRESSIONS_LENGTH) return true;
    if (!isFull) {
      const reason = `The expressions of a file have no more than ${MAX_EXPRESSIONS_LENGTH} characters together.`;
      this.error(where, 'feel-size', reason);
    }
    return false;
  }
}

function elementId(where: Element | string): string {
  return typeof where === 'string' ? where : idOf(where);
}
