import { confidentialProcesses } from '../../domain/confidential.ts';
import type { Db } from '../db.ts';
import { COUNT_CAP, type Cursor, cursorMoment, type Page, readCursor, toPage } from '../page.ts';
import { preparedRows } from '../rows.ts';
import { candidateKeys } from '../standing.ts';
import { type TaskRow, taskRowColumns, taskRowJoins } from './taskRow.ts';

export type InboxQuery = {
  readonly person: string;
  readonly process?: string | undefined;
  readonly overdue?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly at: Date;
};

type Row = TaskRow & Cursor;

const SOON_MS = 24 * 3_600_000;
/** A task may be before several duties of one person, and is counted once. */
const LOOKED_AT_PER_COUNTED = 2;

/**
 * What a person has to do: their own tasks, and the unclaimed ones of each of their candidate keys, by due date. Each branch
 * reads its next rows in order from one index, so the cost does not grow with the inbox.
 */
export async function inboxPage(db: Db, query: InboxQuery): Promise<Page<TaskRow>> {
  const after = readCursor(query.cursor);
  const count = counting(query.limit);
  const found = await preparedRows<Row>(
    db,
    `with ${candidateKeys},
     page as materialized (${branches(filterOf(query, after), count)} order by due_at, id limit ${count})
     select ${taskRowColumns}, ${cursorMoment('page.due_at')} as at
     from page join task on task.id = page.id ${taskRowJoins} order by page.due_at, page.id`,
    { ...query, after: after?.at, afterId: after?.id },
  );
  return toPage(found, query.limit, toRow);
}

/** Written into the statement: one plan for all people is only found good when it is known how few rows are wanted. */
const counting = (limit: number) => Math.trunc(limit) + 1;

export type InboxCounts = {
  readonly todo: number;
  readonly overdue: number;
  readonly dueSoon: number;
  /** A count has reached COUNT_CAP and says no more. */
  readonly capped: boolean;
};

/** How much there is to do; counting stops at COUNT_CAP. */
export async function inboxCounts(db: Db, { person, at }: { person: string; at: Date }): Promise<InboxCounts> {
  const [found] = await preparedRows<Omit<InboxCounts, 'capped'>>(
    db,
    `with ${candidateKeys}
     select ${counted('')} as todo, ${counted('and due_at < :at')} as overdue,
       ${counted('and due_at >= :at and due_at < :soon')} as "dueSoon"`,
    { person, at, soon: new Date(at.getTime() + SOON_MS), cap: COUNT_CAP, looked: COUNT_CAP * LOOKED_AT_PER_COUNTED },
  );
  const { todo = 0, overdue = 0, dueSoon = 0 } = found ?? {};
  return { todo, overdue, dueSoon, capped: Math.max(todo, overdue, dueSoon) >= COUNT_CAP };
}

/** Counting needs no order, so it stops reading when it has seen enough. */
const counted = (filter: string) => `(
  select least(cast(count(*) as integer), cast(:cap as integer)) from (select id from (
    (select task_id as id from (select distinct key from keys) key cross join lateral (
       select task_id from task_candidate where candidate = key.key ${filter}) found)
    union all
    (select id from task where assignee_id = :person and status = 'open' ${filter})
    limit :looked
  ) seen group by id) each)`;

function filterOf({ process, overdue }: InboxQuery, after: Cursor | undefined): string {
  return [
    process === undefined ? '' : 'and process_key = :process',
    overdue ? 'and due_at < :at' : '',
    after ? 'and (due_at, id) > (cast(:after as timestamptz), :afterId)' : '',
  ].join(' ');
}

/** One ordered, limited branch for each candidate key, and one for the person's own; what is in both is there once. */
function branches(filter: string, limit: number): string {
  return `
    (select found.due_at, found.id from (select distinct key from keys) key cross join lateral (
       select due_at, task_id as id from task_candidate
       where candidate = key.key ${filter.replaceAll('(due_at, id)', '(due_at, task_id)')}
       order by due_at, task_id limit ${limit}) found)
    union
    (select due_at, id from task where assignee_id = :person and status = 'open' ${filter}
     order by due_at, id limit ${limit})`;
}

export type OwnQuery = Pick<InboxQuery, 'person' | 'process' | 'cursor' | 'limit'>;

/** What a person has done, the latest first. */
export async function donePage(db: Db, query: OwnQuery): Promise<Page<TaskRow>> {
  const after = readCursor(query.cursor);
  const found = await preparedRows<Row>(
    db,
    `with page as materialized (
       select id, closed_at from task where closed_by = :person
         ${query.process === undefined ? '' : 'and process_key = :process'}
         ${after ? 'and (closed_at, id) < (cast(:after as timestamptz), :afterId)' : ''}
       order by closed_at desc, id desc limit :count
     )
     select ${taskRowColumns}, ${cursorMoment('page.closed_at')} as at
     from page join task on task.id = page.id ${taskRowJoins} order by page.closed_at desc, page.id desc`,
    { ...query, after: after?.at, afterId: after?.id, count: query.limit + 1 },
  );
  return toPage(found, query.limit, toRow);
}

/** What a person has started, the latest first: each instance at its open task that is due first, or its last one. */
export async function startedPage(db: Db, query: OwnQuery): Promise<Page<TaskRow>> {
  const after = readCursor(query.cursor);
  const found = await preparedRows<Row>(
    db,
    `with page as materialized (
       select started.id, started.started_at, latest.id as task_id
       from process_instance started cross join lateral (
         select id from task where instance_id = started.id
         order by status = 'open' desc, case when status = 'open' then due_at end, opened_at desc, id desc limit 1
       ) latest
       where started_by = :person and parent_id is null and started.process_key <> all(cast(:hidden as text[]))
         ${query.process === undefined ? '' : 'and process_key = :process'}
         ${after ? 'and (started_at, started.id) < (cast(:after as timestamptz), :afterInstance)' : ''}
       order by started_at desc, started.id desc limit :count
     )
     select ${taskRowColumns}, ${cursorMoment('page.started_at')} as at
     from page join task on task.id = page.task_id ${taskRowJoins} order by page.started_at desc, page.id desc`,
    {
      ...query,
      hidden: confidentialProcesses,
      after: after?.at,
      afterInstance: after && instanceOf(after.id),
      count: query.limit + 1,
    },
  );
  return toPage(found, query.limit, toRow);
}

/** A task's id begins with that of its instance. */
const instanceOf = (taskId: string) => taskId.slice(0, taskId.lastIndexOf('|'));

function toRow({ at: _at, ...task }: Row): TaskRow {
  return task;
}
