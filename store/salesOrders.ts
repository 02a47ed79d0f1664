import type { Payment } from '../domain/payment.ts';
import type { CancelCause, Intake, OrderLine, SalesOrder } from '../domain/salesOrder.ts';
import { appendAudit } from './audit.ts';
import { isIdentified, keysOf, linesHash } from './buyerRecords.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { preparedRows, row, rows } from './rows.ts';

export type OrderState = 'received' | 'paid' | 'handed-over' | 'delivered' | 'cancelled';

export type NewOrder = {
  readonly key: string;
  readonly instance: string;
  readonly order: SalesOrder;
  readonly amountUsd: number | undefined;
  readonly amountCny: number | undefined;
  readonly intake: Intake;
};

/** Writes an order down once, with what intake found as evidence. */
export async function insertOrder(db: Db, given: NewOrder): Promise<void> {
  const { key, instance, order, amountUsd, amountCny, intake } = given;
  const made = await preparedRows(
    db,
    `insert into sales_order (key, instance_id, channel, number, market, currency, amount, amount_usd, amount_cny, lines,
       lines_hash, buyer, buyer_key, buyer_keys, has_identity, intake, placed_at)
     values (:key, :instance, :channel, :number, :market, :currency, :amount, :amountUsd, :amountCny,
       cast(:lines as jsonb), :hash, cast(:buyer as jsonb), :buyerKey, cast(:buyerKeys as text[]), :hasIdentity,
       cast(:intake as jsonb), :placedAt)
     on conflict do nothing returning key`,
    {
      key,
      instance,
      channel: order.channel,
      number: order.salesOrderNumber,
      market: order.market,
      currency: order.currency,
      amount: order.amount,
      amountUsd,
      amountCny,
      lines: toJson(order.lines),
      hash: linesHash(order.lines),
      buyer: toJson(order.buyer),
      buyerKey: order.buyer.key,
      buyerKeys: keysOf(order.buyer),
      hasIdentity: isIdentified(order.buyer),
      intake: toJson(intake),
      placedAt: order.placedAt,
    },
  );
  if (made.length > 0) await noteOrder(db, { key, instance, action: 'order-received', after: evidenceOf(intake) });
}

/** What was found, without anybody's name. */
const evidenceOf = ({ verdict, refusals, exceptions, risks, duplicates, missing, fraud, importLimit }: Intake) => ({
  verdict,
  refusals,
  exceptions,
  risks,
  duplicates,
  missing,
  fraud,
  importLimit,
});

/** A line of evidence about an order. Nobody did it but the process. */
export const noteOrder = (
  db: Db,
  { key, instance, action, after }: { key: string; instance: string; action: string; after?: unknown },
) =>
  appendAudit(db, [
    { actor: null, action, subjectKind: 'order', subject: key, instance, clauses: ['POL-01#15.3'], after },
  ]);

/** An order as it stands. */
export type OrderRow = {
  readonly key: string;
  readonly instance: string;
  readonly channel: string;
  readonly salesOrderNumber: string;
  readonly placedAt: string;
  readonly market: string;
  readonly currency: string;
  readonly amount: number;
  readonly lines: readonly OrderLine[];
  readonly buyer: SalesOrder['buyer'];
  readonly intake: Intake;
  readonly payment: Payment | null;
  readonly state: OrderState;
  readonly tracking: string | null;
};

const columns = `key, instance_id as instance, channel, number as "salesOrderNumber",
  to_char(placed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "placedAt", market, currency,
  cast(amount as double precision) as amount, lines, buyer, intake, payment, state, tracking`;

export const findOrder = (db: Db, key: string) =>
  row<OrderRow>(db, `select ${columns} from sales_order where key = :key`, { key });

/** The same, and nobody else changes it until the transaction ends. */
export async function lockOrder(db: Db, key: string): Promise<OrderRow | undefined> {
  const [found] = await preparedRows<OrderRow>(db, `select ${columns} from sales_order where key = :key for update`, {
    key,
  });
  return found;
}

/** The money is there. */
export const markPaid = (db: Db, key: string, payment: Payment) =>
  preparedRows(
    db,
    `update sales_order set payment = cast(:payment as jsonb), paid_at = coalesce(paid_at, now()),
       state = case when state = 'received' then 'paid' else state end where key = :key`,
    { key, payment: toJson(payment) },
  );

/** False when shipping has it already. */
export async function markHandedOver(db: Db, key: string): Promise<boolean> {
  const changed = await preparedRows(
    db,
    `update sales_order set state = 'handed-over', handed_over_at = coalesce(handed_over_at, now())
     where key = :key and state = 'paid' returning key`,
    { key },
  );
  return changed.length > 0;
}

export type Delivery = {
  readonly tracking: string | null;
  readonly dispatchedAt: string | null;
  readonly deliveredAt: string | null;
};

/** False when it was delivered already. */
export async function markDelivered(db: Db, key: string, delivery: Delivery): Promise<boolean> {
  const changed = await preparedRows(
    db,
    `update sales_order set state = 'delivered', tracking = :tracking,
       dispatched_at = cast(:dispatchedAt as timestamptz), delivered_at = coalesce(cast(:deliveredAt as timestamptz), now())
     where key = :key and state <> 'delivered' returning key`,
    { key, ...delivery },
  );
  return changed.length > 0;
}

/** Money that has been taken for it is kept on record: it has to go back to where it came from. */
export const markCancelled = (
  db: Db,
  key: string,
  { cause, sellerCaused, payment }: { cause: CancelCause; sellerCaused: boolean; payment?: Payment | undefined },
) =>
  rows(
    db,
    `update sales_order set state = 'cancelled', cancel_cause = :cause, seller_caused = :sellerCaused,
       cancelled_at = coalesce(cancelled_at, now()), payment = coalesce(payment, cast(:payment as jsonb)) where key = :key`,
    { key, cause, sellerCaused, payment: payment && toJson(payment) },
  );

/** Money that came after its order had been cancelled. */
export const keepLatePayment = (db: Db, key: string, payment: Payment) =>
  rows(
    db,
    `update sales_order set payment = cast(:payment as jsonb) where key = :key and state = 'cancelled' and payment is null`,
    { key, payment: toJson(payment) },
  );

/** Whether another order of the channel has been paid with this payment. */
export async function isReferenceUsed(
  db: Db,
  { key, channel, reference }: { readonly key: string; readonly channel: string; readonly reference: string },
): Promise<boolean> {
  const found = await preparedRows(
    db,
    `select key from sales_order
     where payment ->> 'reference' = :reference and channel = :channel and key <> :key limit 1`,
    { key, channel, reference },
  );
  return found.length > 0;
}

/** Another address, asked for by the buyer and approved. The one before is remembered: it is masked with the rest. */
export const changeAddress = (db: Db, key: string, address: string) =>
  rows(
    db,
    `update sales_order set buyer = buyer || jsonb_build_object('address', cast(:address as text), 'formerAddresses',
       coalesce(buyer -> 'formerAddresses', '[]') || jsonb_build_array(buyer -> 'address')) where key = :key`,
    { key, address },
  );

/** Whether the shipment of an order has handed its parcel to a carrier. */
export async function hasParcelLeft(db: Db, key: string): Promise<boolean> {
  const found = await rows(
    db,
    `select order_key from shipment where order_key = :key and state in ('dispatched', 'delivered', 'exception', 'archived')`,
    { key },
  );
  return found.length > 0;
}
