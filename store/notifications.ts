import type { Db } from './db.ts';
import { COUNT_CAP, type Cursor, cursorMoment, type Page, readCursor, toPage } from './page.ts';
import { overRows, runTogether } from './records/statement.ts';
import { row, rows } from './rows.ts';

/** Something a person was told. The sentence is made of kind and params where it is shown. */
export type Notification = {
  /** The same when it is told again: then nothing happens. */
  readonly id: string;
  readonly person: string;
  readonly kind: string;
  readonly instance?: string | null;
  readonly task?: string | null;
  readonly params: Readonly<Record<string, unknown>>;
  readonly at: Date;
};

export type NotificationRow = Required<Omit<Notification, 'person'>> & {
  readonly readAt: Date | null;
  /** The step that the task stands for, by which it is named in the reader's language. */
  readonly process: string | null;
  readonly node: string | null;
};

export async function notify(db: Db, notifications: readonly Notification[]): Promise<void> {
  if (notifications.length === 0) return;
  await runTogether(db, [
    ...overRows(
      notifications,
      'id text, person text, kind text, instance text, task text, params jsonb, at timestamptz',
      (given) => `insert into notification (id, person_id, kind, instance_id, task_id, params, created_at)
        select * from ${given} on conflict do nothing`,
    ),
    ...overRows(
      [{ audience: [...new Set(notifications.map(({ person }) => `person:${person}`))] }],
      'audience text[]',
      (given) => `insert into outbox (kind, audience) select 'notification', audience from ${given}`,
    ),
  ]);
}

export type NotificationsQuery = {
  readonly person: string;
  readonly unread?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** What a person was told, the latest first. */
export async function notificationsPage(db: Db, query: NotificationsQuery): Promise<Page<NotificationRow>> {
  const after = readCursor(query.cursor);
  const found = await rows<Omit<NotificationRow, 'at'> & Cursor & { createdAt: Date }>(
    db,
    `with page as materialized (
       select * from notification where person_id = :person ${query.unread ? 'and read_at is null' : ''}
         ${after ? 'and (created_at, id) < (cast(:after as timestamptz), :afterId)' : ''}
       order by created_at desc, id desc limit :count
     )
     select page.id, kind, page.instance_id as instance, task_id as task, params, created_at as "createdAt",
       read_at as "readAt", task.process_key as process, task.node, ${cursorMoment('created_at')} as at
     from page left join task on task.id = page.task_id order by created_at desc, page.id desc`,
    { person: query.person, after: after?.at, afterId: after?.id, count: query.limit + 1 },
  );
  return toPage(found, query.limit, ({ createdAt, ...notification }) => ({ ...notification, at: createdAt }));
}

export async function markRead(db: Db, person: string, ids: readonly string[], at: Date): Promise<void> {
  await rows(
    db,
    'update notification set read_at = :at where id = any(:ids) and person_id = :person and read_at is null',
    { person, ids, at },
  );
}

/** Stops at COUNT_CAP. */
export async function countUnread(db: Db, person: string): Promise<number> {
  const found = await row<{ count: number }>(
    db,
    `select cast(count(*) as integer) as count from
       (select from notification where person_id = :person and read_at is null limit :cap) unread`,
    { person, cap: COUNT_CAP },
  );
  return found?.count ?? 0;
}
