import { DeadEnd } from './deadEnd.ts';
import { holds } from './expressions.ts';
import { manage } from './incident.ts';
import type { Token } from './instance.ts';
import { MAX_OPEN_TOKENS } from './limits.ts';
import type { Node } from './model.ts';
import type { Run } from './run.ts';
import { end } from './withdraw.ts';

/** The token's work at its node is done: it goes on by every outgoing flow whose condition holds. */
export function depart(token: Token, run: Run): void {
  let flows: readonly string[] = [];
  const found = manage(token, { stage: 'leave' }, run, () => {
    flows = flowsFrom(token, run);
    assertRoom(flows.length - 1, run);
  });
  if (found) take(run.token(token.id), flows, run);
}

/** The token is spent; one starts on each flow. */
export function take(token: Token, flows: readonly string[], run: Run, from = token.from): void {
  for (const id of flows) {
    run.spawn({ node: run.flow(id).target, scope: token.scope, via: id, from });
  }
  end(token, run);
}

/** An instance has room for a limited number of tokens; what would make more must wait. */
export function assertRoom(more: number, run: Run): void {
  if (run.openTokens + more <= MAX_OPEN_TOKENS) return;
  throw new DeadEnd(`there would be more than ${MAX_OPEN_TOKENS} open tokens`);
}

/** The default flow is for when no condition holds; a flow without a condition is always taken beside it. */
function flowsFrom(token: Token, run: Run): readonly string[] {
  const node = run.node(token.node);
  const fallback = fallbackOf(node);
  const others = node.outgoing.filter((id) => id !== fallback);
  const conditional = others.filter((id) => run.flow(id).condition !== undefined);
  const open = new Set(conditional.filter((id) => isOpen(id, token, run)));
  const isDefault = open.size === 0;
  const chosen = node.outgoing.filter((id) =>
    id === fallback ? isDefault : open.has(id) || !conditional.includes(id),
  );
  if (chosen.length > 0 || node.outgoing.length === 0) return chosen;
  throw new DeadEnd(`no condition of a flow out of ${node.id} holds and it has no default flow`);
}

function fallbackOf(node: Node): string | undefined {
  return 'fallback' in node ? node.fallback : undefined;
}

function isOpen(flow: string, token: Token, run: Run): boolean {
  const { condition } = run.flow(flow);
  return condition === undefined || holds(condition, token, run);
}
