/*
 * The interpreter. What holds, whatever happens:
 *
 * I1. `step` is pure: same process, instance, event and clock, same result. The instance given is never changed.
 * I2. Time is `event.at` and the moments of timers, nothing else. Everything due at or before the event fires first, in
 *     order of moment and then of creation, each at its own moment.
 * I3. An event that does not apply is refused, or ignored if it is a stale answer of the world; it changes nothing but
 *     the sequence and what was due. No event, in no order, throws.
 * I4. A token is at one node, in one scope instance, or it is gone. A scope instance ends when no token lives in it.
 * I5. Whatever was asked is in `asked` until it is answered or withdrawn, and each of these is told to the world once.
 * I6. Whoever ends, ends with everything inside it and everything that watches it.
 * I7. A token that cannot go on is an incident, never an exception, never a silence.
 * I8. An instance is plain JSON: revived from its text it behaves the same.
 * I9. The work of a step depends on what it touches, not on how much is open: that is kept on shelves, of which only
 *     those are copied that change.
 */
import { withVariables } from './ask.ts';
import { drain } from './enter.ts';
import { raise } from './incident.ts';
import type { Event, Instance, Objection, OpenTask, Request, Step } from './instance.ts';
import { MAX_STATE_BYTES } from './limits.ts';
import { targetsOf } from './lineage.ts';
import type { Process } from './model.ts';
import { type Clock, plainClock } from './moments.ts';
import { fire, receive } from './receive.ts';
import { Run } from './run.ts';
import { all, find } from './shelves.ts';
import { nextDue } from './timers.ts';
import { payloadIn } from './variables.ts';

/** Before its first event. */
export const unborn: Instance = {
  version: 1,
  status: 'unborn',
  sequence: 0,
  businessKey: '',
  startedBy: '',
  startedAt: 0,
  variables: {},
  performers: {},
  born: 0,
  open: 0,
  size: 0,
  tokens: {},
  scopes: {},
  timers: {},
  asked: {},
  incidents: {},
  visits: {},
  closed: {},
};

/** An instance and an event in; the next instance, and what to do about it, out. */
export function step(process: Process, instance: Instance, event: Event, clock: Clock = plainClock): Step {
  const { run, refused } = live(process, instance, event, clock);
  const { commands, passed } = run;
  return { instance: run.result(), commands, passed, ...(refused === undefined ? {} : { refused }) };
}

/** Why `step` would refuse the event, without taking it. */
export function judge(
  process: Process,
  instance: Instance,
  event: Event,
  clock: Clock = plainClock,
): Objection | undefined {
  return live(process, instance, event, clock).refused;
}

/** When the instance must be told the time next: its earliest timer. */
export function alarm(instance: Instance): number | undefined {
  return instance.alarmAt;
}

/** What was asked and not answered: a new run of the workflow asks it again, by key. */
export function outstanding(instance: Instance): readonly Request[] {
  return all(instance.asked)
    .flat()
    .map((ask) => withVariables(ask, payloadIn(instance, ask.token)));
}

export function openTasks(instance: Instance): readonly OpenTask[] {
  return outstanding(instance).filter((request) => request.kind === 'openTask');
}

/** The earlier user tasks that an open task can be returned to, the nearest first. */
export function returnTargets(process: Process, instance: Instance, token: string): readonly string[] {
  const found = find(instance.tokens, token);
  if (found === undefined || !find(instance.asked, token)?.some(({ kind }) => kind === 'openTask')) return [];
  const host = found.index === undefined ? undefined : find(instance.scopes, found.scope)?.host;
  const whole = host === undefined ? found : find(instance.tokens, host);
  return whole === undefined ? [] : targetsOf(process, instance, whole);
}

type Lived = { readonly run: Run; readonly refused: Objection | undefined };

function live(process: Process, instance: Instance, event: Event, clock: Clock): Lived {
  const lived = liveThrough(process, instance, event, clock, receive);
  const { size } = lived.run;
  if (size <= MAX_STATE_BYTES || size <= instance.size || event.kind === 'clockAdvanced') return lived;
  return liveThrough(process, instance, event, clock, refuseGrowth);
}

function liveThrough(process: Process, instance: Instance, event: Event, clock: Clock, apply: typeof receive): Lived {
  const run = new Run(process, instance, event.at, clock);
  fireDue(event.at, run);
  run.at = event.at;
  const refused = apply(event, run);
  drain(run);
  if (isStuck(run)) raiseStuck(run);
  return { run, refused };
}

function fireDue(until: number, run: Run): void {
  for (let timer = nextDue(until, run); timer !== undefined; timer = nextDue(until, run)) {
    fire(timer, run);
    drain(run);
    // What is still due stays due: the next step goes on with it.
    if (run.isExhausted) return;
  }
}

/** Tokens are left, and nothing that could ever move one: a join that can never be complete. */
function isStuck({ head, passed, asked, timers, incidents }: Run): boolean {
  return head.status === 'running' && passed.length > 0 && asked.isEmpty && timers.isEmpty && incidents.isEmpty;
}

function raiseStuck(run: Run): void {
  const token = run.tokens.values().find(({ body }) => body === undefined);
  if (token === undefined) return;
  raise(token, { stage: 'enter', reason: `${token.node} waits for what can never come` }, run);
}

/** The event would make the state too large. A person is told; an answer of the world becomes an incident. */
function refuseGrowth(event: Event, run: Run): Objection | undefined {
  const reason = `the state would take more than ${MAX_STATE_BYTES} bytes`;
  const token = 'token' in event ? run.tokens.get(event.token) : undefined;
  if (token === undefined || 'by' in event || event.kind === 'taskEscalated' || event.kind === 'messageDelivered') {
    return { code: 'state-too-large', params: { limit: String(MAX_STATE_BYTES) } };
  }
  raise(token, { stage: 'enter', reason }, run);
  return undefined;
}
