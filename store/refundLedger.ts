import {
  AGENT_LIMIT_USD,
  CUSTOMER_WINDOW_DAYS,
  measureRefund,
  type RefundCheck,
  type RefundLedger,
} from '../domain/refund.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { row, rows } from './rows.ts';

/** A refund that somebody asks for. Amounts in minor units; `amountUsd` in US cents, undefined without a rate. */
export type RefundAsked = {
  readonly instance: string;
  readonly caller: string | undefined;
  readonly order: string;
  readonly customer: string | undefined;
  readonly handler: string | undefined;
  readonly handlers: readonly string[];
  readonly skus: readonly string[];
  readonly amount: number;
  readonly currency: string;
  readonly amountUsd: number | undefined;
  /** The rate that it was converted by: units that one US dollar buys. */
  readonly perUsd: number | undefined;
  readonly at: Date;
};

/** A refund measured, with the rate; null when none was needed or there is none. */
type Measured = RefundCheck & { readonly perUsd: number | null };

const CLAUSES = ['POL-01#16.3'];
/** Whose counters are read and moved together. */
const REFUND_LOCK = 'refund';

/**
 * Measures a refund and counts it, in one transaction: two that are asked for at once cannot both fit under a cap. Asked
 * again (somebody has valued it, a lost attempt is repeated) it is measured anew and counted once.
 */
export async function askRefund(db: Db, asked: RefundAsked): Promise<Measured> {
  return db.transaction(async (trx) => {
    await lockCounters(trx, asked);
    const measured = measureRefund({ amountUsd: asked.amountUsd, ...(await ledgerOf(trx, asked)) });
    const check = { ...measured, perUsd: asked.perUsd ?? null };
    await writeRefund(trx, asked, check);
    const { instance, order, handler, amount, currency } = asked;
    const after = { amount, currency, handler, check };
    await appendAudit(trx, [
      {
        actor: null,
        action: 'refund-measured',
        subjectKind: 'refund',
        subject: order,
        instance,
        clauses: CLAUSES,
        after,
      },
    ]);
    return check;
  });
}

/** In one order everywhere, so that nobody waits for each other. */
async function lockCounters(db: Db, { order, customer, handler, skus }: RefundAsked): Promise<void> {
  const names = [
    `order ${order}`,
    `customer ${customer ?? ''}`,
    `handler ${handler ?? ''}`,
    ...skus.map((it) => `sku ${it}`),
  ];
  await rows(
    db,
    `select pg_advisory_xact_lock(hashtext('${REFUND_LOCK}'), code)
     from (select distinct hashtext(name) as code from unnest(cast(:names as text[])) as name order by code) as codes`,
    { names },
  );
}

type Counted = Omit<RefundLedger, 'amountUsd'>;

/** What the ledger says without this refund; a day is one of the company's zone. */
async function ledgerOf(db: Db, asked: RefundAsked): Promise<Counted> {
  const { instance, handler, customer, skus, order, amount, currency, at } = asked;
  const found = await row<Counted>(
    db,
    `with today as (select date_trunc('day', cast(:at as timestamptz), 'Asia/Shanghai') as begins)
     select cast(:handler as text) is not null as "hasHandler",
       (select cast(coalesce(sum(amount_usd), 0) as double precision) from refund
         where order_key = :order and state <> 'rejected' and instance_id <> :instance) as "orderUsd",
       (select cast(coalesce(sum(amount_usd), 0) as double precision) from refund, today
         where handler_id = :handler and asked_at >= begins and state <> 'rejected'
           and (tier = 'agent' or (tier is null and amount_usd <= ${AGENT_LIMIT_USD}))
           and instance_id <> :instance) as "agentTodayUsd",
       (select cast(count(*) as integer) from refund
         where customer_key = :customer and state <> 'rejected' and instance_id <> :instance
           and asked_at > cast(:at as timestamptz) - interval '${CUSTOMER_WINDOW_DAYS} days') as "customerRefunds",
       coalesce((select cast(count(*) as integer) as many from refund, today, unnest(refund.skus) as sku
         where asked_at >= begins and state <> 'rejected' and instance_id <> :instance and sku = any(:skus)
         group by sku order by many desc limit 1), 0) as "sameSkuToday",
       coalesce((select :amount + (select coalesce(sum(other.amount), 0) from refund other
           where other.order_key = :order and other.currency = :currency and state <> 'rejected'
             and other.instance_id <> :instance)
           + (select coalesce(sum(chargeback.amount), 0) from chargeback
           where order_key = :order and chargeback.currency = :currency and state not in ('won', 'withdrawn'))
           > cast(payment ->> 'amount' as bigint)
         from sales_order where key = :order and payment ->> 'currency' = :currency), false) as "isAbovePayment",
       coalesce((select payment ->> 'currency' <> :currency or exists (select from refund other
           where other.order_key = :order and other.currency <> payment ->> 'currency' and state <> 'rejected'
             and other.instance_id <> :instance)
         from sales_order where key = :order and payment is not null), false) as "isOtherCurrency"`,
    { instance, handler, customer, skus, order, amount, currency, at },
  );
  if (!found) throw new Error('a select without a table has one row');
  return found;
}

async function writeRefund(db: Db, asked: RefundAsked, check: Measured): Promise<void> {
  const { instance, caller, order, customer, handler, handlers, skus, amount, currency, amountUsd, at } = asked;
  await rows(
    db,
    `insert into refund (instance_id, caller_id, order_key, customer_key, handler_id, handlers, skus, amount, currency,
       amount_usd, measured, asked_at)
     values (:instance, :caller, :order, :customer, :handler, :handlers, :skus, :amount, :currency, :amountUsd,
       cast(:check as jsonb), :at)
     on conflict (instance_id) do update set amount_usd = excluded.amount_usd, measured = excluded.measured`,
    {
      instance,
      caller,
      order,
      customer,
      handler,
      handlers,
      skus,
      amount,
      currency,
      amountUsd,
      check: toJson(check),
      at,
    },
  );
}
