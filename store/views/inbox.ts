import type { Db } from '../db.ts';
import { COUNT_CAP, type Cursor, cursorMoment, type Page, readCursor, toPage } from '../page.ts';
import { row, rows } from '../rows.ts';
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

/**
 * What a person has to do: their own tasks, and the unclaimed ones of each of their candidate keys, by due date. Each branch
 * reads its next rows in order from one index, so the cost does not grow with the inbox.
 */
export async function inboxPage(db: Db, query: InboxQuery): Promise<Page<TaskRow>> {
  const after = readCursor(query.cursor);
  const found = await rows<Row>(
    db,
    `with ${candidateKeys},
     page as materialized (${branches(filterOf(query, after), ':count')} order by due_at, id limit :count)
     select ${taskRowColumns}, ${cursorMoment('page.due_at')} as at
     from page join task on task.id = page.id ${taskRowJoins} order by page.due_at, page.id`,
    { ...query, after: after?.at, afterId: after?.id, count: query.limit + 1 },
  );
  return toPage(found, query.limit, toRow);
}

export type InboxCounts = {
  readonly todo: number;
  readonly overdue: number;
  readonly dueSoon: number;
  /** A count has reached COUNT_CAP and says no more. */
  readonly capped: boolean;
};

/** How much there is to do; counting stops at COUNT_CAP. */
export async function inboxCounts(db: Db, { person, at }: { person: string; at: Date }): Promise<InboxCounts> {
  const count = (filter: string) =>
    `(select cast(count(*) as integer) from (${branches(filter, ':cap')} limit :cap) counted)`;
  const found = await row<Omit<InboxCounts, 'capped'>>(
    db,
    `with ${candidateKeys}
     select ${count('')} as todo, ${count('and due_at < :at')} as overdue,
       ${count('and due_at >= :at and due_at < :soon')} as "dueSoon"`,
    { person, at, soon: new Date(at.getTime() + SOON_MS), cap: COUNT_CAP },
  );
  const { todo = 0, overdue = 0, dueSoon = 0 } = found ?? {};
  return { todo, overdue, dueSoon, capped: Math.max(todo, overdue, dueSoon) >= COUNT_CAP };
}

function filterOf({ process, overdue }: InboxQuery, after: Cursor | undefined): string {
  return [
    process === undefined ? '' : 'and process_key = :process',
    overdue ? 'and due_at < :at' : '',
    after ? 'and (due_at, id) > (cast(:after as timestamptz), :afterId)' : '',
  ].join(' ');
}

/** One ordered, limited branch for each candidate key, and one for the person's own; what is in both is there once. */
function branches(filter: string, limit: string): string {
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
export const donePage = (db: Db, query: OwnQuery) => ownPage(db, query, 'closed_by', 'closed_at');

/** The tasks of all that a person has started, the latest first. */
export const startedPage = (db: Db, query: OwnQuery) => ownPage(db, query, 'requester_id', 'opened_at');

async function ownPage(
  db: Db,
  query: OwnQuery,
  who: 'closed_by' | 'requester_id',
  when: 'closed_at' | 'opened_at',
): Promise<Page<TaskRow>> {
  const after = readCursor(query.cursor);
  const found = await rows<Row>(
    db,
    `with page as materialized (
       select id, ${when} from task where ${who} = :person
         ${query.process === undefined ? '' : 'and process_key = :process'}
         ${after ? `and (${when}, id) < (cast(:after as timestamptz), :afterId)` : ''}
       order by ${when} desc, id desc limit :count
     )
     select ${taskRowColumns}, ${cursorMoment(`page.${when}`)} as at
     from page join task on task.id = page.id ${taskRowJoins} order by page.${when} desc, page.id desc`,
    { ...query, after: after?.at, afterId: after?.id, count: query.limit + 1 },
  );
  return toPage(found, query.limit, toRow);
}

function toRow({ at: _at, ...task }: Row): TaskRow {
  return task;
}
