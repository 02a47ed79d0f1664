import type { OpenTask } from '../../engine/bpmn/instance.ts';
import type { StepsRecord } from '../stepsRecord.ts';
import type { TaskFate } from './fold.ts';
import { type Before, type TaskStanding, taskIdOf } from './guard.ts';
import { moment, overRows, type Write } from './statement.ts';

/** A task as it stands after the record. */
export type TaskAfter = TaskStanding & {
  readonly id: string;
  readonly fate: TaskFate;
  readonly before: TaskStanding | undefined;
};

/** Puts what is known of each touched task together. A task that nobody has opened is left alone: its step was refused. */
export function settle(record: StepsRecord, fates: ReadonlyMap<string, TaskFate>, before: Before): TaskAfter[] {
  return [...fates.values()].flatMap((fate) => {
    const old = fate.opened ? undefined : before.tasks.get(fate.token);
    const base = fate.opened ? fresh(fate.opened) : old;
    return base ? [{ ...settled(fate, base), id: taskIdOf(record.instanceId, fate.token), before: old }] : [];
  });
}

function fresh({ token, node, name, assignee, candidates, clauses, dueAt, openedAt }: OpenTask): TaskStanding {
  return {
    token,
    node,
    name,
    candidates,
    clauses,
    status: 'open',
    assignee: assignee ?? null,
    escalatedTo: [],
    dueAt: moment(dueAt),
    openedAt: moment(openedAt),
    claimedAt: assignee === undefined ? null : moment(openedAt),
  };
}

function settled(fate: TaskFate, base: TaskStanding): Omit<TaskAfter, 'id' | 'before'> {
  const { closed, assignee = base.assignee, candidates = base.candidates, escalatedTo = [] } = fate;
  const status = closed?.outcome ?? base.status;
  const claimedAt = assignee === null ? null : (base.claimedAt ?? takenAt(fate));
  return { ...base, fate, status, assignee, candidates, claimedAt, escalatedTo: [...base.escalatedTo, ...escalatedTo] };
}

const takenAt = (fate: TaskFate) => (fate.takenAt === undefined ? null : moment(fate.takenAt));

/** Whom an open task is shown to besides its assignee. */
export function audienceOf(task: Pick<TaskAfter, 'status' | 'assignee' | 'candidates' | 'escalatedTo'>): string[] {
  if (task.status !== 'open') return [];
  const shown = task.assignee === null ? [...task.candidates, ...task.escalatedTo] : task.escalatedTo;
  return [...new Set(shown)].filter((key) => key !== `person:${task.assignee}`);
}

export function taskWrites(record: StepsRecord, tasks: readonly TaskAfter[]): readonly Write[] {
  return [
    ...overRows(
      tasks.filter(({ fate }) => fate.opened).map((task) => opened(record, task)),
      openedShape,
      (given) => `insert into task (id, instance_id, token, node, name, process_key, title, requester_id, status,
          assignee_id, candidates, escalated_to, claimed_at, closed_at, closed_by, on_behalf_of, due_at, provisional,
          opened_at, clauses, form, approval, permission, credential, variables)
        select * from ${given} on conflict (id) do nothing`,
    ),
    ...overRows(
      tasks.filter(({ fate }) => !fate.opened).map((task) => ({ ...stateOf(task), ...closingOf(task.fate) })),
      `id text, status text, assignee text, candidates text[], "escalatedTo" text[], "claimedAt" timestamptz,
       "closedAt" timestamptz, "closedBy" text, "onBehalfOf" text`,
      (given) => `update task set status = given.status, assignee_id = given.assignee, candidates = given.candidates,
          escalated_to = given."escalatedTo", claimed_at = given."claimedAt", closed_at = given."closedAt", closed_by = given."closedBy",
          on_behalf_of = given."onBehalfOf"
        from ${given} where task.id = given.id`,
    ),
    ...candidateWrites(record.processKey, tasks),
  ];
}

const openedShape = `id text, "instanceId" text, token text, node text, name text, "processKey" text, title text,
  requester text, status text, assignee text, candidates text[], "escalatedTo" text[], "claimedAt" timestamptz,
  "closedAt" timestamptz, "closedBy" text, "onBehalfOf" text, "dueAt" timestamptz, provisional boolean,
  "openedAt" timestamptz, clauses text[], form text, approval boolean, permission text, credential text, variables jsonb`;

function opened(record: StepsRecord, task: TaskAfter) {
  const { instanceId, processKey, title, startedBy } = record;
  const { node, provisional, form, approval, permission, credential, variables, token } = openingOf(task);
  return {
    ...stateOf(task),
    ...closingOf(task.fate),
    instanceId,
    token,
    node,
    name: task.name,
    processKey,
    title,
    requester: startedBy,
    dueAt: task.dueAt,
    provisional: provisional ?? false,
    openedAt: task.openedAt,
    clauses: task.clauses,
    form,
    approval,
    permission,
    credential,
    variables,
  };
}

function openingOf({ fate }: TaskAfter) {
  if (!fate.opened) throw new Error(`task ${fate.token} was not opened here`);
  return fate.opened;
}

function stateOf({ id, status, assignee, candidates, escalatedTo, claimedAt }: TaskAfter) {
  return { id, status, assignee, candidates, escalatedTo, claimedAt };
}

function closingOf({ closed }: TaskFate) {
  return {
    closedAt: closed ? moment(closed.at) : null,
    closedBy: closed?.by ?? null,
    onBehalfOf: closed?.onBehalfOf ?? null,
  };
}

function candidateWrites(processKey: string, tasks: readonly TaskAfter[]): readonly Write[] {
  const changes = tasks.map((task) => {
    const then = task.before ? audienceOf(task.before) : [];
    const now = audienceOf(task);
    const rowOf = (candidate: string) => ({ candidate, dueAt: task.dueAt, taskId: task.id, processKey });
    return {
      gone: then.filter((key) => !now.includes(key)).map(rowOf),
      come: now.filter((key) => !then.includes(key)).map(rowOf),
    };
  });
  return [
    ...overRows(
      changes.flatMap(({ gone }) => gone),
      'candidate text, "dueAt" timestamptz, "taskId" text',
      (given) => `delete from task_candidate using ${given} where task_candidate.candidate = given.candidate
        and task_candidate.due_at = given."dueAt" and task_candidate.task_id = given."taskId"`,
    ),
    ...overRows(
      changes.flatMap(({ come }) => come),
      'candidate text, "dueAt" timestamptz, "taskId" text, "processKey" text',
      (given) => `insert into task_candidate (candidate, due_at, task_id, process_key)
        select * from ${given} on conflict do nothing`,
    ),
  ];
}
