import { MASK, personalTexts, RETENTION_DAYS } from '../domain/privacy.ts';
import type { Buyer } from '../domain/salesOrder.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { row, rows } from './rows.ts';

/** An order whose personal data has been kept long enough. */
export type DueOrder = {
  readonly key: string;
  readonly buyer: Buyer;
  /** Whoever paid; null without a payment. */
  readonly payer: string | null;
  readonly endedOn: string;
  /** Something about it is still going on. */
  readonly isOpen: boolean;
};

const STEP_BY_STEP = 50;

/** Orders past their retention, oldest first, after the one that the caller has. */
export const dueOrders = (db: Db, after: string) =>
  rows<DueOrder>(
    db,
    `select key, buyer, payment ->> 'payer' as payer, to_char(coalesce(delivered_at, cancelled_at), 'YYYY-MM-DD') as "endedOn", exists (
         select from process_instance where business_key = sales_order.key and status = 'running') as "isOpen"
     from sales_order
     where masked_at is null and key > :after and coalesce(kept_until, '-infinity') < current_date
       and coalesce(delivered_at, cancelled_at) < now() - case when state = 'cancelled'
         then interval '${RETENTION_DAYS.cancelled} days' else interval '${RETENTION_DAYS.delivered} days' end
     order by key limit ${STEP_BY_STEP}`,
    { after },
  );

/** Everything that names the buyer of one order, wherever it is written down; evidence of it, without the names. */
export async function maskOrder(db: Db, instance: string, { key, buyer, payer }: DueOrder): Promise<void> {
  const texts = personalTexts({ ...buyer, payer });
  await db.transaction(async (trx) => {
    const instances = await maskTexts(trx, key, texts);
    await rows(trx, 'update sales_order set masked_at = now() where key = :key', { key });
    await appendAudit(trx, [
      {
        actor: null,
        action: 'personal-data-masked',
        subjectKind: 'order',
        subject: key,
        instance,
        clauses: ['POL-01#9.3'],
        after: { instances },
      },
    ]);
  });
}

/** Masks texts in all that the processes of one order have written down, in the caller's transaction; answers how many they are. */
export async function maskTexts(trx: Db, key: string, texts: readonly string[]): Promise<number> {
  const instances = await instancesOf(trx, key);
  // The journal lets nothing be changed otherwise.
  await rows(trx, `select set_config('zhidu.masking', 'on', true)`);
  for (const { table, where, columns } of places) await mask(trx, { table, where, columns, texts, key, instances });
  return instances.length;
}

type Place = { readonly table: string; readonly where: string; readonly columns: readonly string[] };

/** Where the variables of processes come to rest. */
const places: readonly Place[] = [
  { table: 'process_step', where: 'instance_id = any(:instances)', columns: ['event', 'commands'] },
  { table: 'task', where: 'instance_id = any(:instances)', columns: ['variables'] },
  { table: 'job_effect', where: 'instance_id = any(:instances)', columns: ['result'] },
  { table: 'party_screening', where: 'instance_id = any(:instances)', columns: ['party'] },
  { table: 'shipment', where: 'order_key = :key', columns: ['document_match'] },
  { table: 'message', where: 'key = :key', columns: ['variables'] },
  { table: 'sales_order', where: 'key = :key', columns: ['buyer', 'payment'] },
];

/** The processes of an order and those that they have called. */
async function instancesOf(db: Db, key: string): Promise<readonly string[]> {
  const found = await rows<{ id: string }>(
    db,
    `with recursive family as (
       select id from process_instance where business_key = :key
       union select child.id from process_instance child join family on child.parent_id = family.id
     ) select id from family`,
    { key },
  );
  return found.map(({ id }) => id);
}

type Masking = Place & {
  readonly texts: readonly string[];
  readonly key: string;
  readonly instances: readonly string[];
};

/** Replaces each text where it is a whole value of the JSON. */
async function mask(db: Db, { table, where, columns, texts, key, instances }: Masking): Promise<void> {
  for (const column of columns) {
    for (const text of texts) {
      const quoted = JSON.stringify(text);
      await rows(
        db,
        `update ${table} set ${column} = cast(replace(cast(${column} as text), :quoted, :mask) as jsonb)
         where ${where} and position(:quoted in cast(${column} as text)) > 0`,
        { quoted, mask: JSON.stringify(MASK), key, instances },
      );
    }
  }
}

/** Notes down what a sweep has done. */
export const saveSweep = (
  db: Db,
  sweep: { readonly instance: string; readonly masked: number; readonly exceptions: number },
) =>
  rows(
    db,
    `insert into privacy_sweep (instance_id, masked, exceptions) values (:instance, :masked, :exceptions)
     on conflict do nothing`,
    sweep,
  );

export const findSweep = (db: Db, instance: string) =>
  row<{ masked: number }>(db, 'select masked from privacy_sweep where instance_id = :instance', { instance });

export type Kept = { readonly orderKey: string; readonly keptUntil: string; readonly keptBecause: string };

/** Keeps the data of some orders longer, for reasons that the data protection officer has given. */
export async function keepLonger(db: Db, instance: string, by: string | null, kept: readonly Kept[]): Promise<void> {
  await db.transaction(async (trx) => {
    await rows(
      trx,
      `update sales_order set kept_until = given."keptUntil", kept_because = given."keptBecause"
       from jsonb_to_recordset(cast(:kept as jsonb)) as given ("orderKey" text, "keptUntil" date, "keptBecause" text)
       where key = given."orderKey"`,
      { kept: toJson(kept) },
    );
    await appendAudit(trx, [
      {
        actor: by,
        action: 'personal-data-kept',
        subjectKind: 'privacy-sweep',
        subject: instance,
        instance,
        clauses: ['POL-01#9.3'],
        after: { kept },
      },
    ]);
  });
}
