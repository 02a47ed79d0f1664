/** Where a clause ("POL-01#12.3") is read: in the version in force, or in the one that is named. */
export function clauseAddress(clause: string, version?: number): string {
  const [policy = '', number = ''] = clause.split('#');
  return version === undefined ? `/policies/${policy}#c-${number}` : `/policies/${policy}/${version}#c-${number}`;
}
