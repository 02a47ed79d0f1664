import type { StepRecord, StepsRecord } from '../stepsRecord.ts';
import type { Effects, Ending } from './fold.ts';
import { taskIdOf } from './guard.ts';
import { moment, overRows, type Write } from './statement.ts';
import { audienceOf, type TaskAfter } from './tasks.ts';

type Notice = {
  readonly id: string;
  readonly person: string;
  /** Names the text in catalog/texts/<language>/notifications.json. */
  readonly kind: 'task-assigned' | 'task-transferred' | 'task-escalated' | `instance-${Ending['outcome']}`;
  readonly task?: string;
  readonly at: string;
  readonly params: Readonly<Record<string, string>>;
};

/**
 * Tells the people whom the steps concern by name. Whom they concern by duty sees it in the inbox; what began by itself, by
 * a system outside or by a form, was asked for by nobody who could read it.
 */
export function notificationWrites(
  record: StepsRecord,
  steps: readonly StepRecord[],
  effects: Effects,
  tasks: readonly TaskAfter[],
): readonly Write[] {
  const notices = [
    ...tasks.flatMap((task) => assignmentsOf(record, task)),
    ...steps.flatMap((step) => handoversOf(record, step, tasks)),
    ...endingOf(record, effects),
  ];
  return overRows(
    notices.map((notice) => ({ ...notice, instanceId: record.instanceId })),
    'id text, person text, kind text, "instanceId" text, task text, params jsonb, at timestamptz',
    (given) => `insert into notification (id, person_id, kind, instance_id, task_id, params, created_at)
      select * from ${given} where exists (select from person where person.id = given.person) on conflict do nothing`,
  );
}

function assignmentsOf({ title }: StepsRecord, task: TaskAfter): readonly Notice[] {
  const { opened } = task.fate;
  if (!opened || task.status !== 'open') return [];
  const named = [
    ...opened.candidates.filter((key) => key.startsWith('person:')).map((key) => key.slice('person:'.length)),
  ];
  const people = new Set(opened.assignee === undefined ? named : [opened.assignee]);
  return [...people].map((person) => ({
    id: `${task.id}/assigned/${person}`,
    person,
    kind: 'task-assigned',
    task: task.id,
    at: moment(opened.openedAt),
    params: { title, task: task.name },
  }));
}

function handoversOf(record: StepsRecord, step: StepRecord, tasks: readonly TaskAfter[]): readonly Notice[] {
  const { event, sequence, refused } = step;
  if (refused || (event.kind !== 'taskTransferred' && event.kind !== 'taskEscalated')) return [];
  const task = tasks.find(({ token }) => token === event.token);
  const id = taskIdOf(record.instanceId, event.token);
  return [
    {
      id: `${id}/${sequence}`,
      person: event.to,
      kind: event.kind === 'taskTransferred' ? 'task-transferred' : 'task-escalated',
      task: id,
      at: moment(event.at),
      params: {
        title: record.title,
        task: task?.name ?? '',
        ...(event.kind === 'taskTransferred' && { by: event.by, reason: event.reason ?? '' }),
      },
    },
  ];
}

function endingOf({ instanceId, title, startedBy }: StepsRecord, { ended }: Effects): readonly Notice[] {
  if (!ended) return [];
  const { outcome, error = '', at } = ended;
  return [
    {
      id: `${instanceId}/ended`,
      person: startedBy,
      kind: `instance-${outcome}`,
      at: moment(at),
      params: { title, error },
    },
  ];
}

/** What the event stream is fed with: which tasks changed, for whom, and that the instance moved. */
export function outboxWrites({ instanceId, startedBy }: StepsRecord, tasks: readonly TaskAfter[]): readonly Write[] {
  const changes = tasks.map((task) => ({
    kind: task.status === 'open' ? 'task-open' : 'task-closed',
    instanceId,
    task: task.id,
    audience: [...new Set([...audienceBefore(task), ...audienceOf(task), ...holderOf(task)])],
  }));
  return overRows(
    [...changes, { kind: 'instance', instanceId, task: null, audience: [`person:${startedBy}`] }],
    'kind text, "instanceId" text, task text, audience text[]',
    (given) => `insert into outbox (kind, instance_id, task_id, audience) select * from ${given}`,
  );
}

const audienceBefore = ({ before }: TaskAfter) => (before ? audienceOf(before) : []);
const holderOf = ({ assignee }: TaskAfter) => (assignee === null ? [] : [`person:${assignee}`]);
