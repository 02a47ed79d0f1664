import { type Element, idOf } from './element.ts';
import type { Problem, ProblemCode } from './problem.ts';

/** Collects what is wrong while a model is read. */
export class Findings {
  readonly problems: Problem[] = [];

  error(where: Element | string, code: ProblemCode, reason: string): void {
    this.problems.push({ element: elementId(where), code, severity: 'error', reason });
  }

  warning(where: Element | string, code: ProblemCode, reason: string): void {
    this.problems.push({ element: elementId(where), code, severity: 'warning', reason });
  }
}

function elementId(where: Element | string): string {
  return typeof where === 'string' ? where : idOf(where);
}
