import type { ChargebackEnd } from '../domain/chargeback.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { rows } from './rows.ts';

/** A dispute as it was opened. The amount in minor units; what is not known is absent. */
export type OpenedChargeback = {
  readonly dispute: string;
  readonly instance: string;
  readonly order: string | undefined;
  readonly amount: number | undefined;
  readonly currency: string | undefined;
  readonly openedAt: string;
};

/** Writes a dispute down, once: what the bank takes back counts as given back. */
export async function insertChargeback(db: Db, given: OpenedChargeback): Promise<void> {
  await db.transaction(async (trx) => {
    const made = await rows(
      trx,
      `insert into chargeback (dispute_id, instance_id, order_key, amount, currency, opened_at)
       values (:dispute, :instance, :order, :amount, :currency, :openedAt) on conflict do nothing returning dispute_id`,
      given,
    );
    const { dispute, instance, order, amount, currency } = given;
    if (made.length > 0) await note(trx, dispute, instance, 'chargeback-opened', { order, amount, currency });
  });
}

/** How a dispute has ended; the first end stands. */
export async function closeChargeback(db: Db, instance: string, state: ChargebackEnd, at: Date): Promise<void> {
  await db.transaction(async (trx) => {
    const [closed] = await rows<{ dispute: string }>(
      trx,
      `update chargeback set state = :state, closed_at = :at where instance_id = :instance and state = 'open'
       returning dispute_id as dispute`,
      { instance, state, at },
    );
    if (closed) await note(trx, closed.dispute, instance, 'chargeback-closed', { state });
  });
}

/** What refunds of an order have given back or are about to, by currency, in minor units: the customer is not paid twice. */
export const refundedOf = (db: Db, order: string) =>
  rows<{ amount: number; currency: string }>(
    db,
    `select currency, cast(sum(amount) as double precision) as amount from refund
     where order_key = :order and state <> 'rejected' group by currency order by currency`,
    { order },
  );

function note(db: Db, subject: string, instance: string, action: string, after: unknown): Promise<void> {
  return appendAudit(db, [
    { actor: null, action, subjectKind: 'chargeback', subject, instance, clauses: ['POL-01#16.3'], after },
  ]);
}
