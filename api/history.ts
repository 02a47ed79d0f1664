import type { HistoryEntry, Progress } from '../contract/history.ts';
import type { LocalText } from '../contract/shared.ts';
import type { Command, Event } from '../engine/bpmn/instance.ts';
import type { Process } from '../engine/bpmn/model.ts';
import type { Db } from '../store/db.ts';
import type { JournalEntry } from '../store/instances.ts';
import { peopleByIds } from '../store/people.ts';
import { elementName } from './elementNames.ts';
import { moment } from './refs.ts';

/** The journal as people read it. */
export function historyEntries(
  journal: readonly JournalEntry[],
  process: Process,
  people: PeopleNames,
): HistoryEntry[] {
  const where = new Map<string, string>();
  return journal.map((entry) => {
    for (const command of entry.commands) noteNode(command, where);
    const { event } = entry;
    const node = entry.node ?? ('token' in event ? (where.get(event.token) ?? null) : null);
    return {
      sequence: entry.sequence,
      at: moment(entry.at),
      kind: event.kind,
      node,
      name: node === null ? null : nameOf(process, node),
      by: entry.by,
      onBehalfOf: entry.onBehalfOf,
      outcome: outcomeOf(event),
      comment: commentOf(event),
      to: 'to' in event ? event.to : null,
      toName: 'to' in event ? targetName(event, process, people) : null,
      refused: entry.refused?.code ?? null,
    };
  });
}

type PeopleNames = ReadonlyMap<string, LocalText>;

/** The names of those to whom tasks were handed or put. */
export async function namesIn(db: Db, journal: readonly JournalEntry[]): Promise<PeopleNames> {
  const ids = journal.flatMap(({ event }) => ('to' in event && event.kind !== 'taskReturned' ? [event.to] : []));
  const people = await peopleByIds(db, [...new Set(ids)]);
  return new Map(people.map(({ id, name }) => [id, name]));
}

type Directed = Extract<Event, { readonly to: string }>;

function targetName(event: Directed, process: Process, people: PeopleNames): LocalText | null {
  return event.kind === 'taskReturned' ? nameOf(process, event.to) : (people.get(event.to) ?? null);
}

/**
 * Where the instance stands, gathered from what its steps asked for and what came of it. A message that is only waited
 * for, at the edge of a step for instance, is no step that was done.
 */
export function progressOf(journal: readonly JournalEntry[], incidents: readonly string[], model: Process): Progress {
  const seen: Seen = { active: new Map(), visited: new Set(), waiting: new Map() };
  for (const { event, commands } of journal) {
    if (event.kind === 'messageDelivered') noteMessage(event, seen);
    if (isAnswer(event)) seen.active.delete(event.token);
    for (const command of commands) {
      if (isEnd(command)) seen.active.delete(command.token);
      if (isWork(command)) noteWork(command, model, seen);
    }
  }
  const { active, visited } = seen;
  return { active: [...new Set(active.values())], visited: [...visited], incidents: [...new Set(incidents)] };
}

type Seen = {
  readonly active: Map<string, string>;
  readonly visited: Set<string>;
  /** Where which message is waited for, by token and message. */
  readonly waiting: Map<string, string>;
};

function noteMessage(
  { token, message }: Extract<Event, { kind: 'messageDelivered' }>,
  { visited, waiting }: Seen,
): void {
  const node = waiting.get(`${token} ${message}`);
  if (node !== undefined) visited.add(node);
}

function noteWork(command: Work, model: Process, { active, visited, waiting }: Seen): void {
  if (model.nodes[command.node]?.kind !== 'boundaryEvent') active.set(command.token, command.node);
  if (command.kind === 'subscribe') waiting.set(`${command.token} ${command.message}`, command.node);
  else visited.add(command.node);
}

export const nameOf = (process: Process, node: string) => elementName(process.id, node, process.nodes[node]?.name);

function outcomeOf(event: Event): string | null {
  return event.kind === 'taskCompleted' ? (event.verdict ?? 'completed') : null;
}

function commentOf(event: Event): string | null {
  if ('comment' in event && event.comment !== undefined) return event.comment;
  return 'reason' in event ? (event.reason ?? null) : null;
}

type Work = Extract<Command, { kind: 'openTask' | 'runJob' | 'startChild' | 'subscribe' }>;

/** A task's reminder and escalation are no work of their own: they run beside it, under its token. */
function isWork(command: Command): command is Work {
  if (command.kind === 'runJob') return command.job.type !== 'remind' && command.job.type !== 'escalate';
  return command.kind === 'openTask' || command.kind === 'startChild' || command.kind === 'subscribe';
}

const ends: ReadonlySet<Command['kind']> = new Set(['closeTask', 'withdrawJob', 'cancelChild', 'unsubscribe']);

function isEnd(command: Command): command is Extract<Command, { token: string }> {
  return ends.has(command.kind);
}

const answers: ReadonlySet<Event['kind']> = new Set(['jobCompleted', 'childCompleted', 'messageDelivered']);

function isAnswer(event: Event): event is Extract<Event, { token: string }> {
  return answers.has(event.kind);
}

function noteNode(command: Command, where: Map<string, string>): void {
  if ('token' in command && 'node' in command) where.set(command.token, command.node);
}
