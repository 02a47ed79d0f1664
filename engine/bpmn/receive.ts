import { complete, leaveActivity } from './activity.ts';
import { answered, askJob, asksOf, jobAsked } from './ask.ts';
import { disarm } from './boundary.ts';
import { behaviourOf } from './enter.ts';
import {
  missing,
  taskClaimed,
  taskCompleted,
  taskEscalated,
  taskReturned,
  taskTransferred,
  taskUnclaimed,
} from './human.ts';
import { manage } from './incident.ts';
import type { Event, EventOf, Objection, Timer, Token, Variables } from './instance.ts';
import { failed, jobFailed } from './jobs.ts';
import { depart } from './leave.ts';
import type { Run } from './run.ts';
import { endProcess, openScope, startAt, startsOf } from './scope.ts';
import { scheduleNext } from './timers.ts';
import { assign } from './variables.ts';
import { cancelById, resolve } from './withdraw.ts';

type Receiver<K extends Event['kind']> = (event: EventOf<K>, run: Run) => Objection | undefined | void;

/** What each event does. A kind without a receiver does not compile. */
const receivers: { readonly [K in Event['kind']]: Receiver<K> } = {
  started,
  taskClaimed,
  taskUnclaimed,
  taskCompleted,
  taskReturned,
  taskTransferred,
  taskEscalated,
  jobCompleted,
  jobFailed,
  clockAdvanced: () => undefined,
  messageDelivered,
  childCompleted,
  childFailed,
  incidentRetried,
  cancelled: (_event, run) => endProcess('cancelled', run),
};

/** Applies an event, or says why not, having changed nothing. */
export function receive(event: Event, run: Run): Objection | undefined {
  const { status } = run.head;
  if (status !== (event.kind === 'started' ? 'unborn' : 'running')) {
    // Whoever comes too late for a task is told who was first, even if that was the last task.
    const isLate = event.kind.startsWith('task') && 'token' in event && run.closed.get(event.token) !== undefined;
    return isLate ? missing(event.token, run) : { code: 'instance-ended', params: { status } };
  }
  const receiver = receivers[event.kind] as Receiver<Event['kind']>;
  return receiver(event, run) ?? undefined;
}

/** A timer is due: at its own moment, however late it is noticed. */
export function fire(timer: Timer, run: Run): void {
  run.at = timer.at;
  run.timers.delete(timer.id);
  const token = run.token(timer.token);
  switch (timer.what) {
    case 'remind':
      askJob(token, { type: 'remind', task: token.id }, run);
      return;
    case 'due':
      askJob(token, { type: 'escalate', task: token.id }, run);
      return;
    case 'event':
      fireEvent(timer, token, run);
      return;
    default:
      timer.what satisfies never;
  }
}

function started(event: EventOf<'started'>, run: Run): void {
  const { businessKey, by, start } = event;
  run.head = { status: 'running', businessKey, startedBy: by, startedAt: event.at };
  for (const [name, value] of Object.entries(event.variables)) run.variables.set(name, value ?? null);
  const scope = openScope({ kind: 'process', node: run.process.id }, run);
  const starts = start === undefined ? startsOf(run.process.id, run) : [start];
  if (starts.length === 0) endProcess('completed', run);
  else startAt(starts, scope, run);
}

/** An answer that nobody waits for any more is no objection: it may come late, it counts once. */
function jobCompleted(event: EventOf<'jobCompleted'>, run: Run): void {
  const token = run.tokens.get(event.token);
  const request = jobAsked(event, run);
  if (token === undefined || request === undefined) return;
  answered(request, run);
  const node = run.node(token.node);
  behaviourOf(node).resume?.(node, token, event, run);
}

function childCompleted(event: EventOf<'childCompleted'>, run: Run): void {
  const token = childless(event.token, run);
  if (token === undefined) return;
  const node = run.node(token.node);
  behaviourOf(node).resume?.(node, token, event, run);
}

function childFailed(event: EventOf<'childFailed'>, run: Run): void {
  const token = childless(event.token, run);
  if (token !== undefined) failed(token, event, run);
}

/** The token whose child has ended, which it now waits for no longer. */
function childless(id: string, run: Run): Token | undefined {
  const request = asksOf(id, run).find((it) => it.kind === 'startChild');
  if (request === undefined) return undefined;
  answered(request, run);
  return run.token(id);
}

function messageDelivered(event: EventOf<'messageDelivered'>, run: Run): Objection | undefined {
  const request = asksOf(event.token, run).find((it) => it.kind === 'subscribe' && it.message === event.message);
  const token = run.tokens.get(event.token);
  if (request === undefined || token === undefined) {
    return { code: 'message-gone', params: { token: event.token, message: event.message } };
  }
  trigger(token, event.variables, run);
  return undefined;
}

function fireEvent(timer: Timer, token: Token, run: Run): void {
  const node = run.node(token.node);
  const repeats = node.kind === 'boundaryEvent' && !node.interrupting && node.event.kind === 'timer';
  let isLast = true;
  manage(token, { stage: 'enter' }, run, () => {
    isLast = !(repeats && scheduleNext(timer, node.event.timer, token, run));
  });
  trigger(token, {}, run);
  const watcher = run.tokens.get(token.id);
  if (isLast && watcher?.watches !== undefined && run.incidents.get(watcher.id) === undefined) disarm(watcher, run);
}

/** The event that a token waits for has happened. */
function trigger(token: Token, variables: Variables, run: Run): void {
  for (const rival of token.rivals ?? []) cancelById(rival, run);
  const won = token.rivals === undefined ? token : run.edit(token.id, { rivals: undefined });
  const node = run.node(won.node);
  manage(won, { stage: 'enter' }, run, () => behaviourOf(node).trigger?.(node, won, variables, run));
}

function incidentRetried(event: EventOf<'incidentRetried'>, run: Run): Objection | undefined {
  const token = run.tokens.get(event.token);
  const incident = run.incidents.get(event.token);
  if (token === undefined || incident === undefined) {
    return { code: 'incident-unknown', params: { token: event.token } };
  }
  resolve(token, run);
  assign(event.variables ?? {}, token, run);
  switch (incident.stage) {
    case 'enter':
      run.work.push({ kind: 'enter', token: token.id });
      return undefined;
    case 'complete':
      complete(run.token(token.id), { ...incident.results, ...event.variables }, run);
      return undefined;
    case 'leave':
      leave(run.token(token.id), run);
      return undefined;
    case 'jobs':
      for (const type of incident.jobs ?? []) askJob(token, { type, task: token.id }, run);
      return undefined;
    default:
      return incident.stage satisfies never;
  }
}

function leave(token: Token, run: Run): void {
  if ('boundary' in run.node(token.node)) leaveActivity(token, run);
  else depart(token, run);
}
