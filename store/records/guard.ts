import type { Db } from '../db.ts';
import { preparedRows } from '../rows.ts';
import type { StepRecord, StepsRecord } from '../stepsRecord.ts';

/** How a task stands, before a record or after it. */
export type TaskStanding = {
  readonly token: string;
  readonly node: string;
  readonly status: string;
  readonly name: string;
  readonly assignee: string | null;
  readonly candidates: readonly string[];
  readonly escalatedTo: readonly string[];
  readonly clauses: readonly string[];
  /** As Postgres writes it: "infinity" for none. */
  readonly dueAt: string;
  readonly openedAt: string;
  /** Null while nobody has taken it. */
  readonly claimedAt: string | null;
  /** What its model says of the step; absent of one that was opened just now. */
  readonly duty?: string | null;
  readonly calendar?: string | null;
  readonly many?: boolean | null;
};

export type Before = {
  readonly sequence: number;
  readonly digest: string;
  readonly tasks: ReadonlyMap<string, TaskStanding>;
};

type Row = { readonly sequence: number; readonly digest: string; readonly tasks: readonly TaskStanding[] | null };

/**
 * Takes the instance for this transaction: makes its row, or locks it. Of two that write the same instance at once, the
 * second waits and then sees what the first has written.
 */
export async function takeInstance(db: Db, record: StepsRecord, tokens: readonly string[]): Promise<Before> {
  const [found] = await preparedRows<Row>(
    db,
    `with created as (
       insert into process_instance (id, process_key, business_key, definition, title, started_by, department_id,
         parent_id, status, sequence, digest, started_at)
       select :id, :processKey, :businessKey, :definition, :title, :startedBy,
         (select department_id from person where id = :startedBy), :parent, 'unborn', 0, '', :startedAt
       on conflict (id) do nothing returning sequence, digest
     ),
     locked as (select sequence, digest from process_instance where id = :id for update),
     touched as (
       select token, task.node, status, name, assignee_id as assignee, candidates, escalated_to as "escalatedTo",
         clauses, due_at as "dueAt", opened_at as "openedAt", claimed_at as "claimedAt", kind.duty_id as duty,
         kind.calendar, kind.many
       from task left join process_step_kind kind on kind.definition = :definition and kind.node = task.node
       where id = any(:taskIds)
     )
     select instance.*, (select jsonb_agg(to_jsonb(touched)) from touched) as tasks
     from (select * from created union all select * from locked) as instance`,
    {
      id: record.instanceId,
      processKey: record.processKey,
      businessKey: record.businessKey,
      definition: record.definition,
      title: record.title,
      startedBy: record.startedBy,
      parent: record.parent,
      startedAt: new Date(record.steps[0]?.event.at ?? 0),
      taskIds: tokens.map((token) => taskIdOf(record.instanceId, token)),
    },
  );
  if (!found) throw new Error(`${record.instanceId} is being created by another transaction`);
  const { sequence, digest, tasks } = found;
  return { sequence, digest, tasks: new Map((tasks ?? []).map((task) => [task.token, task])) };
}

/** The steps that are not written yet. What was written is never contradicted, and nothing is left out. */
export function newSteps(record: StepsRecord, before: Before): readonly StepRecord[] {
  const last = record.steps.at(-1)?.sequence ?? 0;
  if (last === before.sequence && record.digest !== before.digest) {
    throw new Error(`${record.instanceId}: step ${last} is written already, and differently`);
  }
  const fresh = record.steps.filter(({ sequence }) => sequence > before.sequence);
  fresh.forEach(({ sequence }, index) => {
    const expected = before.sequence + 1 + index;
    if (sequence !== expected) throw new Error(`${record.instanceId}: step ${sequence} came where ${expected} is due`);
  });
  return fresh;
}

export const taskIdOf = (instanceId: string, token: string) => `${instanceId}|${token}`;
