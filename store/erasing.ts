import { eraseFrom, MASK } from '../domain/privacy.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { rows } from './rows.ts';

/** What is erased: in which instances, of which keys (of orders, tickets, disputes), and which texts name somebody. */
export type Scope = {
  readonly instances: readonly string[];
  readonly keys: readonly string[];
  readonly texts: readonly string[];
};

/** The instances of these keys and all that they have called, with whatever is about the order of that key. */
export async function familyOf(db: Db, key: string): Promise<Omit<Scope, 'texts'>> {
  const found = await rows<{ id: string; key: string }>(
    db,
    `with recursive about as (
       select id from process_instance where business_key = :key
       union select id from process_instance where title = :key and process_key in
         ('orderException', 'orderCancellation', 'transportClaim', 'refundApproval', 'refundPayment')
       union select instance_id from after_sales_ticket where order_key = :key
       union select instance_id from chargeback where order_key = :key
       union select instance_id from refund where order_key = :key
       union select instance_id from safety_incident where order_key = :key
       union select split_part(taken_by, '|', 1) from message where key = :key and taken_by is not null
     ), family as (
       select id, business_key, process_key from process_instance where id in (select id from about)
       union select child.id, child.business_key, child.process_key
         from process_instance child join family on child.parent_id = family.id
     ) select id, business_key as key from family`,
    { key },
  );
  return { instances: found.map(({ id }) => id), keys: [...new Set([key, ...found.map((one) => one.key)])] };
}

type Place = { readonly table: string; readonly where: string; readonly columns: readonly string[] };

const OF_INSTANCE = 'instance_id = any(:instances)';

/** Where the variables of processes, and what came from outside, come to rest. */
const places: readonly Place[] = [
  { table: 'process_step', where: OF_INSTANCE, columns: ['event', 'commands'] },
  { table: 'task', where: OF_INSTANCE, columns: ['variables'] },
  { table: 'job_effect', where: OF_INSTANCE, columns: ['result'] },
  { table: 'notification', where: OF_INSTANCE, columns: ['params'] },
  { table: 'party_screening', where: OF_INSTANCE, columns: ['party'] },
  { table: 'shipment', where: 'order_key = any(:keys)', columns: ['document_match'] },
  { table: 'message', where: 'key = any(:keys)', columns: ['variables'] },
  { table: 'sales_order', where: 'key = any(:keys)', columns: ['buyer', 'payment'] },
];

/** Erases what names people from all of it, in the caller's transaction. */
export async function eraseIn(db: Db, scope: Scope): Promise<void> {
  // The journal lets nothing be changed otherwise.
  await rows(db, `select set_config('zhidu.masking', 'on', true)`);
  for (const place of places) await eraseFromPlace(db, place, scope);
  const { instances, texts } = scope;
  for (const [table, column] of [
    ['process_instance', 'id'],
    ['task', 'instance_id'],
  ] as const)
    await rows(db, `update ${table} set title = :mask where ${column} = any(:instances) and title = any(:texts)`, {
      mask: MASK,
      instances,
      texts,
    });
  await rows(db, `update evidence_file set name = :mask where ${OF_INSTANCE}`, { mask: MASK, instances });
}

type Found = Readonly<Record<string, unknown>> & { readonly part: string; readonly place: string };

async function eraseFromPlace(db: Db, { table, where, columns }: Place, { texts, ...scope }: Scope): Promise<void> {
  const found = await rows<Found>(
    db,
    `select cast(tableoid as text) as part, cast(ctid as text) as place, ${columns.join(', ')} from ${table}
     where ${where} for update`,
    scope,
  );
  const changed = found.flatMap((one) => {
    const erased = columns.map((column) => [column, eraseFrom(one[column], texts)] as const);
    const isSame = erased.every(([column, value]) => toJson(value) === toJson(one[column]));
    return isSame ? [] : [{ part: one.part, place: one.place, ...Object.fromEntries(erased) }];
  });
  if (changed.length === 0) return;
  const typed = columns.map((column) => `${column} jsonb`).join(', ');
  await rows(
    db,
    `update ${table} as here set ${columns.map((column) => `${column} = given.${column}`).join(', ')}
     from jsonb_to_recordset(cast(:changed as jsonb)) as given (part text, place text, ${typed})
     where ${where} and cast(here.tableoid as text) = given.part and cast(here.ctid as text) = given.place`,
    { ...scope, changed: toJson(changed) },
  );
}
