import { chinaDay } from '../domain/shipment.ts';
import { type Obstacle, obstacleTo, type Served, type StockPick, type StockRow } from '../domain/stock.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { row, rows } from './rows.ts';
import { isHeld, lockAll, lockSome, picksOf, serve, servedBy } from './stock.ts';
import { type Mover, move } from './stockMoves.ts';

/** A pick with what its lot is: grams are of one piece. */
export type PickLine = StockPick & {
  readonly item: string;
  readonly isDangerous: boolean;
  readonly unitWeight: number;
  readonly isBonded: boolean;
};

/** What an order has to be picked, or that it waits again; `served` are the orders that were served meanwhile. */
export type PickList = {
  readonly picks: readonly PickLine[];
  /** What was promised and may no longer be sold. */
  readonly dropped: readonly (StockPick & { readonly reason: Obstacle })[];
  readonly served: readonly Served[];
};

/**
 * What is promised to an order, looked at once more: what has been held or has expired since is given up and replaced; when
 * nothing can replace it, the order waits at its old place in the queue, and the list is empty. Undefined when the order
 * never asked, or took it back.
 */
export async function pickList(db: Db, order: string, { by, at }: Mover): Promise<PickList | undefined> {
  const found = await orderRow(db, order);
  if (!found || found.state === 'released' || found.state === 'shipped') return undefined;
  const dropped = await obstructedPicks(db, order, found.market, at);
  const mustServe = dropped.length > 0 || found.state === 'waiting';
  const served = await (mustServe ? replace(db, { order, skus: found.skus, by, at }) : servedBy(db, by));
  return { picks: await linesOf(db, order), dropped, served: served.filter((it) => it.order !== order) };
}

/** Gives up what an order may no longer have, and serves whoever waits, itself perhaps. */
async function replace(
  db: Db,
  { order, skus, by, at }: { order: string; skus: readonly string[]; by: string; at: Date },
): Promise<readonly Served[]> {
  return db.transaction(async (trx) => {
    await lockAll(trx);
    const found = await orderRow(trx, order);
    if (found && (await obstructedPicks(trx, order, found.market, at)).length > 0) await giveUp(trx, [order]);
    return serve(trx, skus, by, at);
  });
}

/** What an order shipped leaves the stock. False when part of it may no longer leave: nothing has moved then. */
export async function ship(db: Db, order: string, mover: Mover): Promise<boolean> {
  return db.transaction(async (trx) => {
    const asked = await orderRow(trx, order);
    await lockSome(trx, asked?.skus ?? []);
    const found = await orderRow(trx, order);
    if (found?.state === 'shipped') return true;
    if (found?.state !== 'reserved') return false;
    if ((await obstructedPicks(trx, order, found.market, mover.at)).length > 0) return false;
    const picks = await picksOf(trx, order);
    await unpromise(trx, [order]);
    await move(
      trx,
      mover,
      picks.map((pick) => ({ kind: 'ship', ...pick, quantity: -pick.quantity, order })),
    );
    await trx('stock_order').where({ order_key: order }).update({ state: 'shipped' });
    await appendAudit(trx, [
      {
        actor: null,
        at: mover.at,
        action: 'stock-shipped',
        subjectKind: 'order',
        subject: order,
        instance: mover.instance,
        after: { picks },
      },
    ]);
    return true;
  });
}

/** Orders go back to waiting, at their old place in the queue. Gives the articles of which something has become free. */
export async function giveUp(db: Db, orders: readonly string[]): Promise<readonly string[]> {
  await unpromise(db, orders);
  const losing = await rows<{ skus: string[] }>(
    db,
    `update stock_order set state = 'waiting', served_by = null, served_at = null
     where order_key = any(:orders) and state = 'reserved' returning skus`,
    { orders },
  );
  return losing.flatMap(({ skus }) => skus);
}

async function unpromise(db: Db, orders: readonly string[]): Promise<void> {
  await rows(
    db,
    `with gone as (delete from stock_pick where order_key = any(:orders) returning *),
       sums as (select sku, lot, location_id, sum(quantity) as quantity from gone group by sku, lot, location_id)
     update stock_balance set reserved = reserved - sums.quantity from sums
     where stock_balance.sku = sums.sku and stock_balance.lot = sums.lot
       and stock_balance.location_id = sums.location_id`,
    { orders },
  );
}

const orderRow = (db: Db, order: string) =>
  row<{ state: string; market: string; skus: string[] }>(
    db,
    'select state, market, skus from stock_order where order_key = :order',
    { order },
  );

async function obstructedPicks(db: Db, order: string, market: string, at: Date): Promise<PickList['dropped']> {
  const today = chinaDay(at);
  const found = await rows<StockPick & LotFacts>(
    db,
    `select pick.sku, pick.lot, location_id as location, quantity, batch.state, markets, ${isHeld('batch')} as "isHeld",
       to_char(expires_on, 'YYYY-MM-DD') as "expiresOn"
     from stock_pick pick join stock_lot batch on batch.sku = pick.sku and batch.lot = pick.lot
     where order_key = :order`,
    { order },
  );
  return found.flatMap(({ sku, lot, location, quantity, ...lotFacts }) => {
    const reason = obstacleTo(lotFacts, market, today);
    return reason === undefined ? [] : [{ sku, lot, location, quantity, reason }];
  });
}

type LotFacts = Pick<StockRow, 'state' | 'markets' | 'isHeld' | 'expiresOn'>;

const linesOf = (db: Db, order: string) =>
  rows<PickLine>(
    db,
    `select pick.sku, pick.lot, location_id as location, quantity, item, is_dangerous as "isDangerous",
       is_bonded as "isBonded", unit_weight as "unitWeight"
     from stock_pick pick join stock_lot batch on batch.sku = pick.sku and batch.lot = pick.lot
     where order_key = :order order by location_id, pick.sku, pick.lot`,
    { order },
  );
