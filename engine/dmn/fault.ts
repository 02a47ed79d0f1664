import type { DecisionParams, DecisionProblem, DecisionProblemCode } from './model.ts';

/** A decision that cannot be taken: its rules contradict each other, or an expression has no value. */
export class DecisionFault<Code extends DecisionProblemCode = DecisionProblemCode> extends Error {
  readonly code: Code;
  readonly params: DecisionProblem['params'];

  constructor(code: Code, params: DecisionParams[Code]) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = 'DecisionFault';
    this.code = code;
    this.params = params;
  }
}
