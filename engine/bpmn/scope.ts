import type { Instance, ScopeInstance } from './instance.ts';
import type { Run } from './run.ts';
import { own } from './table.ts';
import { clearScope, closeScope } from './withdraw.ts';

/** A scope comes to life, as yet empty. */
export function openScope(fields: Pick<ScopeInstance, 'kind' | 'node' | 'host' | 'total'>, run: Run): ScopeInstance {
  const scope: ScopeInstance = { id: run.name('s'), live: 0, waiting: {}, ...fields };
  run.setScope(scope);
  return scope;
}

/** A token starts on each of the nodes, all of them descending from the start of the scope. */
export function startAt(nodes: readonly string[], scope: ScopeInstance, run: Run): void {
  const root = run.name('v');
  run.visits.set(root, { node: scope.node, scope: scope.id, from: [], done: false });
  for (const node of nodes) run.spawn({ node, scope: scope.id, from: [root] });
}

/** Where a scope starts when nobody names a start: at its none start event, else wherever no flow leads. */
export function startsOf(scope: string, run: Run): readonly string[] {
  const starts = own(run.process.scopes, scope)?.starts ?? [];
  const events = starts.filter((id) => run.node(id).kind === 'startEvent');
  const none = events.find((id) => {
    const node = run.node(id);
    return node.kind === 'startEvent' && node.event.kind === 'none';
  });
  if (none !== undefined) return [none];
  return events.length > 0 ? events.slice(0, 1) : starts;
}

/** The process instance is over: what still lives is withdrawn. */
export function endProcess(outcome: Exclude<Instance['status'], 'unborn' | 'running'>, run: Run, error?: string): void {
  for (const scope of run.scopes.values()) {
    if (scope.kind !== 'process') continue;
    clearScope(scope, run);
    closeScope(scope.id, run);
  }
  run.head = { ...run.head, status: outcome };
  run.emit({ kind: 'ended', outcome, ...(error === undefined ? {} : { error }) });
}
