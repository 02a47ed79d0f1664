import { DeadEnd } from './deadEnd.ts';
import type { Incident, Token } from './instance.ts';
import type { Run } from './run.ts';
import { relinquish, resolve } from './withdraw.ts';

/** The token cannot go on: it waits, visibly, until somebody has it tried again. */
export function raise(token: Token, incident: Omit<Incident, 'node'>, run: Run): void {
  if (incident.stage === 'enter') relinquish(run.token(token.id), run);
  // For the world it is another incident, and the one before it is over.
  resolve(token, run);
  run.incidents.set(token.id, { node: token.node, ...incident });
  run.emit({ kind: 'raiseIncident', token: token.id, node: token.node, reason: incident.reason });
}

/** Does a part of a token's work. A dead end becomes an incident, and false. */
export function manage(token: Token, incident: Omit<Incident, 'node' | 'reason'>, run: Run, work: () => void): boolean {
  try {
    work();
    return true;
  } catch (cause) {
    if (!(cause instanceof DeadEnd)) throw cause;
    raise(token, { ...incident, reason: cause.message }, run);
    return false;
  }
}
