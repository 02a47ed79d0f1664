import { salesMarket } from '../domain/market.ts';
import { chinaDay } from '../domain/shipment.ts';
import {
  type Allocation,
  type Ask,
  allocate,
  type Line,
  type Served,
  type StockPick,
  type StockRow,
  serveWaiting,
  type Waiting,
} from '../domain/stock.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { row, rows } from './rows.ts';

/** What an order asks for: its key, the country it goes to (ISO 3166 alpha-2), its lines. */
export type OrderAsk = Ask & { readonly order: string; readonly at: Date };

/** Any number, the same for everybody: the queue of those who change what is promised. */
const STOCK_LOCK = 13;
/** Orders that are served at once; the rest with the next goods that arrive. */
const SERVED_AT_ONCE = 500;

/**
 * Promises stock to an order, all of it or nothing, by market, holds and expiry. A short order waits, and later ones for the
 * same goods and market wait behind it. Asked again, it gives the same answer, or the one that has come since.
 */
export async function reserve(db: Db, ask: OrderAsk): Promise<Allocation> {
  const skus = skusOf(ask.lines);
  return db.transaction(async (trx) => {
    await lockSome(trx, skus);
    const standing = await row<{ state: string }>(trx, 'select state from stock_order where order_key = :order', {
      order: ask.order,
    });
    if (standing?.state === 'reserved' || standing?.state === 'shipped')
      return { kind: 'reserved', picks: await picksOf(trx, ask.order) };
    const outcome = await allocated(trx, ask, skus);
    if (standing?.state === 'waiting') return outcome.kind === 'short' ? outcome : notYet(ask);
    await writeOrder(trx, ask, skus, outcome.kind === 'reserved' ? 'reserved' : 'waiting');
    if (outcome.kind === 'reserved') await writePicks(trx, [{ order: ask.order, picks: outcome.picks }]);
    return outcome;
  });
}

/** What `reserve` would answer now; nothing is promised by it. */
export const foresee = (db: Db, ask: OrderAsk): Promise<Allocation> => allocated(db, ask, skusOf(ask.lines));

/** Nobody is overtaken: while others wait for the same, there is nothing for a newcomer. */
async function allocated(db: Db, ask: OrderAsk, skus: readonly string[]): Promise<Allocation> {
  const waiting = await rows<{ market: string }>(
    db,
    `select distinct market from stock_order where state = 'waiting' and skus && :skus and order_key <> :order`,
    { skus, order: ask.order },
  );
  const market = salesMarket(ask.market);
  const isBehind = waiting.some((it) => salesMarket(it.market) === market);
  return isBehind ? notYet(ask) : allocate(await stockOf(db, skus), ask, chinaDay(ask.at));
}

const notYet = ({ lines }: Ask): Allocation => ({ kind: 'short', missing: lines });

/**
 * Takes a promise or a place in the queue back; what has been shipped stays. Gives the orders that could be served with what
 * became free: each is to be told (activities/jobs/announce.ts). `by` names the job that does it.
 */
export async function release(
  db: Db,
  { order, by, at }: { readonly order: string; readonly by: string; readonly at: Date },
): Promise<readonly Served[]> {
  return db.transaction(async (trx) => {
    await lockAll(trx);
    const found = await row<{ skus: string[] }>(
      trx,
      `update stock_order set state = 'released' where order_key = :order and state in ('waiting', 'reserved')
       returning skus`,
      { order },
    );
    if (!found) return servedBy(trx, by);
    await rows(
      trx,
      `with gone as (delete from stock_pick where order_key = :order returning *)
       update stock_balance set reserved = reserved - gone.quantity from gone
       where stock_balance.sku = gone.sku and stock_balance.lot = gone.lot
         and stock_balance.location_id = gone.location_id`,
      { order },
    );
    return serve(trx, found.skus, by, at);
  });
}

/**
 * Serves those who wait for these goods, oldest first; within a transaction that holds everything (`lockAll`). Done again by
 * the same job, it gives those that it served the first time.
 */
export async function serve(db: Db, skus: readonly string[], by: string, at: Date): Promise<readonly Served[]> {
  const waiting = await waitingFor(db, skus);
  if (waiting.length > 0) {
    const stock = await stockOf(db, skusOf(waiting.flatMap(({ lines }) => lines)));
    const served = serveWaiting(stock, waiting, chinaDay(at));
    await writePicks(db, served);
    await rows(
      db,
      `update stock_order set state = 'reserved', served_by = :by, served_at = :at where order_key = any(:orders)`,
      { by, at, orders: served.map(({ order }) => order) },
    );
  }
  return servedBy(db, by);
}

/** The orders that a job served: the same when it is done again. */
export async function servedBy(db: Db, by: string): Promise<readonly Served[]> {
  return rows<Served>(
    db,
    `select order_key as "order", (select coalesce(jsonb_agg(${pickJson}), '[]') from stock_pick pick
       where pick.order_key = stock_order.order_key) as picks
     from stock_order where served_by = :by and state = 'reserved' order by number`,
    { by },
  );
}

const pickJson = `jsonb_build_object('sku', sku, 'lot', lot, 'location', location_id, 'quantity', quantity)`;

export const picksOf = (db: Db, order: string) =>
  rows<StockPick>(
    db,
    `select sku, lot, location_id as location, quantity from stock_pick where order_key = :order
     order by location_id, sku, lot`,
    { order },
  );

/** Queues up behind whoever changes what is promised of these goods, in the same order everywhere. */
export async function lockSome(db: Db, skus: readonly string[]): Promise<void> {
  await rows(db, `select pg_advisory_xact_lock_shared(${STOCK_LOCK}, 0)`);
  await rows(
    db,
    `select pg_advisory_xact_lock(${STOCK_LOCK}, code)
     from (select distinct hashtext(sku) as code from unnest(cast(:skus as text[])) as sku order by code) as codes
     where code <> 0`,
    { skus },
  );
}

/** Waits until nobody else changes what is promised, and keeps them from it until the transaction ends. */
export async function lockAll(db: Db): Promise<void> {
  await rows(db, `select pg_advisory_xact_lock(${STOCK_LOCK}, 0)`);
}

/** Who waits for any of these goods, in the order in which they asked. */
const waitingFor = (db: Db, skus: readonly string[]) =>
  rows<Waiting>(
    db,
    `select order_key as "order", market, lines from stock_order where state = 'waiting' and skus && :skus
     order by number limit ${SERVED_AT_ONCE}`,
    { skus },
  );

/** What of these goods is not promised yet, wherever it may be sold from. */
const stockOf = (db: Db, skus: readonly string[]) =>
  rows<StockRow>(
    db,
    `select balance.sku, balance.lot, location_id as location, quantity - reserved as available, batch.state, markets,
       ${isHeld('batch')} as "isHeld", to_char(expires_on, 'YYYY-MM-DD') as "expiresOn",
       cast(extract(epoch from received_at) * 1000 as double precision) as "receivedAt"
     from stock_balance balance join stock_lot batch on batch.sku = balance.sku and batch.lot = balance.lot
       join stock_location place on place.id = location_id
     where balance.sku = any(:skus) and quantity > reserved and zone not in ('quarantine', 'overseas')`,
    { skus },
  );

/** Whether a lot, as the table `batch` has it, is held by its article or by its number. */
export const isHeld = (batch: string) => `(exists (select from stock_hold where lifted_at is null and sku = ${batch}.sku
    and (lot is null or lot = ${batch}.lot))
  or exists (select from stock_hold where lifted_at is null and sku is null and lot = ${batch}.lot))`;

/** An order that comes back after it was released goes to the end of the queue. */
async function writeOrder(db: Db, ask: OrderAsk, skus: readonly string[], state: string): Promise<void> {
  await rows(
    db,
    `insert into stock_order (order_key, market, lines, skus, state, asked_at)
     values (:order, :market, cast(:lines as jsonb), :skus, :state, :at)
     on conflict (order_key) do update set number = default, market = excluded.market, lines = excluded.lines,
       skus = excluded.skus, state = excluded.state, asked_at = excluded.asked_at, served_by = null, served_at = null`,
    { order: ask.order, market: ask.market, lines: toJson(ask.lines), skus, state, at: ask.at },
  );
}

async function writePicks(db: Db, served: readonly Served[]): Promise<void> {
  const picks = served.flatMap((it) => it.picks.map((pick) => ({ order: it.order, ...pick })));
  if (picks.length === 0) return;
  await rows(
    db,
    `with given as (select * from jsonb_to_recordset(cast(:picks as jsonb))
         as given ("order" text, sku text, lot text, location text, quantity integer)),
       promised as (
         update stock_balance set reserved = reserved + taken.quantity
         from (select sku, lot, location, sum(quantity) as quantity from given group by sku, lot, location) as taken
         where stock_balance.sku = taken.sku and stock_balance.lot = taken.lot and location_id = location)
     insert into stock_pick (order_key, sku, lot, location_id, quantity) select * from given`,
    { picks: toJson(picks) },
  );
}

const skusOf = (lines: readonly Line[]) => [...new Set(lines.map(({ sku }) => sku))].toSorted();
