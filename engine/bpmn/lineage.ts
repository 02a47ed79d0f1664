import type { Instance, Objection, Token, Visit } from './instance.ts';
import { MAX_VISITS } from './limits.ts';
import type { Process } from './model.ts';
import type { Run } from './run.ts';
import { all, find, type Shelves } from './shelves.ts';
import { own } from './table.ts';

/*
 * Every token knows the nearest visits that it descends from: of user tasks, of joins where different lines met, or the
 * start of its scope. A return to a task undoes what came of its last visit. It is refused when something else has
 * flowed into that, even if what came of it has ended since: it could not be told apart any more, and a join that was
 * passed once would wait for ever the second time.
 */

type Visits = Shelves<Visit>;

/** What a return undoes: the visit it goes back to, and the tokens that came of it. */
export type Return = { readonly visit: Visit; readonly tokens: readonly Token[] };

/** Lines of different descent have met: what follows descends from all of them. */
export function meet(tokens: readonly Token[], into: Token, run: Run): Token {
  const lines = new Set(tokens.map(({ from }) => from.join()));
  if (lines.size === 1) return into;
  const from = [...new Set(tokens.flatMap((token) => token.from))];
  return run.edit(into.id, { from: [remember({ node: into.node, scope: into.scope, from, done: false }, run)] });
}

/** A token has come to a user task: what follows descends from this visit. Coming again after an incident is no new visit. */
export function visit(token: Token, run: Run): Token {
  if (token.visit !== undefined) return token;
  const id = remember({ node: token.node, scope: token.scope, from: token.from, done: false }, run);
  return run.edit(token.id, { visit: id, from: [id] });
}

export function markDone(id: string, run: Run): void {
  const found = run.visits.get(id);
  if (found !== undefined) run.visits.set(id, { ...found, done: true });
}

/** Judges a return of a token to a node. `tokens` are those of its scope, watchers left out. */
export function judgeReturn(token: Token, to: string, tokens: readonly Token[], visits: Visits): Return | Objection {
  const target = latestDone(token, to, visits);
  const visit = target === undefined ? undefined : find(visits, target);
  if (visit === undefined) return { code: 'return-target', params: { node: to } };
  const descends = memoized((id, self) => id === target || (find(visits, id)?.from.some(self) ?? false));
  const undone = tokens.filter(({ from }) => from.some(descends));
  const passed = idsOf(visits).filter((id) => id !== target && descends(id));
  const isPure = ({ from }: { readonly from: readonly string[] } = { from: [] }) => from.every(descends);
  if (undone.every(isPure) && passed.every((id) => isPure(find(visits, id)))) return { visit, tokens: undone };
  return { code: 'return-across-join', params: { node: to } };
}

/** User tasks that a token's task can be returned to, the nearest first. */
export function targetsOf(process: Process, instance: Instance, token: Token): readonly string[] {
  const { visits } = instance;
  const tokens = all(instance.tokens).filter((it) => it.scope === token.scope && it.watches === undefined);
  const nodes = ancestors(token.from, visits)
    .filter((id) => find(visits, id)?.done === true)
    .toSorted((a, b) => numberOf(b) - numberOf(a))
    .map((id) => find(visits, id)?.node ?? '');
  return [...new Set(nodes)]
    .filter((node) => own(process.nodes, node)?.kind === 'userTask')
    .filter((node) => 'visit' in judgeReturn(token, node, tokens, visits));
}

function latestDone(token: Token, to: string, visits: Visits): string | undefined {
  return ancestors(token.from, visits)
    .filter((id) => find(visits, id)?.node === to && find(visits, id)?.done === true)
    .toSorted((a, b) => numberOf(b) - numberOf(a))[0];
}

function ancestors(from: readonly string[], visits: Visits): readonly string[] {
  const found = new Set<string>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(find(visits, id)?.from ?? []));
  }
  return [...found];
}

/** What is remembered is bounded: what was there first is forgotten first, and a return to before it refused. */
function remember(visit: Visit, run: Run): string {
  const id = run.name('v');
  run.visits.set(id, visit);
  if (run.visits.length > MAX_VISITS) run.visits.deleteOldest();
  return id;
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

function idsOf(visits: Visits): readonly string[] {
  return Object.values(visits).flatMap((shelf) => Object.keys(shelf));
}

function numberOf(visit: string): number {
  return Number(visit.slice(1));
}
