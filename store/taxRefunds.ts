import type { DeclaredExport, RefundPapers } from '../domain/taxRefund.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { rows } from './rows.ts';

export type ExportToRefund = DeclaredExport & { readonly declaredOn: string };

/** Takes released exports that no refund has taken yet into this one; asked again it has the same ones. */
export async function takeExports(db: Db, refund: string, limit: number): Promise<readonly ExportToRefund[]> {
  await rows(
    db,
    `update shipment set refund_id = :refund where order_key in (
       select order_key from shipment where direction = 'export' and refund_id is null and declared_at is not null
         and state in ('dispatched', 'delivered', 'archived')
       order by declared_at, order_key limit :limit for update skip locked
     ) and not exists (select 1 from shipment taken where taken.refund_id = :refund)`,
    { refund, limit },
  );
  return rows<ExportToRefund>(
    db,
    `select order_key as "orderKey", declaration_number as "declarationNumber", cast(amount as double precision) as amount,
       currency, to_char(declared_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as "declaredOn"
     from shipment where refund_id = :refund order by declared_at, order_key`,
    { refund },
  );
}

/** Keeps what was filed with each export, once, with its evidence; what must wait is free for the next filing. */
export async function closeRefund(
  db: Db,
  refund: string,
  { number, papers }: { readonly number: string; readonly papers: readonly RefundPapers[] },
): Promise<void> {
  await db.transaction(async (trx) => {
    const closed = await rows(
      trx,
      `update shipment set refund = cast(:filing as jsonb) || given.paper
       from (select paper ->> 'orderKey' as order_key, paper from jsonb_array_elements(cast(:papers as jsonb)) paper) given
       where shipment.order_key = given.order_key and refund_id = :refund and refund is null
         and paper ->> 'treatment' <> 'defer'
       returning shipment.order_key`,
      { refund, papers: toJson(papers), filing: toJson({ number }) },
    );
    const deferred = papers.flatMap(({ treatment, orderKey }) => (treatment === 'defer' ? [orderKey] : []));
    await rows(
      trx,
      'update shipment set refund_id = null where refund_id = :refund and refund is null and order_key = any(:deferred)',
      { refund, deferred },
    );
    if (closed.length === 0) return;
    await appendAudit(trx, [
      {
        actor: null,
        action: 'tax-refund-filed',
        subjectKind: 'tax-refund',
        subject: refund,
        instance: refund,
        clauses: ['POL-01#11.5'],
        after: { number, exports: closed.length, deferred: deferred.length },
      },
    ]);
  });
}
