import type { ScopeInstance, Token } from './instance.ts';
import { meet } from './lineage.ts';
import type { Node } from './model.ts';
import type { Run } from './run.ts';
import { own } from './table.ts';
import { end } from './withdraw.ts';

/**
 * A token waits at a join until each of its flows has brought one; then the oldest of each become one token, which
 * descends from them all. What came early for a next round goes on waiting. Undefined: the join is not complete.
 */
export function join(node: Node, token: Token, run: Run): Token | undefined {
  if (node.incoming.length < 2) return token;
  const scope = park(node, token, run);
  const parked = (own(scope.waiting, node.id) ?? []).map((id) => run.token(id));
  const round = node.incoming.map((flow) => parked.find(({ via }) => via === flow));
  if (!round.every((it) => it !== undefined)) return undefined;
  const joined = meet(round, token, run);
  const spent = round.map(({ id }) => id);
  const rest = parked.map(({ id }) => id).filter((id) => !spent.includes(id));
  run.setScope({ ...scope, waiting: { ...scope.waiting, [node.id]: rest } });
  for (const other of round) if (other.id !== token.id) end(other, run);
  return joined;
}

function park(node: Node, token: Token, run: Run): ScopeInstance {
  const scope = run.scope(token.scope);
  const waiting = own(scope.waiting, node.id) ?? [];
  // It is there already when it is tried again after an incident.
  if (waiting.includes(token.id)) return scope;
  const parked = { ...scope, waiting: { ...scope.waiting, [node.id]: [...waiting, token.id] } };
  run.setScope(parked);
  return parked;
}
