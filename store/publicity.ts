import type { Db } from './db.ts';
import { cursorMoment, type Page, readCursor, toPage } from './page.ts';
import { row, rows } from './rows.ts';

export type Channel = 'in-app' | 'notice-board' | 'e-mail' | 'meeting' | 'handbook';

/** How, when and to how many people a version was made known. */
export type Notice = {
  readonly id: string;
  readonly policy: string;
  readonly version: number;
  readonly channel: Channel;
  readonly contentHash: string;
  readonly publishedAt: Date;
  readonly until: Date | null;
  readonly audience: number;
  readonly evidenceFile: string | null;
  readonly recordedBy: string | null;
  readonly instance: string | null;
};

type Version = { readonly policy: string; readonly version: number };

const columns = `id, policy_id as policy, version, channel, content_hash as "contentHash",
  published_at as "publishedAt", until, audience, evidence_file as "evidenceFile", recorded_by as "recordedBy",
  instance_id as instance`;

/** Writes a notice down, once by its id; the audience is everybody at work. */
export async function insertNotice(
  db: Db,
  notice: Omit<Notice, 'audience'>,
): Promise<{ readonly audience: number; readonly isNew: boolean }> {
  const found = await row<{ audience: number; isNew: boolean }>(
    db,
    `with written as (
       insert into publicity_notice (id, policy_id, version, channel, content_hash, published_at, until, audience,
         evidence_file, recorded_by, instance_id)
       select :id, :policy, :version, :channel, :contentHash, :publishedAt, :until,
         (select count(*) from person where active), :evidenceFile, :recordedBy, :instance
       on conflict (id) do nothing returning audience
     )
     select audience, true as "isNew" from written
     union all select audience, false from publicity_notice where id = :id`,
    notice,
  );
  if (!found) throw new Error(`notice ${notice.id} was neither written nor found`);
  return found;
}

export async function countNotices(db: Db, { policy, version }: Version): Promise<number> {
  const found = await row<{ count: number }>(
    db,
    `select cast(count(*) as integer) as count from publicity_notice
     where policy_id = :policy and version = :version`,
    { policy, version },
  );
  return found?.count ?? 0;
}

/** The notices of a version, as they were given. */
export async function noticesPage(
  db: Db,
  question: Version & { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Page<Notice>> {
  const { policy, version, limit } = question;
  const cursor = readCursor(question.cursor);
  const found = await rows<Notice & { at: string }>(
    db,
    `select ${columns}, ${cursorMoment('published_at')} as at from publicity_notice
     where policy_id = :policy and version = :version
       ${cursor ? 'and (published_at, id) > (cast(:at as timestamptz), :id)' : ''}
     order by published_at, id limit :more`,
    { policy, version, at: cursor?.at, id: cursor?.id, more: limit + 1 },
  );
  return toPage(found, limit, ({ at: _at, ...notice }) => notice);
}

/** Tells a stretch of all people at work, in the order of their ids; the last of them, or undefined after the end. */
export async function notifyEverybody(
  db: Db,
  notice: {
    readonly key: string;
    readonly kind: string;
    readonly params: string;
    readonly instance: string;
    readonly at: Date;
    readonly after: string;
    readonly limit: number;
  },
): Promise<string | undefined> {
  const told = await row<{ last: string | null }>(
    db,
    `with people as (select id from person where active and id > :after order by id limit :limit),
     told as (
       insert into notification (id, person_id, kind, instance_id, params, created_at)
       select :key || '/' || id, id, :kind, :instance, cast(:params as jsonb), :at from people
       on conflict (id) do nothing
     )
     select max(id) as last from people`,
    notice,
  );
  return told?.last ?? undefined;
}
