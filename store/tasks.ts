import type { Variables } from '../engine/bpmn/instance.ts';
import type { Db } from './db.ts';
import { row, rows } from './rows.ts';
import { type TaskRow, taskRowColumns, taskRowJoins } from './views/taskRow.ts';

/** All that is known of a task. */
export type Task = TaskRow & {
  readonly token: string;
  readonly definition: string;
  readonly candidates: readonly string[];
  readonly form: string | null;
  readonly permission: string | null;
  readonly credential: string | null;
  readonly variables: Variables;
};

const columns = `${taskRowColumns}, task.token, instance.definition, task.candidates, task.form, task.permission,
  task.credential, task.variables`;

export const findTask = (db: Db, id: string) =>
  row<Task>(db, `select ${columns} from task ${taskRowJoins} where task.id = :id`, { id });

/** The open tasks of an instance, the most urgent first. */
export const openTasksOf = (db: Db, instance: string) =>
  rows<Task>(
    db,
    `select ${columns} from task ${taskRowJoins} where task.instance_id = :instance and task.status = 'open'
     order by task.due_at, task.id`,
    { instance },
  );

/** Who last did the step of an instance, as the record has it. */
export async function lastDoer(db: Db, instance: string, node: string): Promise<string | null> {
  const found = await row<{ by: string | null }>(
    db,
    `select closed_by as by from task where instance_id = :instance and node = :node and closed_at is not null
     order by closed_at desc limit 1`,
    { instance, node },
  );
  return found?.by ?? null;
}
