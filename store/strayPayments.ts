import type { Payment, StrayOrder } from '../domain/payment.ts';
import type { Db } from './db.ts';
import { rows } from './rows.ts';

/** Payments that one look finds; what is left is for the next. */
const LOOKED_AT_ONCE = 200;
/** A message that is on its way for less than this is nobody's business yet. */
const ON_ITS_WAY_MINUTES = 5;

/** A captured payment that waits for somebody to take it, and the order that it is for. Null: there is none. */
export type WaitingPayment = {
  readonly message: string;
  readonly orderKey: string;
  readonly payment: Payment;
  readonly waitingMs: number;
  readonly order:
    | (StrayOrder & { readonly instance: string; readonly customer: string; readonly lines: unknown })
    | null;
};

/** Captured payments that nobody has taken, oldest first, after the one that the caller has. */
export const waitingPayments = (db: Db, after: string) =>
  rows<WaitingPayment>(
    db,
    `select message.id as message, message.key as "orderKey", variables -> 'payment' as payment,
       cast(extract(epoch from now() - message.created_at) * 1000 as double precision) as "waitingMs",
       case when sales_order.key is not null then jsonb_build_object('state', sales_order.state, 'payment',
         sales_order.payment, 'instance', instance_id, 'customer', buyer_key, 'lines', lines) end as "order"
     from message left join sales_order on sales_order.key = message.key
     where name = 'payment-captured' and message.state = 'waiting' and message.id > :after
       and (taken_by is null or starts_with(taken_by, 'strayPayment/'))
       and message.created_at < now() - interval '${ON_ITS_WAY_MINUTES} minutes'
     order by message.id limit ${LOOKED_AT_ONCE}`,
    { after },
  );
