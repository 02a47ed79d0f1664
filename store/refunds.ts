import type { RefundTier, RefundVerdict } from '../domain/refund.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { row, rows } from './rows.ts';

const CLAUSES = ['POL-01#16.3'];

/** Whoever has decided in an instance, in order. */
export const approversIn = async (db: Db, instance: string): Promise<readonly string[]> => {
  const found = await rows<{ person: string }>(
    db,
    `select closed_by as person from task
     where instance_id = :instance and approval and status in ('approved', 'rejected') order by closed_at`,
    { instance },
  );
  return found.map(({ person }) => person);
};

/** Who did the last step of an instance that was no approval, and for whom: whoever put forward what follows. */
export async function proposersIn(db: Db, instance: string): Promise<readonly string[]> {
  const found = await row<{ by: string; behalf: string | null }>(
    db,
    `select closed_by as by, on_behalf_of as behalf from task
     where instance_id = :instance and not approval and status = 'completed' order by closed_at desc, id desc limit 1`,
    { instance },
  );
  if (!found) return [];
  return found.behalf === null ? [found.by] : [found.by, found.behalf];
}

/** Who did a step of an instance last. */
export async function performerOf(db: Db, instance: string, node: string): Promise<string | undefined> {
  const found = await row<{ person: string }>(
    db,
    `select closed_by as person from task where instance_id = :instance and node = :node and status = 'completed'
     order by closed_at desc limit 1`,
    { instance, node },
  );
  return found?.person;
}

export type Settlement = {
  readonly verdict: RefundVerdict;
  readonly tier: RefundTier;
  readonly approvers: readonly string[];
  readonly at: Date;
};

/** The decision about a refund: the first one stands. */
export async function settleRefund(db: Db, instance: string, settlement: Settlement): Promise<void> {
  const { verdict, tier, approvers, at } = settlement;
  await db.transaction(async (trx) => {
    const [found] = await rows<{ order: string }>(
      trx,
      `update refund set state = :verdict, tier = :tier, approvers = :approvers, decided_at = :at
       where instance_id = :instance and state = 'asked' returning order_key as order`,
      { instance, verdict, tier, approvers, at },
    );
    if (!found) return;
    const after = { verdict, tier, approvers };
    await appendAudit(trx, [
      {
        actor: null,
        action: 'refund-decided',
        subjectKind: 'refund',
        subject: found.order,
        instance,
        clauses: CLAUSES,
        after,
      },
    ]);
  });
}

/** What was approved, in minor units; undefined when there is no such refund. */
export async function approvedAmount(db: Db, refund: string): Promise<number | undefined> {
  const found = await row<{ amount: number }>(
    db,
    `select cast(amount as double precision) as amount from refund where instance_id = :refund and state in ('approved', 'paid')`,
    { refund },
  );
  return found?.amount;
}

/** Whether another refund was paid under this reference. */
export async function isReferenceUsed(db: Db, reference: string, refund: string): Promise<boolean> {
  const found = await row(db, 'select 1 from refund where refund_reference = :reference and instance_id <> :refund', {
    reference,
    refund,
  });
  return found !== undefined;
}

/** A refund has gone out. */
export async function payRefund(
  db: Db,
  refund: string,
  paid: { readonly reference: string; readonly instrument: string; readonly at: Date },
): Promise<void> {
  const { reference, instrument, at } = paid;
  await db.transaction(async (trx) => {
    const [found] = await rows<{ order: string }>(
      trx,
      `update refund set state = 'paid', refund_reference = :reference, instrument_reference = :instrument, paid_at = :at
       where instance_id = :refund and state = 'approved' returning order_key as order`,
      { refund, reference, instrument, at },
    );
    if (!found) return;
    await appendAudit(trx, [
      {
        actor: null,
        action: 'refund-paid',
        subjectKind: 'refund',
        subject: found.order,
        instance: refund,
        clauses: ['POL-01#10.9'],
        after: { reference, instrument },
      },
    ]);
  });
}
