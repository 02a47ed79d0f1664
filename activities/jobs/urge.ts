import { isConfidential } from '../../domain/confidential.ts';
import { officerFor } from '../../store/cases.ts';
import type { Db } from '../../store/db.ts';
import { peopleByIds, superiorOf } from '../../store/people.ts';
import { holdersOf } from '../../store/standing.ts';
import { findTask } from '../../store/tasks.ts';
import type { JobResult, JobRun } from './job.ts';
import { leniently, type Telling, tell } from './tell.ts';

type Task = NonNullable<Awaited<ReturnType<typeof findTask>>>;

/** Reminds whoever a task lies with that it is nearly due. */
export async function runRemind(telling: Telling, run: JobRun, token: string): Promise<JobResult> {
  const task = await openTask(telling.db, run, token);
  if (!task) return { variables: {} };
  await tell(leniently(telling), await holders(telling.db, task), tidings(run, task, 'task-due-soon'));
  return { variables: {} };
}

/** Finds the superior of whoever holds a task that is due, and tells the holders. The process puts the task before the superior. */
export async function runEscalate(telling: Telling, run: JobRun, token: string): Promise<JobResult> {
  const { db } = telling;
  const task = await openTask(db, run, token);
  if (!task) return { variables: {} };
  const people = await holders(db, task);
  await tell(leniently(telling), people, tidings(run, task, 'task-overdue'));
  for (const { id } of people) {
    const superior = await above(db, task, id);
    if (superior !== undefined) return { variables: {}, escalatedTo: superior };
  }
  return { variables: {} };
}

/** A case that is late is nothing for line managers to learn of: it is put before an officer without a stake in it. */
function above(db: Db, { process, instanceId }: Task, holder: string): Promise<string | undefined> {
  return isConfidential(process) ? officerFor(db, instanceId, holder) : superiorOf(db, holder);
}

async function openTask(db: Db, { instanceId }: JobRun, token: string): Promise<Task | undefined> {
  const task = await findTask(db, `${instanceId}|${token}`);
  return task?.status === 'open' ? task : undefined;
}

function holders(db: Db, { assignee, candidates }: Task) {
  return assignee === null ? holdersOf(db, candidates, { at: new Date() }) : peopleByIds(db, [assignee.id]);
}

function tidings({ instanceId, token, attempt }: JobRun, task: Task, kind: string) {
  const { id, process, node, name, title } = task;
  return { kind, params: { title }, instance: instanceId, token, attempt, task: { id, process, node, name } };
}
