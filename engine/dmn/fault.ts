import type { DecisionProblemCode } from './model.ts';

/** A decision that cannot be taken: its rules contradict each other, or an expression has no value. */
export class DecisionFault extends Error {
  readonly code: DecisionProblemCode;

  constructor(code: DecisionProblemCode, reason: string) {
    super(reason);
    this.name = 'DecisionFault';
    this.code = code;
  }
}
