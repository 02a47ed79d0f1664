import type { Event } from '../../engine/bpmn/instance.ts';
import type { AuditEntry } from '../audit.ts';
import { hashOf, kept } from '../json.ts';
import type { StepRecord, StepsRecord } from '../stepsRecord.ts';
import { type Before, taskIdOf } from './guard.ts';
import { actorOf } from './journal.ts';

/** A task's state as the evidence shows it. */
type Shown = {
  readonly status: string;
  readonly assignee: string | null;
  readonly candidates: readonly string[];
  readonly clauses: readonly string[];
};

const actions: { readonly [K in Event['kind']]: string } = {
  started: 'instance-started',
  taskClaimed: 'task-claimed',
  taskUnclaimed: 'task-unclaimed',
  taskCompleted: 'task-completed',
  taskReturned: 'task-returned',
  taskTransferred: 'task-transferred',
  taskEscalated: 'task-escalated',
  jobCompleted: 'job-completed',
  jobFailed: 'job-failed',
  clockAdvanced: 'deadline-passed',
  messageDelivered: 'message-delivered',
  childCompleted: 'child-completed',
  childFailed: 'child-failed',
  incidentRetried: 'incident-retried',
  cancelled: 'instance-cancelled',
};

/** The evidence of the steps: one line each, with the task before and after, and one for each incident and for the end. */
export function evidenceOf(record: StepsRecord, steps: readonly StepRecord[], before: Before): readonly AuditEntry[] {
  const tasks = new Map<string, Shown>(before.tasks);
  return steps.flatMap((step) => {
    const token = taskToken(step.event);
    const then = token === undefined ? undefined : tasks.get(token);
    applyCommands(step, tasks);
    const now = token === undefined ? undefined : tasks.get(token);
    if (step.event.kind === 'clockAdvanced' && step.commands.length === 0) return [];
    return [lineOf(record, step, token, then, now), ...consequencesOf(record, step)];
  });
}

/** Seals a step of the journal: the same for the step as it was written and as it is read again. */
export function stepHash({ event, commands, refused }: Pick<StepRecord, 'event' | 'commands' | 'refused'>): string {
  return hashOf(kept({ event, commands, refused: refused ?? null }));
}

function lineOf(
  { instanceId }: StepsRecord,
  step: StepRecord,
  token: string | undefined,
  then: Shown | undefined,
  now: Shown | undefined,
): AuditEntry {
  const { event, refused, requestId = null } = step;
  return {
    at: new Date(event.at),
    ...actorOf(event),
    action: actionOf(event),
    ...(token === undefined
      ? { subjectKind: 'instance', subject: instanceId }
      : { subjectKind: 'task', subject: taskIdOf(instanceId, token) }),
    instance: instanceId,
    clauses: now?.clauses ?? [],
    refused: refused?.code ?? null,
    before: then && stateOf(then),
    after: { ...(now && stateOf(now)), ...particularsOf(step) },
    requestId,
  };
}

function particularsOf(step: StepRecord) {
  const { sequence, grounds, refused } = step;
  return { sequence, step: stepHash(step), ...(grounds && { grounds }), ...(refused && { refused: refused.params }) };
}

function consequencesOf({ instanceId }: StepsRecord, { event, commands }: StepRecord): readonly AuditEntry[] {
  const line = {
    at: new Date(event.at),
    actor: null,
    subjectKind: 'instance',
    subject: instanceId,
    instance: instanceId,
  };
  return commands.flatMap((command): AuditEntry[] => {
    if (command.kind === 'raiseIncident') {
      return [{ ...line, action: 'incident-raised', after: { node: command.node, reason: command.reason } }];
    }
    if (command.kind === 'ended') {
      return [{ ...line, action: 'instance-ended', after: { outcome: command.outcome, error: command.error } }];
    }
    return [];
  });
}

function applyCommands({ commands }: StepRecord, tasks: Map<string, Shown>): void {
  for (const command of commands) {
    if (command.kind === 'openTask') {
      const { assignee = null, candidates, clauses } = command;
      tasks.set(command.token, { status: 'open', assignee, candidates, clauses });
    }
    const known = 'token' in command ? tasks.get(command.token) : undefined;
    if (!known) continue;
    if (command.kind === 'closeTask') tasks.set(command.token, { ...known, status: command.outcome });
    if (command.kind === 'assignTask') {
      tasks.set(command.token, { ...known, assignee: command.assignee ?? null, candidates: command.candidates });
    }
  }
}

function actionOf(event: Event): string {
  return event.kind === 'taskCompleted' && event.verdict ? `task-${event.verdict}` : actions[event.kind];
}

function taskToken(event: Event): string | undefined {
  return 'token' in event && event.kind.startsWith('task') ? event.token : undefined;
}

function stateOf({ status, assignee, candidates }: Shown) {
  return { status, assignee, candidates };
}
