import { MASK, RETENTION_DAYS } from '../domain/privacy.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { eraseIn, familyOf } from './erasing.ts';
import { rows } from './rows.ts';

/** Processes that people outside have written to, or that are about them, whether there is an order or not. */
const AFTER_SALES = [
  'ticket',
  'returnHandling',
  'chargeback',
  'privacyRequest',
  'regulatorReply',
  'strayPayment',
  'orderException',
  'orderCancellation',
] as const;

type DueComplaint = {
  readonly id: string;
  readonly text: string;
  readonly contactName: string;
  readonly contact: string;
};

/** Masks complaints whose time is over, with the tickets that they were; each by itself. Answers how many. */
export async function maskComplaints(db: Db, instance: string, limit: number): Promise<number> {
  const due = await rows<DueComplaint>(
    db,
    `select id, text, contact_name as "contactName", contact from complaint
     where masked_at is null and state = 'closed' and changed_at < now() - interval '${RETENTION_DAYS.complaint} days'
       and not exists (select from after_sales_ticket join sales_order on key = order_key
         where after_sales_ticket.number = complaint.id and kept_until >= current_date)
     order by changed_at, id limit cast(:limit as integer)`,
    { limit: String(limit) },
  );
  for (const complaint of due) await db.transaction((trx) => maskComplaint(trx, instance, complaint));
  return due.length;
}

async function maskComplaint(db: Db, instance: string, { id, text, contactName, contact }: DueComplaint) {
  await eraseIn(db, { ...(await familyOf(db, id)), texts: [text, contact, contactName] });
  await rows(
    db,
    `update complaint set text = :mask, contact_name = :mask, contact = :mask, masked_at = now() where id = :id`,
    { id, mask: MASK },
  );
  await rows(db, 'update complaint_reply set text = :mask where complaint_id = :id', { id, mask: MASK });
  await note(db, instance, { kind: 'complaint', subject: id });
}

/**
 * Masks what else was written by people outside or about them, once it has ended long enough ago; what is about an order goes
 * with the order. Answers how much.
 */
export async function maskCases(db: Db, instance: string, limit: number): Promise<number> {
  const due = await rows<{ id: string; key: string }>(
    db,
    `select id, business_key as key from process_instance
     where masked_at is null and process_key in (${AFTER_SALES.map((key) => `'${key}'`).join(', ')})
       and ended_at < now() - interval '${RETENTION_DAYS.complaint} days'
       and parent_id is null and not exists (select from sales_order where sales_order.masked_at is null and key in (
         process_instance.title, (select order_key from after_sales_ticket where instance_id = process_instance.id),
         (select order_key from chargeback where instance_id = process_instance.id)))
     order by ended_at, id limit cast(:limit as integer)`,
    { limit: String(limit) },
  );
  for (const { id, key } of due) {
    await db.transaction(async (trx) => {
      const { instances } = await familyOf(trx, key);
      await eraseIn(trx, { instances: [...new Set([id, ...instances])], keys: [key], texts: [] });
      await rows(trx, 'update process_instance set masked_at = now() where id = :id', { id });
      await note(trx, instance, { kind: 'instance', subject: id });
    });
  }
  return due.length;
}

const note = (db: Db, instance: string, { kind, subject }: { readonly kind: string; readonly subject: string }) =>
  appendAudit(db, [
    {
      actor: null,
      action: 'personal-data-masked',
      subjectKind: kind,
      subject,
      instance,
      clauses: ['POL-01#9.3'],
      after: {},
    },
  ]);
