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
 * Places of our own with stock whose count is due, those that have waited longest first: A weekly, B monthly, C quarterly. A few days
 * before their time they count as due, since the round is made once a week.
 */
export const duePlaces = (db: Db, at: Date, limit: number) =>
  rows<DuePlace>(
    db,
    `select id as location, zone, class, keeper_id as keeper from stock_location
     where zone <> 'overseas' and exists (select from stock_balance where location_id = id and quantity > 0)
       and (counted_at is null or counted_at <= cast(:at as timestamptz) - case class
       when 'A' then interval '6 days' when 'B' then interval '27 days' else interval '87 days' end)
     order by counted_at nulls first, class, id limit :limit`,
    { at, limit },
  );

/** What the book has at a place. */
export const bookAt = (db: Db, location: string) =>
  rows<Counted>(
    db,
    `select sku, lot, quantity from stock_balance where location_id = :location and quantity > 0 order by sku, lot`,
    { location },
  );

/** Lots at a place that are past their date. */
export const expiredAt = (db: Db, location: string, at: Date) =>
  rows<{ lot: string }>(
    db,
    `select distinct batch.lot from stock_balance balance
       join stock_lot batch on batch.sku = balance.sku and batch.lot = balance.lot
     where location_id = :location and quantity > 0 and expires_on <= cast(:at as date) order by batch.lot`,
    { location, at },
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

/** What the limits of an adjustment go by: cost of one piece in fen (CNY), and what the book has there. */
export const lotAt = (db: Db, sku: string, lot: string, location: string) =>
  row<{ item: string; unitCost: number; book: number }>(
    db,
    `select item, cast(unit_cost as double precision) as "unitCost", coalesce(quantity, 0) as book
     from stock_lot batch join stock_location place on place.id = :location
       left join stock_balance balance on balance.sku = batch.sku and balance.lot = batch.lot
         and balance.location_id = place.id
     where batch.sku = :sku and batch.lot = :lot`,
    { sku, lot, location },
  );

/**
 * What the newest statement of each overseas warehouse says, beside our book; what a statement does not name is not there.
 * Statements older than `staleDays` are not compared any more.
 */
export const overseasBook = (db: Db, at: Date, staleDays: number) =>
  rows<OverseasRow>(
    db,
    `with newest as (select warehouse, max(as_of) as as_of from overseas_statement
         where as_of > cast(:at as date) - cast(:staleDays as integer) group by warehouse),
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
    { at, staleDays },
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
