import { type GradedLine, isOverReturned, type KnownLot, lotOfReturn } from '../domain/returnGrading.ts';
import { chinaDay } from '../domain/shipment.ts';
import type { Served } from '../domain/stock.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { row, rows } from './rows.ts';
import { lockAll, serve, servedBy } from './stock.ts';
import { makeRoom } from './stockCare.ts';
import { isUnderWay } from './stockCounts.ts';
import { hasMoved, type Move, type Mover, move } from './stockMoves.ts';

/** Goods that are due to be destroyed, where they lie; the amount is at cost, in fen (CNY). */
export type ScrapLine = {
  readonly sku: string;
  readonly lot: string;
  readonly item: string;
  readonly location: string;
  readonly quantity: number;
  readonly cause: 'rejected' | 'expired';
  readonly isBonded: boolean;
  readonly amount: number;
};

/**
 * Takes condemned and expired goods of our own warehouses, also what is left of a lot that was sent back. What another
 * destruction that is not over yet has on its list is left to it.
 */
export async function takeScrapDue(db: Db, instance: string, at: Date, limit: number): Promise<readonly ScrapLine[]> {
  return db.transaction(async (trx) => {
    await lockAll(trx);
    await rows(
      trx,
      `insert into stock_scrap (sku, lot, location_id, instance_id)
       select batch.sku, batch.lot, location_id, :instance
       from stock_lot batch join stock_balance balance on balance.sku = batch.sku and balance.lot = batch.lot
         join stock_location place on place.id = location_id
       where (state in ('scrap-due', 'rejected') or expires_on <= cast(:today as date)) and quantity > 0
         and zone <> 'overseas' and not exists (select from stock_scrap taken where taken.sku = batch.sku
           and taken.lot = batch.lot and taken.location_id = balance.location_id and ${isUnderWay('taken.instance_id')})
       order by batch.sku, batch.lot, location_id limit :limit
       on conflict (sku, lot, location_id) do update set instance_id = excluded.instance_id`,
      { instance, today: chinaDay(at), limit },
    );
    return takenBy(trx, instance);
  });
}

const takenBy = (db: Db, instance: string) =>
  rows<ScrapLine>(
    db,
    `select batch.sku, batch.lot, item, location_id as location, quantity, is_bonded as "isBonded",
       case when state in ('scrap-due', 'rejected') then 'rejected' else 'expired' end as cause,
       cast(quantity * unit_cost as double precision) as amount
     from stock_scrap join stock_balance using (sku, lot, location_id) join stock_lot batch using (sku, lot)
     where stock_scrap.instance_id = :instance and quantity > 0 order by batch.sku, batch.lot, location_id`,
    { instance },
  );

/** What was destroyed leaves the book, as far as it was still there. Gives the orders that were served from elsewhere. */
export async function writeOff(db: Db, mover: Mover, lines: readonly ScrapLine[]): Promise<readonly Served[]> {
  return db.transaction(async (trx) => {
    await lockAll(trx);
    if (await hasMoved(trx, mover)) return servedBy(trx, mover.by);
    const moves: Move[] = [];
    const freed: string[] = [];
    for (const { sku, lot, location, quantity, cause } of lines) {
      const there = await row<{ quantity: number }>(
        trx,
        'select quantity from stock_balance where sku = :sku and lot = :lot and location_id = :location',
        { sku, lot, location },
      );
      const gone = Math.min(quantity, there?.quantity ?? 0);
      freed.push(...(await makeRoom(trx, { sku, lot, location, difference: -gone })));
      moves.push({ kind: 'scrap', sku, lot, location, quantity: -gone, reason: cause });
    }
    await move(trx, mover, moves);
    const { instance, at } = mover;
    await appendAudit(trx, [
      {
        actor: null,
        at,
        action: 'stock-scrapped',
        subjectKind: 'stock',
        subject: instance,
        instance,
        after: { lines },
      },
    ]);
    return serve(trx, [...new Set(freed)], mover.by, at);
  });
}

/** The lots that these lines name. */
export const knownLots = (db: Db, lines: readonly { readonly sku: string; readonly lot: string }[]) =>
  rows<KnownLot>(
    db,
    `select batch.sku, batch.lot, is_dangerous as "isDangerous", is_bonded as "isBonded",
       is_brand_restricted as "isBrandRestricted"
     from jsonb_to_recordset(cast(:lines as jsonb)) as given (sku text, lot text)
       join stock_lot batch on batch.sku = given.sku and batch.lot = given.lot`,
    { lines: toJson(lines) },
  );

/**
 * Books a graded return: A goes back to its lot and place; B and C into quarantine as lots of their own, D to be destroyed.
 * Gives the orders that were served with it; undefined, and nothing is booked, when more comes back than left.
 */
export async function restock(
  db: Db,
  mover: Mover,
  {
    order,
    quarantine,
    lines,
  }: {
    readonly order: string;
    readonly quarantine: string;
    readonly lines: readonly GradedLine[];
  },
): Promise<readonly Served[] | undefined> {
  return db.transaction(async (trx) => {
    await lockAll(trx);
    if (await hasMoved(trx, mover)) return servedBy(trx, mover.by);
    if (isOverReturned(lines, await stillOut(trx, order))) return undefined;
    for (const line of lines) if (line.grade !== 'A') await splitLot(trx, line, mover);
    const moves = lines.map(
      (line): Move => ({
        kind: 'return',
        sku: line.sku,
        lot: lotOfReturn(line),
        location: line.grade === 'A' ? (line.location ?? quarantine) : quarantine,
        quantity: line.quantity,
        order,
        reason: line.grade,
      }),
    );
    await move(trx, mover, moves);
    const { instance, at } = mover;
    await appendAudit(trx, [
      { actor: null, at, action: 'stock-returned', subjectKind: 'order', subject: order, instance, after: { lines } },
    ]);
    return serve(trx, [...new Set(lines.map(({ sku }) => sku))], mover.by, at);
  });
}

/** What left for an order and has not come back, by the lot that it left as. */
const stillOut = (db: Db, order: string) =>
  rows<{ sku: string; lot: string; quantity: number }>(
    db,
    `select sku, case when kind = 'return' and reason <> 'A' then left(lot, -2) else lot end as lot,
       cast(-sum(quantity) as integer) as quantity
     from stock_move where order_key = :order and kind in ('ship', 'return') group by 1, 2`,
    { order },
  );

/** What is not as new is a lot of its own, made like the one it comes from. */
async function splitLot(db: Db, line: GradedLine, { instance, at }: Mover): Promise<void> {
  await rows(
    db,
    `insert into stock_lot (sku, lot, item, markets, is_dangerous, is_bonded, is_brand_restricted, expires_on, unit_cost,
       unit_weight, state, instance_id, received_at)
     select sku, :own, item, markets, is_dangerous, is_bonded, is_brand_restricted, expires_on, unit_cost, unit_weight,
       :state, :instance, :at from stock_lot where sku = :sku and lot = :lot
     on conflict (sku, lot) do nothing`,
    {
      sku: line.sku,
      lot: line.lot,
      own: lotOfReturn(line),
      state: line.grade === 'D' ? 'scrap-due' : 'quarantine',
      instance,
      at,
    },
  );
}
