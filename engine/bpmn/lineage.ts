import type { Instance, Objection, Token, Visit } from './instance.ts';
import { MAX_VISITS } from './limits.ts';
import type { Process } from './model.ts';
import type { Run } from './run.ts';
import { own } from './table.ts';

/*
 * Every token knows the nearest visits of user tasks that it descends from, or the start of its scope. A join makes a
 * token that descends from several. A return to a task undoes what came of its last visit; it is refused when something
 * else has flowed into that, because it could not be told apart any more.
 */

type Visits = (id: string) => Visit | undefined;

/** What a return undoes: the visit it goes back to, and the tokens that came of it. */
export type Return = { readonly visit: Visit; readonly tokens: readonly Token[] };

/** A token has come to a user task: what follows descends from this visit. Coming again after an incident is no new visit. */
export function visit(token: Token, run: Run): Token {
  if (token.visit !== undefined) return token;
  const id = run.name('v');
  run.visits.set(id, { node: token.node, scope: token.scope, from: token.from, done: false });
  const names = run.visits.entries();
  if (names.length > MAX_VISITS) run.visits.delete(names[0]?.[0] ?? id);
  return run.edit(token.id, { visit: id, from: [id] });
}

export function markDone(id: string, run: Run): void {
  const found = run.visits.get(id);
  if (found !== undefined) run.visits.set(id, { ...found, done: true });
}

/** Judges a return of a token to a node. `tokens` are those of its scope, watchers left out. */
export function judgeReturn(token: Token, to: string, tokens: readonly Token[], visits: Visits): Return | Objection {
  const target = latestDone(token, to, visits);
  if (target === undefined) return { code: 'return-target', params: { node: to } };
  const descends = memoized((id, self) => id === target || (visits(id)?.from.some(self) ?? false));
  const undone = tokens.filter(({ from }) => from.some(descends));
  if (!undone.every(({ from }) => isPure(from, target, descends, visits))) {
    return { code: 'return-across-join', params: { node: to } };
  }
  const found = visits(target);
  if (found === undefined) return { code: 'return-target', params: { node: to } };
  return { visit: found, tokens: undone };
}

/** User tasks that a token's task can be returned to, the nearest first. */
export function targetsOf(process: Process, instance: Instance, token: Token): readonly string[] {
  const visits: Visits = (id) => own(instance.visits, id);
  const tokens = Object.values(instance.tokens).filter((it) => it.scope === token.scope && it.watches === undefined);
  const nodes = ancestors(token.from, visits)
    .filter((id) => visits(id)?.done === true)
    .toSorted((a, b) => numberOf(b) - numberOf(a))
    .map((id) => visits(id)?.node ?? '');
  return [...new Set(nodes)]
    .filter((node) => own(process.nodes, node)?.kind === 'userTask')
    .filter((node) => 'visit' in judgeReturn(token, node, tokens, visits));
}

function latestDone(token: Token, to: string, visits: Visits): string | undefined {
  return ancestors(token.from, visits)
    .filter((id) => visits(id)?.node === to && visits(id)?.done === true)
    .toSorted((a, b) => numberOf(b) - numberOf(a))[0];
}

/** Whether all that led here since the target came of the target. */
function isPure(from: readonly string[], target: string, descends: (id: string) => boolean, visits: Visits): boolean {
  if (!from.every(descends)) return false;
  const between = ancestors(from, visits).filter((id) => id !== target && descends(id));
  return between.every((id) => visits(id)?.from.every(descends) === true);
}

function ancestors(from: readonly string[], visits: Visits): readonly string[] {
  const found = new Set<string>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(visits(id)?.from ?? []));
  }
  return [...found];
}

function memoized(find: (id: string, self: (id: string) => boolean) => boolean): (id: string) => boolean {
  const known = new Map<string, boolean>();
  const self = (id: string): boolean => {
    const found = known.get(id);
    if (found !== undefined) return found;
    known.set(id, false);
    const answer = find(id, self);
    known.set(id, answer);
    return answer;
  };
  return self;
}

function numberOf(visit: string): number {
  return Number(visit.slice(1));
}
