import type { Ask, Event, EventOf } from '../instance.ts';
import { plainClock } from '../moments.ts';
import { send, tell, type World } from '../world.ts';
import { type Operation, SimulationError } from './script.ts';
import { hasten, nextAlarm, ring } from './time.ts';
import { type Entry, entriesOf } from './waiting.ts';

/** Timers that one advance may fire. */
const MAX_FIRES = 10_000;

/** Does one operation; `settle` does what follows by itself after each timer. */
export function operate(world: World, operation: Operation, settle: (world: World) => World): World {
  switch (operation.op) {
    case 'advance':
      return advance(world, operation.by ?? 'PT0S', settle);
    case 'message':
      return sendNamed(world, operation);
    default:
      return answer(world, entryNamed(world, operation.op), operation);
  }
}

function advance(world: World, by: string, settle: (world: World) => World): World {
  const until = plainClock({ duration: by }, world.at).at;
  let now = world;
  for (let fires = 0; fires < MAX_FIRES && (nextAlarm(now) ?? Infinity) <= until; fires += 1) now = settle(ring(now));
  return { ...now, at: until };
}

function sendNamed(world: World, { name = '', key = '', variables = {} }: Operation): World {
  const id = `simulated-${world.messages.length}-${Object.keys(world.members).length}`;
  return send(world, { id, message: name, key, variables });
}

function entryNamed(world: World, name: string): Entry {
  const entries = entriesOf(world);
  const entry = entries.find((it) => it.name === name);
  if (entry !== undefined) return entry;
  const names = entries.map((it) => it.name).toSorted();
  throw new SimulationError('nothing-waits', { op: name, waiting: names.join(', ') });
}

function answer(world: World, entry: Entry, operation: Operation): World {
  if (entry.kind === 'timer') return hasten(world, entry.member, entry.timer);
  const told = tell(world, entry.member.id, eventFor(entry.ask, operation, world.at));
  if (told.refused === undefined) return told.world;
  throw new SimulationError('operation-refused', { op: operation.op, refusal: told.refused.code });
}

function eventFor(ask: Ask, operation: Operation, at: number): Event {
  const { token } = ask;
  const { variables = {}, verdict = 'approved' } = operation;
  switch (ask.kind) {
    case 'openTask':
      return { kind: 'taskCompleted', at, token, variables, by: 'simulation', ...(ask.approval ? { verdict } : {}) };
    case 'subscribe':
      return { kind: 'messageDelivered', at, token, message: ask.message, messageId: 'simulated', variables };
    case 'runJob':
      return jobEvent({ at, token, attempt: ask.attempt }, operation);
    case 'startChild':
      throw new SimulationError('child-answers', { op: operation.op });
    default:
      return ask satisfies never;
  }
}

type About = Pick<EventOf<'jobCompleted'>, 'at' | 'token' | 'attempt'>;

function jobEvent(about: About, { variables = {}, error, failure }: Operation): Event {
  if (error !== undefined) return { kind: 'jobFailed', ...about, reason: failure ?? `error ${error}`, error };
  if (failure !== undefined) return { kind: 'jobFailed', ...about, reason: failure };
  return { kind: 'jobCompleted', ...about, variables };
}
