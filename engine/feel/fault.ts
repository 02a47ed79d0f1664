/** An expression that cannot be read or has no value. `reason` is what a modeller reads. */
export class FeelFault extends Error {
  readonly reason: string;
  readonly source: string;

  constructor(reason: string, source: string) {
    super(`${reason} in ${JSON.stringify(source)}`);
    this.name = 'FeelFault';
    this.reason = reason;
    this.source = source;
  }
}
