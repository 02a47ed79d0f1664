import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { row, rows } from './rows.ts';
import type { Scope } from './stockCare.ts';

/** What of an order has left the warehouse, or is promised to it: articles and lots. */
export async function goodsOfOrder(db: Db, order: string): Promise<Scope> {
  const found = await row<Scope>(
    db,
    `with goods as (
       select sku, lot from stock_move where order_key = :order and kind = 'ship'
       union select sku, lot from stock_pick where order_key = :order)
     select coalesce(array_agg(distinct sku), '{}') as skus, coalesce(array_agg(distinct lot), '{}') as lots from goods`,
    { order },
  );
  return found ?? { skus: [], lots: [] };
}

export type Incident = Scope & {
  readonly number: string;
  readonly instance: string;
  readonly order: string | undefined;
  readonly at: Date;
};

/** Writes an incident down, once. */
export async function insertIncident(db: Db, incident: Incident): Promise<void> {
  const { number, instance, order, skus, lots, at } = incident;
  await db.transaction(async (trx) => {
    const made = await rows(
      trx,
      `insert into safety_incident (number, instance_id, order_key, skus, lots, opened_at)
       values (:number, :instance, :order, :skus, :lots, :at) on conflict do nothing returning number`,
      { number, instance, order, skus, lots, at },
    );
    if (made.length === 0) return;
    await appendAudit(trx, [
      {
        actor: null,
        action: 'incident-opened',
        subjectKind: 'incident',
        subject: number,
        instance,
        clauses: ['POL-01#16.4'],
        after: { order, skus, lots },
      },
    ]);
  });
}

/** A lot in a trace: what is still here, how many orders got some, the latest of them. */
export type TracedLot = {
  readonly sku: string;
  readonly lot: string;
  readonly onHand: number;
  readonly orderCount: number;
  readonly orders: readonly string[];
};

/**
 * Follows lots through the ledger and keeps the whole trace as evidence; of each lot no more than `limit` orders are given
 * back, the latest first. Asked again, what has left since is added.
 */
export async function traceLots(
  db: Db,
  incident: string,
  { skus, lots }: Scope,
  limit: number,
): Promise<readonly TracedLot[]> {
  await rows(
    db,
    `insert into lot_trace (incident, sku, lot, order_key, quantity, shipped_at)
     select :incident, sku, lot, order_key, sum(-quantity), max(at)
     from stock_move join stock_lot batch using (sku, lot)
     where kind = 'ship' and order_key is not null and (batch.sku = any(:skus) or batch.lot = any(:lots))
     group by sku, lot, order_key
     on conflict (incident, sku, lot, order_key) do nothing`,
    { incident, skus, lots },
  );
  return rows<TracedLot>(
    db,
    `select batch.sku, batch.lot,
       (select cast(coalesce(sum(quantity), 0) as integer) from stock_balance balance
         where balance.sku = batch.sku and balance.lot = batch.lot) as "onHand",
       (select cast(count(*) as integer) from lot_trace
         where incident = :incident and sku = batch.sku and lot = batch.lot) as "orderCount",
       (select coalesce(jsonb_agg(order_key), '[]') from (select order_key from lot_trace
         where incident = :incident and sku = batch.sku and lot = batch.lot
         order by shipped_at desc, order_key limit :limit) latest) as orders
     from stock_lot batch where batch.sku = any(:skus) or batch.lot = any(:lots)
     order by batch.sku, batch.lot limit :limit`,
    { incident, skus, lots, limit },
  );
}

/** The countries of the orders that a trace has found. */
export async function countriesOf(db: Db, incident: string): Promise<readonly string[]> {
  const found = await rows<{ country: string }>(
    db,
    `select distinct market as country from sales_order where key in (select order_key from lot_trace where incident = :incident)
     order by country`,
    { incident },
  );
  return found.map(({ country }) => country);
}

/** Sales that are looked through for channels. */
const LATEST_SALES = 5_000;

/** Where any of these goods is offered or was sold. */
export async function channelsOf(db: Db, { skus, lots }: Scope): Promise<readonly string[]> {
  const found = await rows<{ channel: string }>(
    db,
    `with goods as (select distinct sku from stock_lot where sku = any(:skus) or lot = any(:lots)
       union select unnest(cast(:skus as text[]))),
     sold as (select order_key from stock_move join goods using (sku)
       where kind = 'ship' and order_key is not null order by id desc limit ${LATEST_SALES})
     select distinct channel from (
       select channel from listing join goods using (sku)
       union all select channel from sales_order join sold on key = order_key) as places
     order by channel`,
    { skus, lots },
  );
  return found.map(({ channel }) => channel);
}
