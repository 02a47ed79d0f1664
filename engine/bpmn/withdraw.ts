import type { Ask, ScopeInstance, Token } from './instance.ts';
import type { Run } from './run.ts';

/** Ends a token whose work is not wanted any more, with everything inside it and everything it asked for. */
export function cancel(token: Token, run: Run): void {
  relinquish(token, run);
  detach(token, run);
  run.remove(token, 'cancelled');
}

/** Ends a token that has done its work: only what watched it, or hung on it, is withdrawn. */
export function end(token: Token, run: Run): void {
  detach(token, run);
  run.remove(token, 'completed');
}

function detach(token: Token, run: Run): void {
  for (const watcher of token.watchers ?? []) cancelById(watcher, run);
  withdrawTimers(token, run);
  withdrawAsks(token, run);
  resolve(token, run);
  unpark(token, run);
}

/** Takes back what a token asked for and what runs inside it; the token stays, still watched. */
export function relinquish(token: Token, run: Run): void {
  withdrawTimers(token, run);
  withdrawAsks(token, run);
  if (token.body === undefined) return;
  cancelScope(token.body, run);
  run.edit(token.id, { body: undefined });
}

export function cancelById(id: string, run: Run): void {
  const token = run.tokens.get(id);
  if (token !== undefined) cancel(token, run);
}

/** Ends all that lives in a scope instance, and the scope instance itself. */
function cancelScope(id: string, run: Run): void {
  clearScope(run.scope(id), run);
  closeScope(id, run);
}

/** Ends all that lives in a scope instance. */
export function clearScope(scope: ScopeInstance, run: Run): void {
  for (const { id } of run.membersOf(scope.id)) cancelById(id, run);
}

export function closeScope(id: string, run: Run): void {
  run.scopes.delete(id);
  for (const [name, visit] of run.visits.entries()) if (visit.scope === id) run.visits.delete(name);
}

export function resolve(token: Token, run: Run): void {
  if (run.incidents.get(token.id) === undefined) return;
  run.incidents.delete(token.id);
  run.emit({ kind: 'resolveIncident', token: token.id });
}

function withdrawTimers({ id }: Token, run: Run): void {
  for (const timer of [`${id}.event`, `${id}.remind`, `${id}.due`]) {
    if (run.timers.get(timer) !== undefined) run.timers.delete(timer);
  }
}

function withdrawAsks({ id }: Token, run: Run): void {
  for (const ask of run.asked.get(id) ?? []) withdrawAsk(ask, run);
  if (run.asked.get(id) !== undefined) run.asked.delete(id);
}

function withdrawAsk(ask: Ask, run: Run): void {
  switch (ask.kind) {
    case 'openTask':
      run.emit({ kind: 'closeTask', token: ask.token, node: ask.node, outcome: 'withdrawn' });
      run.noteClosed(ask.token, { outcome: 'withdrawn', at: run.at });
      return;
    case 'runJob':
      run.emit({ kind: 'withdrawJob', token: ask.token, attempt: ask.attempt });
      return;
    case 'startChild':
      run.emit({ kind: 'cancelChild', token: ask.token });
      return;
    case 'subscribe':
      run.emit({ kind: 'unsubscribe', token: ask.token });
      return;
    default:
      ask satisfies never;
  }
}

function unpark({ id, node, scope: name }: Token, run: Run): void {
  const scope = run.scope(name);
  const waiting = Object.hasOwn(scope.waiting, node) ? scope.waiting[node] : undefined;
  if (!waiting?.includes(id)) return;
  const rest = waiting.filter((other) => other !== id);
  run.setScope({ ...scope, waiting: { ...scope.waiting, [node]: rest } });
}
