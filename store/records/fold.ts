import type { Command, EventOf, OpenTask } from '../../engine/bpmn/instance.ts';
import type { StepRecord } from '../stepsRecord.ts';

/** What becomes of one task in a record, all its commands taken together. */
export type TaskFate = {
  readonly token: string;
  opened?: OpenTask;
  closed?: Closing;
  /** Absent: nobody was named. Null: given back. */
  assignee?: string | null;
  /** When somebody first took it in this record, since it was last given back. */
  takenAt?: number;
  candidates?: readonly string[];
  escalatedTo?: readonly string[];
};

export type Closing = {
  readonly outcome: string;
  readonly at: number;
  readonly by?: string;
  readonly onBehalfOf?: string;
};

export type IncidentFate = {
  readonly token: string;
  readonly node: string;
  readonly reason: string;
  readonly at: number;
  resolvedAt?: number;
};

export type Subscribing = Extract<Command, { kind: 'subscribe' }> & { readonly at: number };
export type Sending = Extract<Command, { kind: 'sendMessage' }> & { readonly at: number };
export type Ending = Extract<Command, { kind: 'ended' }> & { readonly at: number };

/** The net effect of a record's new steps: each row that must change, once. */
export type Effects = {
  readonly tasks: Map<string, TaskFate>;
  readonly incidents: IncidentFate[];
  /** Incidents of earlier records that ended: by token, when. */
  readonly resolved: Map<string, number>;
  readonly subscribed: Map<string, Subscribing>;
  readonly unsubscribed: Set<string>;
  readonly sent: Sending[];
  readonly taken: EventOf<'messageDelivered'>[];
  /** Id of the message that it began with. */
  begunBy?: string;
  ended?: Ending;
};

/** Folds the commands of the steps in order; refused steps fold too, for the timers that fired on the way. */
export function fold(steps: readonly StepRecord[]): Effects {
  const effects: Effects = {
    tasks: new Map(),
    incidents: [],
    resolved: new Map(),
    subscribed: new Map(),
    unsubscribed: new Set(),
    sent: [],
    taken: [],
  };
  for (const step of steps) {
    noteEvent(step, effects);
    for (const command of step.commands) handle(command, step.event.at, effects);
  }
  return effects;
}

function noteEvent({ event, refused }: StepRecord, effects: Effects): void {
  if (refused) return;
  if (event.kind === 'messageDelivered') effects.taken.push(event);
  if (event.kind === 'started' && event.message !== undefined) effects.begunBy = event.message;
  if (event.kind === 'taskEscalated') {
    const fate = fateOf(effects, event.token);
    fate.escalatedTo = [...(fate.escalatedTo ?? []), `person:${event.to}`];
  }
}

type Handler<K extends Command['kind']> = (
  command: Extract<Command, { kind: K }>,
  at: number,
  effects: Effects,
) => void;

const ignored = () => {};

const handlers: { readonly [K in Command['kind']]: Handler<K> } = {
  openTask: (command, _at, effects) => {
    effects.tasks.set(command.token, { token: command.token, opened: command });
  },
  closeTask: ({ token, outcome, by, onBehalfOf }, at, effects) => {
    fateOf(effects, token).closed = { outcome, at, ...(by && { by }), ...(onBehalfOf && { onBehalfOf }) };
  },
  assignTask: ({ token, assignee, candidates }, at, effects) => {
    const { takenAt = at, ...fate } = fateOf(effects, token);
    const taken = assignee === undefined ? {} : { takenAt };
    effects.tasks.set(token, { ...fate, ...taken, assignee: assignee ?? null, candidates });
  },
  raiseIncident: ({ token, node, reason }, at, effects) => {
    effects.incidents.push({ token, node, reason, at });
  },
  resolveIncident: ({ token }, at, effects) => {
    const here = effects.incidents.findLast((it) => it.token === token && it.resolvedAt === undefined);
    if (here) here.resolvedAt = at;
    else effects.resolved.set(token, at);
  },
  subscribe: (command, at, effects) => {
    effects.subscribed.set(command.token, { ...command, at });
    effects.unsubscribed.delete(command.token);
  },
  unsubscribe: ({ token }, _at, effects) => {
    effects.subscribed.delete(token);
    effects.unsubscribed.add(token);
  },
  sendMessage: (command, at, effects) => {
    effects.sent.push({ ...command, at });
  },
  ended: (command, at, effects) => {
    effects.ended = { ...command, at };
  },
  // Carried out by the workflow; the journal has them.
  runJob: ignored,
  withdrawJob: ignored,
  startChild: ignored,
  cancelChild: ignored,
};

function handle<K extends Command['kind']>(command: Extract<Command, { kind: K }>, at: number, effects: Effects): void {
  (handlers[command.kind as K] as Handler<K>)(command, at, effects);
}

function fateOf(effects: Effects, token: string): TaskFate {
  const known = effects.tasks.get(token);
  if (known) return known;
  const fate: TaskFate = { token };
  effects.tasks.set(token, fate);
  return fate;
}
