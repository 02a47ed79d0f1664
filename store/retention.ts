import { personalTexts, RETENTION_DAYS } from '../domain/privacy.ts';
import type { Buyer } from '../domain/salesOrder.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { eraseIn, familyOf } from './erasing.ts';
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
         select from process_instance where business_key = sales_order.key and status = 'running'
         union all select from after_sales_ticket where order_key = sales_order.key and closed_at is null
         union all select from chargeback where order_key = sales_order.key and state = 'open') as "isOpen"
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
  const family = await familyOf(trx, key);
  await eraseIn(trx, { ...family, texts });
  return family.instances.length;
}

/**
 * Notes down what a sweep has done, and how many persons in China have bought abroad this year: their data went there
 * because the contract needs it, which is the basis (促进和规范数据跨境流动规定 art. 5).
 */
export const saveSweep = (
  db: Db,
  sweep: { readonly instance: string; readonly masked: number; readonly exceptions: number },
) =>
  rows(
    db,
    `insert into privacy_sweep (instance_id, masked, exceptions, transfers)
     select :instance, :masked, :exceptions, jsonb_build_object('basis', 'shopping-contract', 'persons',
       (select count(distinct buyer_key) from sales_order where market = 'CN'
          and placed_at >= date_trunc('year', now(), 'Asia/Shanghai')))
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
