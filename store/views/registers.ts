import type { Zone } from '../../domain/putAway.ts';
import type { Db } from '../db.ts';
import { MAX_AGE_DAYS } from '../exchangeRates.ts';
import { cursorMoment, type Page, readKeys, readKeysUntil, toKeyedPage } from '../page.ts';
import { rows } from '../rows.ts';
import { isHeld } from '../stock.ts';
import { type PersonRef, personRef } from './taskRow.ts';

type Paged = { readonly cursor?: string | undefined; readonly limit: number };
type Keyed = { readonly keys: readonly string[] };

export type StockEntry = {
  readonly sku: string;
  readonly lot: string;
  readonly item: string;
  readonly location: string;
  readonly zone: Zone;
  readonly quantity: number;
  readonly reserved: number;
  readonly state: 'quarantine' | 'released' | 'rejected' | 'scrap-due';
  readonly held: boolean;
  readonly expiresOn: string | null;
  readonly receivedAt: Date;
  readonly instance: string | null;
};

export type StockQuery = Paged & {
  readonly q?: string | undefined;
  readonly location?: string | undefined;
  readonly zone?: string | undefined;
  readonly held?: boolean | undefined;
};

/** What lies where, by article, lot and place; what is gone is not shown. */
export async function stockPage(db: Db, query: StockQuery): Promise<Page<StockEntry>> {
  const { q, location, zone, held, cursor, limit } = query;
  const [sku, lot, place] = readKeys(cursor, 3) ?? [];
  const found = await rows<StockEntry & Keyed>(
    db,
    `select balance.sku, balance.lot, item, location_id as location, zone, quantity, reserved, batch.state,
       ${isHeld('batch')} as held, to_char(expires_on, 'YYYY-MM-DD') as "expiresOn", received_at as "receivedAt",
       batch.instance_id as instance, array[balance.sku, balance.lot, location_id] as keys
     from stock_balance balance join stock_lot batch using (sku, lot) join stock_location place on place.id = location_id
     where quantity > 0
       ${cursor === undefined ? '' : 'and (balance.sku, balance.lot, location_id) > (:sku, :lot, :place)'}
       ${q === undefined ? '' : 'and (starts_with(balance.sku, :q) or starts_with(balance.lot, :q))'}
       ${location === undefined ? '' : 'and location_id = :location'}
       ${zone === undefined ? '' : 'and zone = :zone'}
       ${held === undefined ? '' : `and ${held ? '' : 'not'} (${isHeld('batch')})`}
     order by balance.sku, balance.lot, location_id limit :count`,
    { sku, lot, place, q, location, zone, count: limit + 1 },
  );
  return toKeyedPage(found, limit);
}

export type StockPlace = {
  readonly id: string;
  readonly warehouse: string;
  readonly zone: Zone;
  readonly class: 'A' | 'B' | 'C';
  readonly keeper: PersonRef | null;
  readonly countedAt: Date | null;
  readonly lots: number;
  readonly quantity: number;
};

/** The places of the warehouses, by their ids, each with what lies there. */
export async function stockPlacesPage(
  db: Db,
  { q, zone, cursor, limit }: Paged & { readonly q?: string | undefined; readonly zone?: string | undefined },
): Promise<Page<StockPlace>> {
  const [after] = readKeys(cursor, 1) ?? [];
  const found = await rows<StockPlace & Keyed>(
    db,
    `select place.id, warehouse, zone, class, ${personRef('keeper')} as keeper, counted_at as "countedAt",
       stored.lots, stored.quantity, array[place.id] as keys
     from (select * from stock_location where true
         ${after === undefined ? '' : 'and id > :after'}
         ${q === undefined ? '' : 'and (starts_with(id, :q) or starts_with(warehouse, :q))'}
         ${zone === undefined ? '' : 'and zone = :zone'}
         order by id limit :count) place
       left join person keeper on keeper.id = place.keeper_id
       cross join lateral (select cast(count(*) as integer) as lots, cast(coalesce(sum(quantity), 0) as integer) as quantity
         from stock_balance where location_id = place.id and quantity > 0) stored
     order by place.id`,
    { after, q, zone, count: limit + 1 },
  );
  return toKeyedPage(found, limit);
}

export type PriceEntry = {
  readonly sku: string;
  readonly channel: string;
  readonly market: string;
  readonly currency: string;
  readonly amount: number;
  readonly validFrom: Date;
  readonly validTo: Date | null;
  readonly instance: string;
};

/** Approved prices by article, channel, market and currency; the former ones, too, in the order in which they held. */
export async function pricesPage(
  db: Db,
  { q, past, cursor, limit }: Paged & { readonly q?: string | undefined; readonly past: boolean },
): Promise<Page<PriceEntry>> {
  const [sku, channel, market, currency, from] = readKeysUntil(cursor, 5) ?? [];
  const found = await rows<PriceEntry & Keyed>(
    db,
    `select sku, channel, market, currency, cast(amount as double precision) as amount, valid_from as "validFrom",
       valid_to as "validTo", instance_id as instance,
       array[sku, channel, market, currency, ${cursorMoment('valid_from')}] as keys
     from price where ${past ? 'true' : 'valid_to is null'}
       ${
         cursor === undefined
           ? ''
           : `and (sku, channel, market, currency, valid_from)
              > (:sku, :channel, :market, :currency, cast(:from as timestamptz))`
       }
       ${q === undefined ? '' : 'and starts_with(sku, :q)'}
     order by sku, channel, market, currency, valid_from limit :count`,
    { sku, channel, market, currency, from, q, count: limit + 1 },
  );
  return toKeyedPage(found, limit);
}

export type LatestRate = {
  readonly currency: string;
  readonly perUsd: number;
  readonly asOf: string;
  readonly isOld: boolean;
};

/** The latest rate of each currency up to a moment, also one that is too old to be used. */
export const latestRates = (db: Db, at: Date) =>
  rows<LatestRate>(
    db,
    `select distinct on (currency) currency, cast(per_usd as double precision) as "perUsd",
       to_char(as_of, 'YYYY-MM-DD') as "asOf",
       as_of <= cast(:at as timestamptz) - interval '${MAX_AGE_DAYS} days' as "isOld"
     from exchange_rate where as_of <= cast(:at as timestamptz) order by currency, as_of desc`,
    { at },
  );
