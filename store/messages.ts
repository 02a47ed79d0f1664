import type { Variables } from '../engine/bpmn/instance.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { preparedRows, row, rows } from './rows.ts';

/** How long a message waits for somebody to be interested. */
export const MESSAGE_TIME_TO_LIVE_MS = 7 * 24 * 3_600_000;

/** Whoever writes a message down brings it on its way at once; after a minute a sweep does. */
const SWEEP_AFTER_MS = 60_000;

/** A message on its way to whoever waits for its name and key. */
export type Message = {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly variables: Variables;
  readonly sender: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

export type MessageState = Message & {
  readonly state: 'waiting' | 'taken' | 'expired';
  /** "<instance>|<token>" */
  readonly takenBy: string | null;
};

/** Somebody waits for a message. A hint: the instance has the last word. */
export type Subscription = {
  readonly instance: string;
  readonly token: string;
  readonly node: string;
  readonly message: string;
  readonly key: string;
  readonly createdAt: Date;
};

/** Read at one time; further ones are asked for after the last of these. */
const PAGE = 100;

const columns = `id, name, key, variables, sender_id as sender, created_at as "createdAt", expires_at as "expiresAt"`;

/**
 * Keeps a message that comes from outside, or from a job: whoever does so brings it on its way next, else a sweep will, and
 * what begins with it then goes at `timeScale`. The same id again changes nothing.
 */
export async function insertMessage(db: Db, message: Message, timeScale = 1): Promise<void> {
  const { id, name, key, variables, sender, createdAt, expiresAt } = message;
  await db('message')
    .insert({
      id,
      name,
      key,
      variables: toJson(variables),
      sender_id: sender,
      created_at: createdAt,
      expires_at: expiresAt,
      sweep_at: new Date(createdAt.getTime() + SWEEP_AFTER_MS),
      time_scale: timeScale,
    })
    .onConflict('id')
    .ignore();
}

export const findMessage = (db: Db, id: string) =>
  row<MessageState>(db, `select ${columns}, state, taken_by as "takenBy" from message where id = :id`, { id });

/** Who waits for this name and key, longest first. An empty key on either side matches by name alone. */
export const subscriptionsFor = (db: Db, message: string, key: string, after?: Subscription) =>
  rows<Subscription>(
    db,
    `select instance_id as instance, token, node, message, key, created_at as "createdAt" from subscription
     where message = :message and (:key = '' or key in (:key, ''))
       ${after ? 'and (created_at, instance_id, token) > (cast(:createdAt as timestamptz), :instance, :token)' : ''}
     order by created_at, instance_id, token limit ${PAGE}`,
    { createdAt: after?.createdAt, instance: after?.instance, token: after?.token, message, key },
  );

/** Messages that nobody has taken yet, oldest first. */
export const waitingMessages = (db: Db, name: string, key: string, at: Date, after?: Message) =>
  rows<Message>(
    db,
    `select ${columns} from message where name = :name and (:key = '' or key in (:key, ''))
       and state = 'waiting' and expires_at > :at
       ${after ? 'and (created_at, id) > (cast(:createdAt as timestamptz), :id)' : ''}
     order by created_at, id limit ${PAGE}`,
    { createdAt: after?.createdAt, id: after?.id, name, key, at },
  );

/**
 * Which of these subscriptions of an instance a message waits for: asked after they are committed. Whoever sends looks for
 * subscriptions after the message is committed; so of two at the same moment at least one sees the other.
 */
export async function subscriptionsMet(db: Db, instance: string, tokens: readonly string[]): Promise<string[]> {
  const met = await preparedRows<{ token: string }>(
    db,
    `select token from subscription where instance_id = :instance and token = any(cast(:tokens as text[])) and (
         exists (select from message where name = subscription.message and message.key in (subscription.key, '')
           and state = 'waiting' and expires_at > now())
         or subscription.key = '' and exists (select from message where name = subscription.message
           and state = 'waiting' and expires_at > now()))
     order by token`,
    { instance, tokens },
  );
  return met.map(({ token }) => token);
}

/**
 * Offers a waiting message to a subscriber, unless it is on offer to another. Answers to whom it is on offer now; undefined
 * when it waits no longer. The record of the step that takes it closes it.
 */
export async function offerMessage(db: Db, id: string, to: string): Promise<string | undefined> {
  const found = await row<{ holder: string }>(
    db,
    `update message set taken_by = coalesce(taken_by, :to) where id = :id and state = 'waiting'
     returning taken_by as holder`,
    { id, to },
  );
  return found?.holder;
}

/** Messages of a sender that nobody has brought on their way yet, in order of their ids. */
export const waitingOf = (
  db: Db,
  { sender, prefix = '', after = '', limit }: { sender: string; prefix?: string; after?: string; limit: number },
) =>
  rows<Message>(
    db,
    `select ${columns} from message where sender_id = :sender and state = 'waiting' and sweep_at < expires_at
       and starts_with(id, :prefix) and id > :after order by id limit cast(:limit as integer)`,
    { sender, prefix, after, limit },
  );

/** A message was looked at and nobody wants it yet: it waits for whoever will, until it expires. */
export async function restMessage(db: Db, id: string): Promise<void> {
  await rows(db, `update message set sweep_at = expires_at where id = :id and state = 'waiting'`, { id });
}

export type MessageToSweep = Message & { readonly timeScale: number };

/**
 * Takes messages whose time to be looked at has come, the longest due first. They come again after a minute, and later the
 * older they are, if whoever takes them gets nothing done; of two who ask at once none gets what the other has.
 */
export const takeToSweep = (db: Db, at: Date, limit: number) =>
  rows<MessageToSweep>(
    db,
    `with due as (
       select id from message where state = 'waiting' and sweep_at <= :at
       order by sweep_at, id limit cast(:limit as integer) for update skip locked
     )
     update message set sweep_at = cast(:at as timestamptz)
       + greatest(interval '1 minute', (cast(:at as timestamptz) - created_at) / 4)
     from due where message.id = due.id
     returning ${columns.replace('id,', 'message.id,')}, time_scale as "timeScale"`,
    { at, limit },
  );

/** A message whose time is over and that nobody is just being offered reaches nobody any more, which is evidence. */
export async function expireMessage(db: Db, { id, name, sender, expiresAt }: Message): Promise<void> {
  await db.transaction(async (trx) => {
    const closed = await trx('message').where({ id, state: 'waiting', taken_by: null }).update({ state: 'expired' });
    if (closed === 0) return;
    const line = { actor: null, action: 'message-expired', subjectKind: 'message', subject: id };
    await appendAudit(trx, [{ ...line, after: { message: name, sender, expiresAt } }]);
  });
}

/** Takes an offer back that was declined. */
export async function withdrawOffer(db: Db, id: string, from: string): Promise<void> {
  await db('message').where({ id, state: 'waiting', taken_by: from }).update({ taken_by: null });
}
