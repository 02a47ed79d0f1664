import { MASK, personalTexts } from '../domain/privacy.ts';
import type { Party } from '../domain/screening.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { maskTexts } from './retention.ts';
import { rows } from './rows.ts';

type Erasable = { readonly instance: string; readonly key: string; readonly party: Party };

/**
 * Masks whoever else was screened for an order: another consignee, another payer, an end user. It follows the order, and
 * where there is none the moment `before`. Lists, scores and verdicts stay, for they are the evidence (POL-01#14.3).
 * Answers how many were masked, `limit` at most.
 */
export async function eraseScreenedParties(db: Db, before: Date, limit: number): Promise<number> {
  const found = await rows<Erasable>(
    db,
    `select party_screening.instance_id as instance, split_part(context, '/', 2) as key, party from party_screening
     left join sales_order on sales_order.key = split_part(context, '/', 2)
     where context ~ '^(order|shipment)/' and party ->> 'name' <> :mask
       and (masked_at is not null or (sales_order.key is null and screened_at < :before))
     order by screened_at, party_screening.instance_id limit :limit`,
    { mask: MASK, before, limit },
  );
  for (const screened of found) await db.transaction((trx) => erase(trx, screened));
  return found.length;
}

async function erase(trx: Db, { instance, key, party }: Erasable): Promise<void> {
  await maskTexts(trx, key, personalTexts(party));
  await rows(
    trx,
    `update party_screening set reason = case when reason is null then null else :mask end,
       party = party || jsonb_build_object('name', cast(:mask as text), 'address', cast(:mask as text))
     where instance_id = :instance`,
    { instance, mask: MASK },
  );
  await appendAudit(trx, [
    {
      actor: null,
      action: 'personal-data-masked',
      subjectKind: 'screening',
      subject: instance,
      clauses: ['POL-01#9.3'],
      after: { key },
    },
  ]);
}

/** Takes out of binders what names people, once the papers need not be kept any longer (POL-01#11.2); hashes stay. */
export async function eraseBinders(db: Db, limit: number): Promise<number> {
  return db.transaction(async (trx) => {
    const erased = await rows<{ orderKey: string }>(
      trx,
      `update shipment set binder = binder - 'facts', document_match = null where order_key in (
         select order_key from shipment where retain_until < current_date and binder -> 'facts' is not null
         order by retain_until, order_key limit :limit for update skip locked)
       returning order_key as "orderKey"`,
      { limit },
    );
    if (erased.length === 0) return 0;
    await appendAudit(trx, [
      {
        actor: null,
        action: 'binders-erased',
        subjectKind: 'shipment',
        subject: 'binder',
        clauses: ['POL-01#9.3', 'POL-01#11.2'],
        after: { orders: erased.map(({ orderKey }) => orderKey) },
      },
    ]);
    return erased.length;
  });
}
