import { expect } from 'vitest';
import type { Command, Event, Instance, Token } from '../../../engine/bpmn/instance.ts';
import { outstanding } from '../../../engine/bpmn/step.ts';

/** What the world believes to be open, told by commands and by its own answers alone. */
export class Ledger {
  private readonly open = new Set<string>();
  private readonly incidents = new Set<string>();

  answer(event: Event): void {
    if (event.kind === 'jobCompleted' || event.kind === 'jobFailed') {
      this.open.delete(`job ${event.token} ${event.attempt}`);
    }
    if (event.kind === 'childCompleted' || event.kind === 'childFailed') this.open.delete(`child ${event.token}`);
  }

  hear(command: Command): void {
    switch (command.kind) {
      case 'openTask':
        return this.add(`task ${command.token}`);
      case 'closeTask':
        return this.remove(`task ${command.token}`);
      case 'runJob':
        return this.add(`job ${command.token} ${command.attempt}`);
      case 'withdrawJob':
        return this.remove(`job ${command.token} ${command.attempt}`);
      case 'startChild':
        return this.add(`child ${command.token}`);
      case 'cancelChild':
        return this.remove(`child ${command.token}`);
      case 'subscribe':
        return this.add(`message ${command.token}`);
      case 'unsubscribe':
        return this.remove(`message ${command.token}`);
      case 'raiseIncident':
        this.incidents.add(command.token);
        return;
      case 'resolveIncident':
        expect(this.incidents.delete(command.token)).toBe(true);
        return;
      default:
    }
  }

  /** Nothing was asked for twice, withdrawn twice, or forgotten. */
  expectAgrees(instance: Instance): void {
    const names = outstanding(instance).map((request) => {
      switch (request.kind) {
        case 'openTask':
          return `task ${request.token}`;
        case 'runJob':
          return `job ${request.token} ${request.attempt}`;
        case 'startChild':
          return `child ${request.token}`;
        default:
          return `message ${request.token}`;
      }
    });
    expect(new Set(names)).toEqual(this.open);
    expect(new Set(Object.keys(instance.incidents))).toEqual(this.incidents);
  }

  /** The superior's name is the answer to the job that looked for it. */
  escalated(asked: readonly Command[], token: string): void {
    const job = asked.find((it) => it.kind === 'runJob' && it.token === token && it.job.type === 'escalate');
    if (job?.kind === 'runJob') this.open.delete(`job ${token} ${job.attempt}`);
  }

  private add(name: string): void {
    expect(this.open).not.toContain(name);
    this.open.add(name);
  }

  private remove(name: string): void {
    expect(this.open).toContain(name);
    this.open.delete(name);
  }
}

/** Every token is somewhere, waits for something, and is counted once. */
export function expectSound(instance: Instance): void {
  const { tokens, scopes, timers, asked, incidents, status } = instance;
  const all = Object.values(tokens);
  expect(instance.open).toBe(all.length);
  for (const scope of Object.values(scopes)) {
    const inside = all.filter((token) => token.scope === scope.id && token.watches === undefined);
    expect(scope.live).toBe(inside.length);
    expect(inside.length).toBeGreaterThan(0);
    expect(scope.host === undefined ? scope.kind : tokens[scope.host]?.body).toBe(
      scope.host === undefined ? 'process' : scope.id,
    );
    for (const [node, waiting] of Object.entries(scope.waiting)) {
      for (const id of waiting) expect(tokens[id]).toMatchObject({ node, scope: scope.id });
    }
  }
  for (const token of all) expectAtHome(token, instance);
  for (const id of [...Object.keys(asked), ...Object.keys(incidents)]) expect(tokens[id]).toBeDefined();
  for (const timer of Object.values(timers)) expect(tokens[timer.token]).toBeDefined();
  const first = Object.values(timers).map(({ at }) => at);
  expect(instance.alarmAt).toBe(first.length === 0 ? undefined : Math.min(...first));
  if (status !== 'running') expect({ tokens, scopes, timers, asked, incidents }).toEqual(nothing);
  else expect(all.length).toBeGreaterThan(0);
}

const nothing = { tokens: {}, scopes: {}, timers: {}, asked: {}, incidents: {} };

function expectAtHome(token: Token, { tokens, scopes, timers, asked, incidents }: Instance): void {
  const { id, body, watchers = [], watches, node } = token;
  expect(scopes[token.scope]).toBeDefined();
  if (body !== undefined) expect(scopes[body]?.host).toBe(id);
  for (const watcher of watchers) expect(tokens[watcher]?.watches).toBe(id);
  if (watches !== undefined) expect(tokens[watches]?.watchers).toContain(id);
  const waits =
    body !== undefined ||
    asked[id] !== undefined ||
    incidents[id] !== undefined ||
    timers[`${id}.event`] !== undefined ||
    scopes[token.scope]?.waiting[node]?.includes(id) === true;
  expect(waits, `token ${id} at ${node} waits for nothing`).toBe(true);
}

/** Makes any change to what was handed over throw. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}
