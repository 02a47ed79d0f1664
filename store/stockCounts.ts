import { chinaDay } from '../domain/shipment.ts';
import type { Counted, Difference, OverseasLot, OverseasRow } from '../domain/stockCare.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { row, rows } from './rows.ts';
import type { Mover } from './stockMoves.ts';

/** A place that is to be counted. */
export type DuePlace = {
  readonly location: string;
  readonly zone: string;
  readonly class: 'A' | 'B' | 'C';
  readonly keeper: string | null;
};

/**
 * Takes places of our own with stock whose count is due, those that have waited longest first: A weekly, B monthly, C
 * quarterly. They are due as early as it takes for none to come later than that, since the round is made once a week. What an
 * earlier round still counts, or has a difference of to settle, is left to it.
 */
export const takeDuePlaces = (db: Db, instance: string, at: Date, limit: number) =>
  rows<DuePlace>(
    db,
    `with due as (select id from stock_location
       where zone <> 'overseas' and exists (select from stock_balance where location_id = id and quantity > 0)
         and (counted_at is null or counted_at <= cast(:at as timestamptz) - case class
           when 'A' then interval '2 days' when 'B' then interval '24 days' else interval '83 days' end)
         and (counted_in = :instance or not ${isUnderWay('counted_in')})
       order by counted_at nulls first, class, id limit :limit for update),
     taken as (update stock_location set counted_in = :instance from due where stock_location.id = due.id
       returning stock_location.id, zone, class, keeper_id, counted_at)
     select id as location, zone, class, keeper_id as keeper from taken order by counted_at nulls first, class, id`,
    { instance, at, limit },
  );

/** Whether the instance that a column names has not ended. */
export const isUnderWay = (column: string) =>
  `exists (select from process_instance where id = ${column} and ended_at is null)`;

/** What the book has at a place, without what was picked there and has not left the building yet. */
export const bookAt = (db: Db, location: string) =>
  rows<Counted>(
    db,
    `select sku, lot, quantity from (
       select sku, lot, quantity - coalesce((select cast(sum(pick.quantity) as integer) from stock_pick pick
           join process_instance parcel on parcel.parent_id = 'shipment/' || pick.order_key
             and parcel.process_key = 'fulfilment' and parcel.ended_at is null
         where pick.sku = balance.sku and pick.lot = balance.lot and pick.location_id = balance.location_id
           and (select status from task where instance_id = parcel.id and node = 'pickGoods'
             order by opened_at desc limit 1) = 'completed'), 0) as quantity
       from stock_balance balance where location_id = :location and quantity > 0) as there
     where quantity > 0 order by sku, lot`,
    { location },
  );

/** Lots at a place that are past their date. */
export const expiredAt = (db: Db, location: string, at: Date) =>
  rows<{ lot: string }>(
    db,
    `select distinct batch.lot from stock_balance balance
       join stock_lot batch on batch.sku = balance.sku and batch.lot = balance.lot
     where location_id = :location and quantity > 0 and expires_on <= cast(:today as date) order by batch.lot`,
    { location, today: chinaDay(at) },
  );

/** Keeps a count; the place has been counted. */
export async function saveCount(
  db: Db,
  { instance, by, at }: Mover,
  count: {
    readonly location: string;
    readonly lines: readonly Counted[];
    readonly differences: readonly Difference[];
  },
): Promise<void> {
  const { location, lines, differences } = count;
  await db.transaction(async (trx) => {
    const made = await rows(
      trx,
      `insert into stock_count (id, location_id, instance_id, lines, differences, counted_at)
       values (:by, :location, :instance, cast(:lines as jsonb), cast(:differences as jsonb), :at)
       on conflict do nothing returning id`,
      { by, location, instance, lines: toJson(lines), differences: toJson(differences), at },
    );
    if (made.length === 0) return;
    await trx('stock_location').where({ id: location }).update({ counted_at: at });
    await appendAudit(trx, [
      {
        actor: null,
        at,
        action: 'stock-counted',
        subjectKind: 'stock-location',
        subject: location,
        instance,
        after: { differences },
      },
    ]);
  });
}

/** Adjustments of so many days count together: what is split is approved like the whole. */
const SPLIT_DAYS = 30;

/**
 * What the limits of an adjustment go by: cost of one piece in fen (CNY), what the book has there, and how many pieces of it
 * were adjusted there lately.
 */
export const lotAt = (db: Db, at: Date, { sku, lot, location }: Place) =>
  row<{ item: string; unitCost: number; book: number; recent: number }>(
    db,
    `select item, cast(unit_cost as double precision) as "unitCost", coalesce(quantity, 0) as book,
       (select coalesce(cast(sum(abs(quantity)) as integer), 0) from stock_move where kind = 'adjust'
          and stock_move.sku = batch.sku and stock_move.lot = batch.lot and location_id = place.id
          and at > cast(:at as timestamptz) - interval '${SPLIT_DAYS} days') as recent
     from stock_lot batch join stock_location place on place.id = :location
       left join stock_balance balance on balance.sku = batch.sku and balance.lot = batch.lot
         and balance.location_id = place.id
     where batch.sku = :sku and batch.lot = :lot`,
    { sku, lot, location, at },
  );

type Place = { readonly sku: string; readonly lot: string; readonly location: string };

/** Overseas warehouses that hold goods of ours and have sent no statement for `staleDays`: nobody knows whether they agree. */
export const silentWarehouses = async (db: Db, at: Date, staleDays: number): Promise<readonly string[]> => {
  const found = await rows<{ warehouse: string }>(
    db,
    `select distinct warehouse from stock_balance join stock_location place on place.id = location_id
     where zone = 'overseas' and quantity > 0 and not exists (select from overseas_statement statement
       where statement.warehouse = place.warehouse and as_of > cast(:today as date) - cast(:staleDays as integer))
     order by warehouse`,
    { today: chinaDay(at), staleDays },
  );
  return found.map(({ warehouse }) => warehouse);
};

/**
 * What the newest statement of each overseas warehouse says, beside our book; what a statement does not name is not there.
 * Statements older than `staleDays` are not compared any more.
 */
export const overseasBook = (db: Db, at: Date, staleDays: number) =>
  rows<OverseasRow>(
    db,
    `with newest as (select warehouse, max(as_of) as as_of from overseas_statement
         where as_of > cast(:today as date) - cast(:staleDays as integer) group by warehouse),
       stated as (select warehouse, sku, quantity from overseas_statement join newest using (warehouse, as_of)),
       booked as (select warehouse, balance.sku, cast(sum(quantity) as integer) as quantity
         from stock_balance balance join stock_location place on place.id = location_id
         where zone = 'overseas' and quantity > 0 group by warehouse, balance.sku)
     select warehouse, sku, coalesce(booked.quantity, 0) as ours, coalesce(stated.quantity, 0) as theirs,
       to_char(as_of, 'YYYY-MM-DD') as "asOf",
       coalesce((select cast(max(unit_cost) as double precision) from stock_lot where stock_lot.sku = both_sides.sku), 0)
         as "unitCost"
     from (select warehouse, sku from stated union select warehouse, sku from booked) as both_sides
       join newest using (warehouse) left join stated using (warehouse, sku) left join booked using (warehouse, sku)
     order by warehouse, sku`,
    { today: chinaDay(at), staleDays },
  );

/** The lots of an article at an overseas warehouse, received first first. */
export const overseasLots = (db: Db, warehouse: string, sku: string) =>
  rows<OverseasLot>(
    db,
    `select balance.sku, balance.lot, location_id as location, quantity from stock_balance balance
       join stock_location place on place.id = location_id
       join stock_lot batch on batch.sku = balance.sku and batch.lot = balance.lot
     where zone = 'overseas' and warehouse = :warehouse and balance.sku = :sku
     order by received_at, balance.lot, location_id`,
    { warehouse, sku },
  );
