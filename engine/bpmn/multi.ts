import { DeadEnd } from './deadEnd.ts';
import { holds, valueOf } from './expressions.ts';
import type { ScopeInstance, Token, Variables } from './instance.ts';
import { assertRoom, depart } from './leave.ts';
import type { Activity, MultiInstance } from './model.ts';
import type { Run } from './run.ts';
import { openScope } from './scope.ts';
import { assign, hostOf } from './variables.ts';
import { clearScope, closeScope, end } from './withdraw.ts';

/** What an instance gave, and whether it was the last that was needed. */
export type Outcome = { readonly result: unknown; readonly isEnough: boolean };

/** Starts one instance for each element, all at once. */
export function startMulti(multi: MultiInstance, token: Token, run: Run): void {
  const items = itemsOf(multi, token, run);
  assertRoom(items.length, run);
  if (items.length === 0) {
    conclude(multi, token, [], run);
    return;
  }
  const scope = openScope({ kind: 'multi', node: token.node, host: token.id, total: items.length }, run);
  run.edit(token.id, { body: scope.id });
  items.forEach((item, index) => {
    const variables = { loopCounter: index + 1, ...(multi.element === undefined ? {} : { [multi.element]: item }) };
    run.spawn({ node: token.node, scope: scope.id, from: [], index, variables });
  });
}

/** Weighs an instance that is done, before anything is changed. */
export function weigh({ multi }: Activity, token: Token, seen: Variables, run: Run): Outcome {
  const scope = run.scope(token.scope);
  const result = multi?.output === undefined ? null : valueOf(multi.output.element, token, run, seen);
  if (multi?.completion === undefined) return { result, isEnough: false };
  const counts = countsOf(withResult(scope, token, result), multi);
  return { result, isEnough: holds(multi.completion, token, run, { ...seen, ...counts }) };
}

/** Counts an instance as done; the others are withdrawn when they are not needed. */
export function instanceDone(token: Token, { result, isEnough }: Outcome, run: Run): void {
  run.setScope(withResult(run.scope(token.scope), token, result));
  end(token, run);
  if (isEnough) clearScope(run.scope(token.scope), run);
}

/** No instance is left: the activity is done. */
export function finishMulti(node: Activity, scope: ScopeInstance, host: Token, run: Run): void {
  closeScope(scope.id, run);
  const token = run.edit(host.id, { body: undefined });
  conclude(node.multi ?? {}, token, resultsOf(scope), run);
}

/** Whether a token is one instance of a multi-instance activity; then its host is the activity as a whole. */
export function wholeOf(token: Token, run: Run): Token {
  return token.index === undefined ? token : (hostOf(token, run) ?? token);
}

function conclude({ output }: MultiInstance, token: Token, results: readonly unknown[], run: Run): void {
  if (output !== undefined) assign({ [output.collection]: results }, token, run);
  depart(token, run);
}

function itemsOf({ collection, cardinality }: MultiInstance, token: Token, run: Run): readonly unknown[] {
  if (collection !== undefined) {
    const items = valueOf(collection, token, run);
    if (Array.isArray(items)) return items;
    throw new DeadEnd(`"${collection}" gives no list but ${JSON.stringify(items)}`);
  }
  const times = cardinality === undefined ? undefined : valueOf(cardinality, token, run);
  if (typeof times !== 'number' || !Number.isInteger(times) || times < 0) {
    throw new DeadEnd(`"${cardinality}" gives no number of times but ${JSON.stringify(times)}`);
  }
  assertRoom(times, run);
  return Array.from({ length: times }, (_, index) => index + 1);
}

function withResult(scope: ScopeInstance, { index = 0 }: Token, result: unknown): ScopeInstance {
  return { ...scope, done: (scope.done ?? 0) + 1, results: { ...scope.results, [index]: result } };
}

/** Results of the instances that were done, in the order of the list and not of time. */
function resultsOf({ total = 0, results = {} }: ScopeInstance): readonly unknown[] {
  return Array.from({ length: total }, (_, index) => String(index))
    .filter((index) => Object.hasOwn(results, index))
    .map((index) => results[index]);
}

function countsOf(scope: ScopeInstance, { output }: MultiInstance): Variables {
  const { total = 0, done = 0 } = scope;
  return {
    numberOfInstances: total,
    numberOfCompletedInstances: done,
    numberOfActiveInstances: total - done,
    numberOfTerminatedInstances: 0,
    nrOfInstances: total,
    nrOfCompletedInstances: done,
    nrOfActiveInstances: total - done,
    ...(output === undefined ? {} : { [output.collection]: resultsOf(scope) }),
  };
}
