import assert from 'node:assert/strict';
import type { Command, Event, Instance, ScopeInstance, Token } from '../../../engine/bpmn/instance.ts';
import type { Shelves } from '../../../engine/bpmn/shelves.ts';
import { outstanding } from '../../../engine/bpmn/step.ts';

/** What the world believes to be open, told by commands and by its own answers alone. */
export class Ledger {
  private readonly open = new Set<string>();

  answer(event: Event): void {
    if (event.kind === 'jobCompleted' || event.kind === 'jobFailed') {
      this.open.delete(`job ${event.token} ${event.attempt}`);
    }
    if (event.kind === 'childCompleted' || event.kind === 'childFailed') this.open.delete(`child ${event.token}`);
  }

  hear(command: Command): void {
    const opened = openedBy(command);
    const closed = closedBy(command);
    if (opened !== undefined) {
      assert(!this.open.has(opened), `${opened} was asked for twice`);
      this.open.add(opened);
    }
    if (closed !== undefined) assert(this.open.delete(closed), `${closed} was withdrawn but never asked for`);
  }

  /** The superior's name is the answer to the job that looked for it. */
  escalated(asked: readonly Command[], token: string): void {
    const job = asked.find((it) => it.kind === 'runJob' && it.token === token && it.job.type === 'escalate');
    if (job?.kind === 'runJob') this.open.delete(`job ${token} ${job.attempt}`);
  }

  /** Nothing was forgotten, neither by the instance nor by the world. */
  assertAgrees(instance: Instance): void {
    const names = [
      ...outstanding(instance).map(openedBy),
      ...Object.keys(instance.incidents).map((token) => `incident ${token}`),
    ];
    assert.deepEqual(new Set(names), this.open);
    assert.equal(names.length, this.open.size);
  }
}

function openedBy(command: Command): string | undefined {
  switch (command.kind) {
    case 'openTask':
      return `task ${command.token}`;
    case 'runJob':
      return `job ${command.token} ${command.attempt}`;
    case 'startChild':
      return `child ${command.token}`;
    case 'subscribe':
      return `message ${command.token}`;
    case 'raiseIncident':
      return `incident ${command.token}`;
    default:
      return undefined;
  }
}

function closedBy(command: Command): string | undefined {
  switch (command.kind) {
    case 'closeTask':
      return `task ${command.token}`;
    case 'withdrawJob':
      return `job ${command.token} ${command.attempt}`;
    case 'cancelChild':
      return `child ${command.token}`;
    case 'unsubscribe':
      return `message ${command.token}`;
    case 'resolveIncident':
      return `incident ${command.token}`;
    default:
      return undefined;
  }
}

/** Every token is somewhere, waits for something, and is counted once. */
export function assertSound(atRest: Instance): void {
  const instance = flatten(atRest);
  const { tokens, scopes, timers, asked, incidents } = instance;
  assert.equal(instance.open, Object.keys(tokens).length);
  for (const scope of Object.values(scopes)) assertCounted(scope, instance);
  for (const token of Object.values(tokens)) {
    assertAtHome(token, instance);
    assert(waits(token, instance), `token ${token.id} at ${token.node} waits for nothing`);
  }
  const owners = [...Object.keys(asked), ...Object.keys(incidents), ...Object.values(timers).map(({ token }) => token)];
  for (const owner of owners) assert(tokens[owner], `${owner} is gone and left something behind`);
  const moments = Object.values(timers).map(({ at }) => at);
  assert.equal(instance.alarmAt, moments.length === 0 ? undefined : Math.min(...moments));
  assert.equal(Object.keys(tokens).length > 0, instance.status === 'running');
  assert.equal(Object.keys(scopes).length > 0, instance.status === 'running');
}

function assertCounted(scope: ScopeInstance, { tokens }: Flat): void {
  const inside = Object.values(tokens).filter((it) => it.scope === scope.id && it.watches === undefined);
  assert.equal(scope.live, inside.length);
  assert(inside.length > 0, `nothing lives in ${scope.id}`);
  if (scope.host === undefined) assert.equal(scope.kind, 'process');
  else assert.equal(tokens[scope.host]?.body, scope.id);
  for (const [node, waiting] of Object.entries(scope.waiting)) {
    for (const id of waiting) assert.deepEqual([tokens[id]?.node, tokens[id]?.scope], [node, scope.id]);
  }
}

function assertAtHome({ id, scope, body, watchers = [], watches }: Token, { tokens, scopes }: Flat): void {
  assert(scopes[scope], `${id} lives nowhere`);
  if (body !== undefined) assert.equal(scopes[body]?.host, id);
  for (const watcher of watchers) assert.equal(tokens[watcher]?.watches, id);
  if (watches !== undefined) assert(tokens[watches]?.watchers?.includes(id), `${id} watches in vain`);
}

function waits({ id, body, scope, node }: Token, { scopes, timers, asked, incidents }: Flat): boolean {
  const isParked = scopes[scope]?.waiting[node]?.includes(id) === true;
  return body !== undefined || isParked || [asked[id], incidents[id], timers[`${id}.event`]].some((it) => it);
}

/** The instance with everything off its shelves. */
function flatten(instance: Instance) {
  const { tokens, scopes, timers, asked } = instance;
  return { ...instance, tokens: flat(tokens), scopes: flat(scopes), timers: flat(timers), asked: flat(asked) };
}

type Flat = ReturnType<typeof flatten>;

function flat<T>(shelves: Shelves<T>): Readonly<Record<string, T>> {
  for (const shelf of Object.values(shelves)) assert(Object.keys(shelf).length > 0, 'an empty shelf was kept');
  return Object.assign({}, ...Object.values(shelves));
}

/** Makes any change to what was handed over throw. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}
