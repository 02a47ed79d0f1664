import type { AccountStatus, HealthCheck, HealthCounts, HealthFigures } from '../domain/accountHealth.ts';
import type { Sale, TaxTotal } from '../domain/salesTax.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { row, rows } from './rows.ts';

/** Orders of so many days are counted. */
const HEALTH_DAYS = 30;
/** An order is late when it was dispatched after so long; POL-01#15.3 leaves three working days, over a weekend five. */
const LATE_AFTER_DAYS = 5;
/** Channels that one day looks at. */
const CHANNELS_MAX = 50;

/**
 * What our own books say of every channel that has sold within the last month: what has left is counted when it leaves, and
 * what should have left and has not is late.
 */
export const channelCounts = (db: Db) =>
  rows<HealthCounts & { readonly channel: string }>(
    db,
    `select channel, cast(count(*) as integer) as orders,
       cast(count(*) filter (where state = 'cancelled' and seller_caused) as integer) as "sellerCancelled",
       cast(count(*) filter (where paid_at + interval '${LATE_AFTER_DAYS} days' < coalesce(left_at,
         case when state in ('paid', 'handed-over') then now() end)) as integer) as late,
       cast(count(*) filter (where left_at is not null
         or (state in ('paid', 'handed-over') and paid_at + interval '${LATE_AFTER_DAYS} days' < now())) as integer) as shipped,
       cast(count(*) filter (where left_at is not null and has_tracking) as integer) as tracked
     from (select sales_order.channel, sales_order.state, seller_caused, paid_at,
         coalesce(sales_order.dispatched_at, shipment.dispatched_at, sales_order.delivered_at) as left_at,
         coalesce(tracking, tracking_number) is not null as has_tracking
       from sales_order left join shipment on order_key = key
       where placed_at > now() - interval '${HEALTH_DAYS} days') as orders
     group by channel order by channel limit ${CHANNELS_MAX}`,
  );

export type Snapshot = {
  readonly channel: string;
  readonly takenOn: string;
  readonly figures: HealthFigures;
  readonly status: AccountStatus;
  readonly instance: string;
};

/** Keeps a day's figures of an account and how they were judged. */
export async function saveSnapshot(db: Db, snapshot: Snapshot, check: HealthCheck): Promise<void> {
  const { channel, takenOn, figures, status, instance } = snapshot;
  await db.transaction(async (trx) => {
    await rows(
      trx,
      `insert into account_snapshot (channel, taken_on, figures, status, colour, instance_id)
       values (:channel, :takenOn, cast(:figures as jsonb), :status, :colour, :instance)
       on conflict (channel, taken_on) do update set figures = excluded.figures, status = excluded.status,
         colour = excluded.colour, instance_id = excluded.instance_id`,
      { channel, takenOn, figures: toJson(figures), status, colour: check.colour, instance },
    );
    await appendAudit(trx, [
      {
        actor: null,
        action: 'account-judged',
        subjectKind: 'account',
        subject: channel,
        instance,
        clauses: ['POL-01#10.10'],
        after: { figures, status, ...check },
      },
    ]);
  });
}

/** Sales between two moments, orders of the same value on one line. */
export const salesBetween = (db: Db, span: { readonly from: Date; readonly to: Date }) =>
  rows<Sale>(
    db,
    `select channel, market, currency, cast(amount as double precision) as amount, cast(count(*) as integer) as orders
     from sales_order
     where state <> 'cancelled' and paid_at >= :from and paid_at < :to
     group by channel, market, currency, amount order by market, currency, amount, channel`,
    span,
  );

/** Keeps the totals of a month once; answers what is kept, or undefined when another instance has them. */
export async function keepTaxMonth(
  db: Db,
  {
    month,
    totals,
    instance,
  }: { readonly month: string; readonly totals: readonly TaxTotal[]; readonly instance: string },
): Promise<readonly TaxTotal[] | undefined> {
  await rows(
    db,
    `insert into tax_period (month, totals, instance_id) values (:month, cast(:totals as jsonb), :instance)
     on conflict do nothing`,
    { month, totals: toJson(totals), instance },
  );
  const kept = await row<{ totals: readonly TaxTotal[] }>(
    db,
    'select totals from tax_period where month = :month and instance_id = :instance',
    { month, instance },
  );
  return kept?.totals;
}

/** The returns of a month are filed and checked. */
export async function closeTaxMonth(db: Db, month: string, instance: string, returns: unknown): Promise<void> {
  await db.transaction(async (trx) => {
    const closed = await rows(
      trx,
      'update tax_period set filed_at = now() where month = :month and filed_at is null returning month',
      { month },
    );
    if (closed.length === 0) return;
    await appendAudit(trx, [
      {
        actor: null,
        action: 'tax-filed',
        subjectKind: 'tax-period',
        subject: month,
        instance,
        clauses: ['POL-01#11.5'],
        after: { returns },
      },
    ]);
  });
}
