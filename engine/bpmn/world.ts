import type { Event, Instance, Notice, Passage, Request, Step, Variables } from './instance.ts';
import { businessKeyFor, messageStart } from './messageStart.ts';
import type { NodeOf, Process } from './model.ts';
import { all } from './shelves.ts';
import { step, unborn } from './step.ts';
import { own } from './table.ts';

/*
 * Instances that talk to each other: called processes report to their callers, messages find who waits for them. Pure:
 * what is left for the rest of the world, such as jobs and tasks, stays outstanding in the instances.
 */

export type Message = {
  readonly id: string;
  readonly message: string;
  readonly key: string;
  readonly variables: Variables;
};

/** Who waits for a message, and where. An empty key takes any. */
export type Subscription = {
  readonly instance: string;
  readonly token: string;
  readonly message: string;
  readonly key: string;
};

/** Where a message goes: to one that waits, to a process that it starts, or nowhere yet. */
export type Route =
  | { readonly kind: 'deliver'; readonly to: Subscription }
  | { readonly kind: 'start'; readonly process: Process; readonly start: NodeOf<'startEvent'> }
  | { readonly kind: 'buffer' };

export type Member = {
  readonly id: string;
  readonly process: Process;
  readonly instance: Instance;
  /** The token of the member that called it. */
  readonly parent?: { readonly member: string; readonly token: string };
  /** The error that it failed with. */
  readonly error?: string;
};

export type World = {
  readonly at: number;
  readonly processes: readonly Process[];
  /** By id, "<process key>/<business key>", in order of birth. */
  readonly members: Readonly<Record<string, Member>>;
  /** Sent, and not yet waited for by anybody. */
  readonly messages: readonly Message[];
  /** How many tokens have completed a node, and how many were cancelled there, by "<process key>/<node>". */
  readonly passed: Readonly<Record<string, readonly [completed: number, cancelled: number]>>;
  /** Processes that were called and are not here. */
  readonly unknown: readonly string[];
};

/** Nobody is there yet. */
export function emptyWorld(processes: readonly Process[], at: number): World {
  return { at, processes, members: {}, messages: [], passed: {}, unknown: [] };
}

/** The oldest subscription first; a message without a key matches only those without one. */
export function routeOf(
  { message, key }: Pick<Message, 'message' | 'key'>,
  subscriptions: readonly Subscription[],
  processes: readonly Process[],
): Route {
  const to = subscriptions.find((it) => it.message === message && (it.key === '' || it.key === key));
  if (to !== undefined) return { kind: 'deliver', to };
  for (const process of processes) {
    const start = messageStart(process, message);
    if (start !== undefined) return { kind: 'start', process, start };
  }
  return { kind: 'buffer' };
}

/** A process of the world begins, and all that follows from it. */
export function begin(world: World, process: Process, beginning: Beginning): World {
  const { businessKey, variables, start, message, parent } = beginning;
  const id = `${process.id}/${businessKey}`;
  // Started by a message that came again, or asked for a second time: it is there already.
  if (own(world.members, id) !== undefined) return world;
  const member: Member = { id, process, instance: unborn, ...(parent === undefined ? {} : { parent }) };
  const named = { ...(start === undefined ? {} : { start }), ...(message === undefined ? {} : { message }) };
  const born = { ...world, members: { ...world.members, [id]: member } };
  return tell(born, id, { kind: 'started', at: world.at, businessKey, variables, by: 'world', ...named }).world;
}

type Beginning = {
  readonly businessKey: string;
  readonly variables: Variables;
  readonly start?: string;
  /** Id of the message that begins it. */
  readonly message?: string;
  readonly parent?: Member['parent'];
};

export type Told = { readonly world: World; readonly refused?: Step['refused'] };

/** Something happened to a member; what it then says to others is carried to them. */
export function tell(world: World, id: string, event: Event): Told {
  const member = memberOf(world, id);
  const { instance, commands, passed, refused } = step(member.process, member.instance, event);
  let next: World = {
    ...world,
    members: { ...world.members, [id]: { ...member, instance } },
    passed: counted(world.passed, member.process.id, passed),
  };
  for (const command of commands) next = carry(next, memberOf(next, id), command);
  return { world: next, ...(refused === undefined ? {} : { refused }) };
}

/** A message comes to the world: it is delivered, starts a process, or waits. */
export function send(world: World, message: Message): World {
  const route = routeOf(message, subscriptionsOf(world), world.processes);
  switch (route.kind) {
    case 'deliver':
      return deliver(world, route.to, message);
    case 'start':
      return beginBy(world, route, message);
    case 'buffer':
      return buffer(world, message);
  }
}

export function memberOf(world: World, id: string): Member {
  const member = own(world.members, id);
  if (member === undefined) throw new Error(`nobody in this world is called ${id}`);
  return member;
}

/** Who waits for messages, the longest waiting first within each member. */
function subscriptionsOf(world: World): readonly Subscription[] {
  return Object.values(world.members).flatMap(({ id, instance }) =>
    all(instance.asked)
      .flat()
      .filter((ask) => ask.kind === 'subscribe')
      .map(({ token, message, key }) => ({ instance: id, token, message, key })),
  );
}

/** A message that gives no business key begins nothing: it waits, for somebody to look. */
function beginBy(world: World, { process, start }: Extract<Route, { kind: 'start' }>, message: Message): World {
  const businessKey = businessKeyFor(start, message);
  if (businessKey === undefined) return buffer(world, message);
  const { variables, id } = message;
  return begin(world, process, { businessKey, variables, start: start.id, message: id });
}

const buffer = (world: World, message: Message): World => ({ ...world, messages: [...world.messages, message] });

function carry(world: World, from: Member, command: Request | Notice): World {
  switch (command.kind) {
    case 'startChild':
      return startChild(world, from, command);
    case 'cancelChild':
      return cancelChild(world, from, command.token);
    case 'sendMessage':
      return send(world, command);
    case 'subscribe':
      return collect(world, { instance: from.id, ...command });
    case 'ended':
      return report(noteError(world, from, command.error), from, command);
    default:
      return world;
  }
}

function startChild(world: World, from: Member, command: Extract<Request, { kind: 'startChild' }>): World {
  const { token, businessKey, variables } = command;
  const process = world.processes.find(({ id }) => id === command.process);
  if (process === undefined) {
    const reason = `there is no process ${command.process}`;
    const told = tell(world, from.id, { kind: 'childFailed', at: world.at, token, reason });
    return { ...told.world, unknown: [...told.world.unknown, command.process] };
  }
  return begin(world, process, { businessKey, variables, parent: { member: from.id, token } });
}

function cancelChild(world: World, from: Member, token: string): World {
  const children = Object.values(world.members).filter(
    ({ parent, instance }) => parent?.member === from.id && parent.token === token && instance.status === 'running',
  );
  const event = { kind: 'cancelled', at: world.at, reason: 'its caller was cancelled', by: 'world' } as const;
  return children.reduce((next, { id }) => tell(next, id, event).world, world);
}

/** A new subscription takes the oldest message that waits for it. */
function collect(world: World, subscription: Subscription): World {
  const waiting = world.messages.find((it) => routeOf(it, [subscription], []).kind === 'deliver');
  if (waiting === undefined || !isWaiting(world, subscription)) return world;
  const rest = { ...world, messages: world.messages.filter((it) => it !== waiting) };
  return deliver(rest, subscription, waiting);
}

function deliver(world: World, to: Subscription, { id, message, variables }: Message): World {
  const { token } = to;
  return tell(world, to.instance, { kind: 'messageDelivered', at: world.at, token, message, messageId: id, variables })
    .world;
}

function report(world: World, { parent, instance }: Member, ended: Extract<Notice, { kind: 'ended' }>): World {
  if (parent === undefined) return world;
  const { token } = parent;
  if (ended.outcome === 'completed' || ended.outcome === 'terminated') {
    const { variables } = instance;
    return tell(world, parent.member, { kind: 'childCompleted', at: world.at, token, variables }).world;
  }
  const error = ended.outcome === 'failed' && ended.error !== undefined ? { error: ended.error } : {};
  const reason = `the called process was ${ended.outcome}`;
  return tell(world, parent.member, { kind: 'childFailed', at: world.at, token, reason, ...error }).world;
}

function noteError(world: World, member: Member, error: string | undefined): World {
  if (error === undefined) return world;
  return { ...world, members: { ...world.members, [member.id]: { ...member, error } } };
}

function isWaiting(world: World, { instance, token }: Subscription): boolean {
  return subscriptionsOf(world).some((it) => it.instance === instance && it.token === token);
}

function counted(before: World['passed'], process: string, passed: readonly Passage[]): World['passed'] {
  const counts = { ...before };
  for (const { node, how } of passed) {
    const [completed, cancelled] = counts[`${process}/${node}`] ?? [0, 0];
    counts[`${process}/${node}`] = how === 'completed' ? [completed + 1, cancelled] : [completed, cancelled + 1];
  }
  return counts;
}
