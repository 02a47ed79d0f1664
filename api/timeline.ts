import type { InstanceMessage, TimelineEntry } from '../contract/instances.ts';
import type { PersonRef } from '../contract/shared.ts';
import { measureStep } from '../domain/stepFacts.ts';
import type { Command, Event } from '../engine/bpmn/instance.ts';
import type { Process } from '../engine/bpmn/model.ts';
import type { JournalEntry } from '../store/instances.ts';
import type { StepFactOfTask } from '../store/views/facts.ts';
import { nameOf } from './history.ts';
import { moment } from './refs.ts';

/** Entries of one timeline; of very long ones the latest are shown. */
const TIMELINE_MAX = 500;
const MESSAGES_MAX = 200;

/** A piece of work while the journal is gone through. Moments are ms since the epoch. */
type Work = {
  readonly token: string;
  readonly node: string;
  readonly kind: TimelineEntry['kind'];
  readonly openedIn: number;
  readonly openedAt: number;
  readonly dueAt?: number;
  readonly clauses: readonly string[];
  readonly child?: string;
  claimedAt?: number | undefined;
  closed?: Closed;
};

type Closed = {
  readonly sequence: number;
  readonly at: number;
  readonly outcome: string;
  readonly by: PersonRef | null;
  readonly onBehalfOf: PersonRef | null;
  readonly comment: string | null;
};

type Seen = {
  readonly model: Process;
  /** What was measured of the tasks that people finished, by token. */
  readonly facts: ReadonlyMap<string, StepFactOfTask>;
  /** Who holds the open tasks, by token. */
  readonly holders: ReadonlyMap<string, PersonRef | null>;
  readonly now: Date;
};

/** What was done in an instance, by whom, when, how long it took, and what is being done. */
export function timelineOf(journal: readonly JournalEntry[], seen: Seen): TimelineEntry[] {
  const works: Work[] = [];
  const open = new Map<string, Work>();
  for (const entry of journal) {
    const answered = endedBy(entry, open);
    if (answered) close(answered.work, entry, answered.outcome, open);
    for (const command of entry.commands) follow(command, entry, { works, open, model: seen.model });
  }
  return works
    .filter((work) => !isIdleWatcher(work, seen.model))
    .slice(-TIMELINE_MAX)
    .map((work) => shown(work, seen));
}

type Table = { readonly works: Work[]; readonly open: Map<string, Work>; readonly model: Process };

/** What a message, a job's result or a child's report ended. A task's reminders run under its token and end nothing. */
function endedBy({ event, refused }: JournalEntry, open: ReadonlyMap<string, Work>) {
  const outcome = answers[event.kind];
  if (outcome === undefined || refused || !('token' in event)) return undefined;
  const work = open.get(event.token);
  return work && work.kind !== 'task' ? { work, outcome } : undefined;
}

const answers: { readonly [K in Event['kind']]?: string } = {
  jobCompleted: 'completed',
  childCompleted: 'completed',
  messageDelivered: 'completed',
  jobFailed: 'failed',
  childFailed: 'failed',
};

function follow(command: Command, entry: JournalEntry, table: Table): void {
  const begun = begunBy(command, entry, table.model);
  if (begun) {
    table.works.push(begun);
    table.open.set(begun.token, begun);
  }
  const work = 'token' in command ? table.open.get(command.token) : undefined;
  if (!work) return;
  if (command.kind === 'assignTask') {
    work.claimedAt = command.assignee === undefined ? undefined : (work.claimedAt ?? entry.event.at);
  }
  const outcome = outcomeOf(command, work);
  if (outcome !== undefined) close(work, entry, outcome, table.open);
}

const withdrawals: { readonly [K in Command['kind']]?: Work['kind'] } = {
  withdrawJob: 'job',
  cancelChild: 'child',
  unsubscribe: 'message',
};

function outcomeOf(command: Command, { kind }: Work): string | undefined {
  if (command.kind === 'closeTask') return command.outcome;
  return withdrawals[command.kind] === kind ? 'withdrawn' : undefined;
}

function begunBy(command: Command, { sequence, event }: JournalEntry, { nodes }: Process): Work | undefined {
  const kind = kindOf(command);
  if (kind === undefined || !('node' in command)) return undefined;
  const { token, node } = command;
  const begun = { token, node, kind, openedIn: sequence, openedAt: event.at, clauses: nodes[node]?.clauses ?? [] };
  if (command.kind === 'startChild') return { ...begun, child: `${command.process}/${command.businessKey}` };
  if (command.kind !== 'openTask') return begun;
  const { openedAt, dueAt, clauses, assignee } = command;
  return {
    ...begun,
    openedAt,
    clauses,
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(assignee === undefined ? {} : { claimedAt: openedAt }),
  };
}

function kindOf(command: Command): Work['kind'] | undefined {
  if (command.kind === 'openTask') return 'task';
  if (command.kind === 'startChild') return 'child';
  if (command.kind === 'subscribe') return 'message';
  const isWork = command.kind === 'runJob' && command.job.type !== 'remind' && command.job.type !== 'escalate';
  return isWork ? 'job' : undefined;
}

function close(
  work: Work,
  { sequence, event, by, onBehalfOf }: JournalEntry,
  outcome: string,
  open: Map<string, Work>,
) {
  const isTheirs = work.kind === 'task' && 'token' in event && event.token === work.token;
  const comment = isTheirs ? commentOf(event) : null;
  work.closed = {
    sequence,
    at: event.at,
    outcome,
    by: isTheirs ? by : null,
    onBehalfOf: isTheirs ? onBehalfOf : null,
    comment,
  };
  open.delete(work.token);
}

function commentOf(event: Event): string | null {
  if ('comment' in event) return event.comment ?? null;
  return 'reason' in event ? (event.reason ?? null) : null;
}

/** A boundary event that only stood by is no step. */
function isIdleWatcher({ node, closed }: Work, { nodes }: Process): boolean {
  return nodes[node]?.kind === 'boundaryEvent' && closed?.outcome !== 'completed';
}

function shown(work: Work, seen: Seen): TimelineEntry {
  const { token, node, kind, openedIn, openedAt, claimedAt, dueAt } = work;
  const closed = work.closed ?? { ...pending, by: seen.holders.get(token) ?? null };
  return {
    token,
    node,
    kind,
    name: nameOf(seen.model, node),
    openedIn,
    closedIn: closed.sequence,
    openedAt: moment(new Date(openedAt)),
    claimedAt: momentAt(claimedAt),
    closedAt: momentAt(closed.at),
    dueAt: momentAt(dueAt),
    ...(seen.facts.get(token) ?? measured(work, seen.now)),
    by: closed.by,
    onBehalfOf: closed.onBehalfOf,
    outcome: closed.outcome,
    onTime: isOnTime(work),
    clauses: [...work.clauses],
    comment: closed.comment,
    child: work.child ?? null,
  };
}

const pending = { sequence: null, at: undefined, outcome: null, onBehalfOf: null, comment: null };
const momentAt = (ms: number | undefined) => (ms === undefined ? null : moment(new Date(ms)));

/** Null: a person has not finished it, or nothing was due. */
function isOnTime({ kind, dueAt, closed }: Work): boolean | null {
  if (kind !== 'task' || closed === undefined || closed.outcome === 'withdrawn' || dueAt === undefined) return null;
  return closed.at <= dueAt;
}

/** What nobody has measured: open tasks, tasks that were withdrawn, and machine steps, by the clock. */
function measured({ kind, openedAt, claimedAt, closed }: Work, now: Date) {
  const closedAt = Math.max(closed?.at ?? now.getTime(), openedAt);
  const none = { round: null, reworked: false };
  if (kind === 'message') return { ...none, waitingMs: closedAt - openedAt, workingMs: 0 };
  if (kind !== 'task') return { ...none, waitingMs: 0, workingMs: closedAt - openedAt };
  const step = { openedAt, closedAt, outcome: 'completed' as const };
  const { waitingMs, workingMs } = measureStep(claimedAt === undefined ? step : { ...step, claimedAt });
  return { ...none, waitingMs, workingMs };
}

/** The messages that an instance waits for, has taken, has sent: the latest ones. */
export function messagesOf(journal: readonly JournalEntry[], model: Process): InstanceMessage[] {
  const waiting = new Map<string, InstanceMessage>();
  const past: InstanceMessage[] = [];
  for (const { at, event, refused, commands } of journal) {
    const known = 'token' in event ? waiting.get(event.token) : undefined;
    if (event.kind === 'messageDelivered' && !refused) {
      past.push({ ...(known ?? unknown), direction: 'taken', message: event.message, at: moment(at) });
      waiting.delete(event.token);
    }
    for (const command of commands) noteMessage(command, at, { waiting, past, model });
  }
  return [...waiting.values(), ...past.slice(-MESSAGES_MAX)];
}

const unknown = { key: null, node: null, name: null };

type Post = {
  readonly waiting: Map<string, InstanceMessage>;
  readonly past: InstanceMessage[];
  readonly model: Process;
};

function noteMessage(command: Command, date: Date, { waiting, past, model }: Post): void {
  const at = moment(date);
  if (command.kind === 'unsubscribe') waiting.delete(command.token);
  if (command.kind === 'subscribe') {
    const { token, node, message, key } = command;
    waiting.set(token, { direction: 'waiting', message, key, node, name: nameOf(model, node), at });
  }
  if (command.kind === 'sendMessage') {
    past.push({ ...unknown, direction: 'sent', message: command.message, key: command.key, at });
  }
}
