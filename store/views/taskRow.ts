import type { LocalText } from '../localText.ts';

export type PersonRef = { readonly id: string; readonly name: LocalText; readonly department: string };

/** A task as lists show it. */
export type TaskRow = {
  readonly id: string;
  readonly instanceId: string;
  readonly node: string;
  readonly name: string;
  readonly process: string;
  readonly processName: string;
  readonly businessKey: string;
  readonly title: string;
  readonly openedAt: Date;
  readonly dueAt: Date | null;
  readonly provisional: boolean;
  readonly approval: boolean;
  readonly assignee: PersonRef | null;
  readonly requester: PersonRef | null;
  /** "open", or how it was closed. */
  readonly status: string;
  readonly closedAt: Date | null;
  readonly clauses: readonly string[];
};

/** A person as other rows name them. */
export const personRef = (table: string) =>
  `case when ${table}.id is not null then jsonb_build_object('id', ${table}.id, 'name', ${table}.name,
    'department', ${table}.department_id) end`;

export const taskRowColumns = `task.id, task.instance_id as "instanceId", task.node, task.name,
  task.process_key as process, definition.name as "processName", instance.business_key as "businessKey", task.title,
  task.opened_at as "openedAt", nullif(task.due_at, 'infinity') as "dueAt", task.provisional, task.approval,
  ${personRef('assignee')} as assignee, ${personRef('requester')} as requester, task.status,
  task.closed_at as "closedAt", task.clauses`;

/** What the columns need besides `task`. */
export const taskRowJoins = `
  join process_instance instance on instance.id = task.instance_id
  join process_definition definition on definition.hash = instance.definition
  left join person assignee on assignee.id = task.assignee_id
  left join person requester on requester.id = task.requester_id`;
