import { activityAt, begin, complete } from './activity.ts';
import type { Behaviour } from './behaviour.ts';
import { elements } from './elements/index.ts';
import { manage, raise } from './incident.ts';
import type { ScopeInstance } from './instance.ts';
import { MAX_ENTRIES_PER_STEP } from './limits.ts';
import type { Node, NodeKind } from './model.ts';
import { finishMulti } from './multi.ts';
import type { Run } from './run.ts';
import { endProcess } from './scope.ts';
import { closeScope } from './withdraw.ts';

/** Does all that is to be done now, in the order in which it came up. */
export function drain(run: Run): void {
  for (let work = run.work.shift(); work !== undefined; work = run.work.shift()) {
    if (work.kind === 'enter') enter(work.token, run);
    else finish(work.scope, run);
  }
}

export function behaviourOf(node: Node): Behaviour<NodeKind> {
  return elements[node.kind] as Behaviour<NodeKind>;
}

function enter(id: string, run: Run): void {
  const token = run.tokens.get(id);
  if (token === undefined) return;
  if (run.isExhausted) {
    const reason = `more than ${MAX_ENTRIES_PER_STEP} nodes were entered in one step: a loop without a wait`;
    raise(token, { stage: 'enter', reason }, run);
    return;
  }
  run.entries += 1;
  const node = run.node(token.node);
  manage(token, { stage: 'enter' }, run, () => {
    if ('boundary' in node && !begin(node, token, run)) return;
    behaviourOf(node).enter(node, run.token(id), run);
  });
}

/** Nothing lives in a scope any more. */
function finish(id: string, run: Run): void {
  const scope = run.scopes.get(id);
  if (scope === undefined || scope.live > 0) return;
  if (scope.kind === 'process') endProcess('completed', run);
  else finishInside(scope, run);
}

function finishInside(scope: ScopeInstance, run: Run): void {
  const host = run.token(scope.host ?? '');
  const node = activityAt(host, run);
  if (scope.kind === 'multi') {
    finishMulti(node, scope, host, run);
    return;
  }
  closeScope(scope.id, run);
  complete(run.edit(host.id, { body: undefined }), {}, run);
}
