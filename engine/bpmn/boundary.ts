import { DeadEnd } from './deadEnd.ts';
import { definitionOf } from './definitions/index.ts';
import type { Token } from './instance.ts';
import { assertRoom } from './leave.ts';
import type { Activity, NodeOf } from './model.ts';
import type { Run } from './run.ts';
import { cancel, cancelById } from './withdraw.ts';

/** Puts a watcher on the token for each boundary event that can happen by itself; errors are looked for when thrown. */
export function arm(node: Activity, host: Token, run: Run): void {
  if (host.index !== undefined || host.watchers !== undefined) return;
  const watchers: string[] = [];
  try {
    for (const id of node.boundary) watch(id, host, watchers, run);
  } catch (cause) {
    for (const id of watchers) cancelById(id, run);
    throw cause;
  }
  if (watchers.length > 0) run.edit(host.id, { watchers });
}

/** The event happened: it gets a token of its own; an interrupting one takes the host's away. */
export function happen(boundary: NodeOf<'boundaryEvent'>, watcher: Token, run: Run): void {
  const host = run.token(watcher.watches ?? watcher.id);
  if (!boundary.interrupting) assertRoom(1, run);
  run.spawn({ node: boundary.id, scope: host.scope, from: host.from });
  if (boundary.interrupting) cancel(host, run);
}

/** A watcher with nothing left to wait for. */
export function disarm(watcher: Token, run: Run): void {
  const host = run.token(watcher.watches ?? watcher.id);
  const rest = (host.watchers ?? []).filter((id) => id !== watcher.id);
  run.edit(host.id, { watchers: rest });
  cancel(watcher, run);
}

function watch(id: string, host: Token, watchers: string[], run: Run): void {
  const boundary = run.node(id);
  if (boundary.kind !== 'boundaryEvent') throw new DeadEnd(`${id} is no boundary event`);
  const { event } = boundary;
  const definition = definitionOf(event);
  if (definition.wait === undefined) return;
  assertRoom(1, run);
  const watcher = run.spawn({ node: id, scope: host.scope, from: host.from, watches: host.id });
  watchers.push(watcher.id);
  definition.wait(event, watcher, run);
}
