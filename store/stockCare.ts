import type { Served } from '../domain/stock.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { row, rows } from './rows.ts';
import { isHeld, lockAll, serve, servedBy } from './stock.ts';
import { note } from './stockInbound.ts';
import { hasMoved, type Mover, move } from './stockMoves.ts';
import { giveUp } from './stockOutbound.ts';

/** What is meant: articles, and lot numbers whatever their article. */
export type Scope = { readonly skus: readonly string[]; readonly lots: readonly string[] };

/** What a hold has stopped. */
export type Held = {
  readonly pieces: number;
  readonly reserved: number;
  /** Orders with pieces of it that have not left yet. */
  readonly orders: readonly string[];
};

/**
 * Nothing of it is sold, picked or handed over any more, from now on (POL-01#16.4). `by` names who holds it: the same holder
 * holds the same once, and lifts only their own.
 */
export async function hold(
  db: Db,
  { skus, lots, reason, by, at }: Scope & { readonly reason: string; readonly by: string; readonly at: Date },
): Promise<Held> {
  return db.transaction(async (trx) => {
    await lockAll(trx);
    await rows(
      trx,
      `insert into stock_hold (sku, lot, reason, held_by, since)
       select sku, lot, :reason, :by, :at from (
         select unnest(cast(:skus as text[])) as sku, cast(null as text) as lot
         union all select null, unnest(cast(:lots as text[]))) as held
       on conflict (coalesce(sku, ''), coalesce(lot, ''), held_by)
         do update set lifted_at = null, lifted_by = null, reason = excluded.reason`,
      { skus, lots, reason, by, at },
    );
    await appendAudit(trx, [
      {
        actor: null,
        at,
        action: 'stock-held',
        subjectKind: 'stock',
        subject: by,
        instance: by,
        after: { skus, lots, reason },
      },
    ]);
    return heldPieces(trx, { skus, lots });
  });
}

async function heldPieces(db: Db, scope: Scope): Promise<Held> {
  const found = await row<Held>(
    db,
    `select coalesce(cast(sum(quantity) as integer), 0) as pieces, coalesce(cast(sum(reserved) as integer), 0) as reserved,
       (select coalesce(jsonb_agg(distinct order_key), '[]') from stock_pick where ${inScope}) as orders
     from stock_balance where ${inScope}`,
    scope,
  );
  return found ?? { pieces: 0, reserved: 0, orders: [] };
}

const inScope = '(sku = any(:skus) or lot = any(:lots))';

/** What `by` held may be sold again; whoever waited for it is served. */
export async function liftHold(
  db: Db,
  { skus, lots, by, job, at }: Scope & { readonly by: string; readonly job: string; readonly at: Date },
): Promise<readonly Served[]> {
  return db.transaction(async (trx) => {
    await lockAll(trx);
    await rows(
      trx,
      `update stock_hold set lifted_at = :at, lifted_by = :job
       where held_by = :by and lifted_at is null and ${inScope}`,
      { skus, lots, by, job, at },
    );
    const freed = await rows<{ sku: string }>(trx, `select distinct sku from stock_balance where ${inScope}`, {
      skus,
      lots,
    });
    await appendAudit(trx, [
      {
        actor: null,
        at,
        action: 'stock-hold-lifted',
        subjectKind: 'stock',
        subject: by,
        instance: by,
        after: { skus, lots },
      },
    ]);
    return serve(
      trx,
      freed.map(({ sku }) => sku),
      job,
      at,
    );
  });
}

export type OnHand = {
  readonly sku: string;
  readonly quantity: number;
  readonly reserved: number;
  /** Neither promised nor held nor in quarantine. */
  readonly free: number;
};

/** How much there is of each article in our own warehouses. */
export const onHand = (db: Db, skus: readonly string[]) =>
  rows<OnHand>(
    db,
    `select balance.sku, cast(sum(quantity) as integer) as quantity, cast(sum(reserved) as integer) as reserved,
       coalesce(cast(sum(quantity - reserved) filter (where zone <> 'quarantine' and batch.state = 'released'
         and not ${isHeld('batch')} and (expires_on is null or expires_on > cast(now() at time zone 'Asia/Shanghai' as date))) as integer), 0) as free
     from stock_balance balance join stock_lot batch on batch.sku = balance.sku and batch.lot = balance.lot
       join stock_location place on place.id = location_id
     where balance.sku = any(:skus) and zone <> 'overseas' group by balance.sku order by balance.sku`,
    { skus },
  );

/** A piece that left: to which order, when. */
export type Shipped = {
  readonly order: string;
  readonly sku: string;
  readonly lot: string;
  readonly quantity: number;
  readonly at: Date;
};

/** Where the pieces of these lots went, newest first: the trace that a safety case needs within 24 hours (POL-01#16.4). */
export const traceShipped = (db: Db, { skus, lots }: Scope, limit: number) =>
  rows<Shipped>(
    db,
    `select order_key as "order", sku, lot, -quantity as quantity, at from stock_move
     where kind = 'ship' and ${inScope} order by id desc limit :limit`,
    { skus, lots, limit },
  );

export type Adjustment = {
  readonly sku: string;
  readonly lot: string;
  readonly location: string;
  /** Pieces more, or fewer. */
  readonly difference: number;
  readonly reason: string;
};

/**
 * Brings the book in line with what is there. When less is there than was promised, the orders that asked last give theirs
 * up and wait again, before others that wait. Gives the orders that were served from elsewhere.
 */
export async function adjust(db: Db, mover: Mover, given: Adjustment): Promise<readonly Served[]> {
  const { sku, lot, location, difference, reason } = given;
  return db.transaction(async (trx) => {
    await lockAll(trx);
    if (await hasMoved(trx, mover)) return servedBy(trx, mover.by);
    const freed = difference < 0 ? await makeRoom(trx, given) : [];
    await move(trx, mover, [{ kind: 'adjust', sku, lot, location, quantity: difference, reason }]);
    await note(trx, mover, 'stock-adjusted', given, { location, difference, reason });
    return serve(trx, [sku, ...freed], mover.by, mover.at);
  });
}

/**
 * Frees as many pieces of a place as are to leave it: the orders that asked last give all of theirs up and wait again. Gives
 * the articles of which something has become free.
 */
export async function makeRoom(
  db: Db,
  { sku, lot, location, difference }: Omit<Adjustment, 'reason'>,
): Promise<readonly string[]> {
  const there = await row<{ quantity: number; reserved: number }>(
    db,
    'select quantity, reserved from stock_balance where sku = :sku and lot = :lot and location_id = :location',
    { sku, lot, location },
  );
  if (!there) return [];
  const over = there.reserved - (there.quantity + difference);
  if (over <= 0) return [];
  const losing = await rows<{ order: string }>(
    db,
    `select "order" from (
       select pick.order_key as "order", sum(quantity) over (order by number desc) - quantity as before
       from stock_pick pick join stock_order on stock_order.order_key = pick.order_key
       where sku = :sku and lot = :lot and location_id = :location) as promised
     where before < :over`,
    { sku, lot, location, over },
  );
  return giveUp(
    db,
    losing.map(({ order }) => order),
  );
}
