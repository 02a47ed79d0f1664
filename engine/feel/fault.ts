/** Why an expression gives nothing: it cannot be read, never ends, gives what no variable can hold, or the evaluator failed. */
export type FeelFaultKind = 'syntax' | 'endless' | 'function' | 'range' | 'failed';

/** An expression that cannot be read or has no value. The message is what an incident keeps. */
export class FeelFault extends Error {
  readonly kind: FeelFaultKind;
  /** In English, for whoever operates the system. */
  readonly reason: string;
  readonly source: string;

  constructor(kind: FeelFaultKind, reason: string, source: string) {
    super(`${reason} in ${JSON.stringify(source)}`);
    this.name = 'FeelFault';
    this.kind = kind;
    this.reason = reason;
    this.source = source;
  }
}
