import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { row, rows } from './rows.ts';
import { type PersonRef, personRef } from './views/taskRow.ts';

/** A secret as it lies in Postgres: sealed, with the id of the key that opens it. */
export type SealedSecret = { readonly key: string; readonly data: Uint8Array };

/** A system outside that may tell us what happened. */
export type HookSource = {
  readonly id: string;
  readonly kind: string;
  readonly disabled: boolean;
  readonly secret: SealedSecret;
  /** The secret before, while it is still good. */
  readonly previous?: SealedSecret;
};

type Row = {
  readonly id: string;
  readonly kind: string;
  readonly disabled: boolean;
  readonly key: string;
  readonly data: Uint8Array;
  readonly previousKey: string | null;
  readonly previousData: Uint8Array | null;
};

export async function findHookSource(db: Db, id: string, at: Date): Promise<HookSource | undefined> {
  const found = await row<Row>(
    db,
    `select id, kind, disabled, key_id as key, secret as data,
       case when previous_until > :at then previous_key_id end as "previousKey",
       case when previous_until > :at then previous_secret end as "previousData"
     from hook_source where id = :id`,
    { id, at },
  );
  if (!found) return undefined;
  const { key, data, previousKey, previousData, ...source } = found;
  const previous = previousKey && previousData ? { previous: { key: previousKey, data: previousData } } : {};
  return { ...source, secret: { key, data }, ...previous };
}

/** False when there is a source of that name. */
export async function insertHookSource(
  db: Db,
  source: {
    readonly id: string;
    readonly kind: string;
    readonly note: string;
    readonly secret: SealedSecret;
    readonly by: string;
    readonly at: Date;
  },
): Promise<boolean> {
  const { id, kind, note, secret, by, at } = source;
  const written = await db('hook_source')
    .insert({ id, kind, note, key_id: secret.key, secret: secret.data, created_by: by, created_at: at })
    .onConflict('id')
    .ignore()
    .returning('id');
  return written.length > 0;
}

/** The secret that was good until now stays so until `until`. False when there is no such source. */
export async function rotateSecret(
  db: Db,
  id: string,
  { secret, until, at }: { readonly secret: SealedSecret; readonly until: Date; readonly at: Date },
): Promise<boolean> {
  const changed = await rows(
    db,
    `update hook_source set previous_key_id = key_id, previous_secret = secret, previous_until = :until,
       key_id = :key, secret = :data, rotated_at = :at
     where id = :id returning id`,
    { id, key: secret.key, data: Buffer.from(secret.data), until, at },
  );
  return changed.length > 0;
}

export async function setHookSourceDisabled(db: Db, id: string, disabled: boolean): Promise<boolean> {
  return (await db('hook_source').where({ id }).update({ disabled })) > 0;
}

export type HookSourceShown = {
  readonly id: string;
  readonly kind: string;
  readonly note: string;
  readonly disabled: boolean;
  readonly createdBy: PersonRef | null;
  readonly createdAt: Date;
  readonly rotatedAt: Date | null;
  readonly previousUntil: Date | null;
  readonly lastReceivedAt: Date | null;
  readonly lastRefusedAt: Date | null;
};

/** Every source, with when it last got through and when it last did not. A company has few. */
export const listHookSources = (db: Db, at: Date) =>
  rows<HookSourceShown>(
    db,
    `select hook_source.id, kind, note, disabled, ${personRef('creator')} as "createdBy", created_at as "createdAt",
       rotated_at as "rotatedAt", case when previous_until > :at then previous_until end as "previousUntil",
       (select max(received_at) from hook_delivery where source_id = hook_source.id) as "lastReceivedAt",
       refused_at as "lastRefusedAt"
     from hook_source left join person creator on creator.id = created_by order by hook_source.id`,
    { at },
  );

/** A refusal was written down as evidence; the source's own row says when the last one was. */
export async function noteHookRefusal(db: Db, id: string, at: Date): Promise<void> {
  await db('hook_source').where({ id }).update({ refused_at: at });
}

/** What is known of an id of a source: nothing yet, something else, begun, or answered. */
export type DeliveryState =
  | { readonly kind: 'new' | 'different' | 'pending' }
  | { readonly kind: 'answered'; readonly answer: unknown };

type Delivery = { readonly source: string; readonly id: string; readonly bodyHash: string };

/** What became of a delivery of that id. */
export async function findDelivery(db: Db, { source, id, bodyHash }: Delivery): Promise<DeliveryState> {
  const found = await row<{ bodyHash: string; answer: unknown }>(
    db,
    `select body_hash as "bodyHash", answer from hook_delivery where source_id = :source and id = :id`,
    { source, id },
  );
  if (!found) return { kind: 'new' };
  if (found.bodyHash !== bodyHash) return { kind: 'different' };
  return found.answer === null ? { kind: 'pending' } : { kind: 'answered', answer: found.answer };
}

/** Notes a delivery, in the transaction of its messages. False when another of the same id was faster. */
export async function insertDelivery(db: Db, { source, id, bodyHash }: Delivery): Promise<boolean> {
  const written = await db('hook_delivery')
    .insert({ source_id: source, id, body_hash: bodyHash })
    .onConflict(['source_id', 'id'])
    .ignore()
    .returning('id');
  return written.length > 0;
}

/** Keeps the answer to a delivery; the first one stays, and is given back. */
export async function answerDelivery(db: Db, source: string, id: string, answer: unknown): Promise<unknown> {
  const kept = await row<{ answer: unknown }>(
    db,
    `update hook_delivery set answer = coalesce(answer, cast(:answer as jsonb))
     where source_id = :source and id = :id returning answer`,
    { source, id, answer: toJson(answer) },
  );
  return kept?.answer;
}

/** What buyers' keys are salted with: drawn once for each installation. */
export async function buyerSalt(db: Db): Promise<string> {
  const found = await row<{ salt: string }>(db, 'select salt from buyer_salt');
  if (!found) throw new Error('the salt of buyers’ keys is not there');
  return found.salt;
}
