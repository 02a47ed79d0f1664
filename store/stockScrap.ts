import { type GradedLine, type KnownLot, lotOfReturn } from '../domain/returnGrading.ts';
import type { Served } from '../domain/stock.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { row, rows } from './rows.ts';
import { lockAll, serve, servedBy } from './stock.ts';
import { makeRoom } from './stockCare.ts';
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

/** Condemned and expired goods of our own warehouses. */
export const scrapDue = (db: Db, at: Date, limit: number) =>
  rows<ScrapLine>(
    db,
    `select batch.sku, batch.lot, item, location_id as location, quantity, is_bonded as "isBonded",
       case state when 'scrap-due' then 'rejected' else 'expired' end as cause,
       cast(quantity * unit_cost as double precision) as amount
     from stock_lot batch join stock_balance balance on balance.sku = batch.sku and balance.lot = batch.lot
       join stock_location place on place.id = location_id
     where (state = 'scrap-due' or expires_on <= cast(:at as date)) and quantity > 0 and zone <> 'overseas'
     order by batch.sku, batch.lot, location_id limit :limit`,
    { at, limit },
  );

/** What was destroyed leaves the book, as far as it was still there. */
export async function writeOff(db: Db, mover: Mover, lines: readonly ScrapLine[]): Promise<void> {
  await db.transaction(async (trx) => {
    await lockAll(trx);
    if (await hasMoved(trx, mover)) return;
    const moves: Move[] = [];
    for (const { sku, lot, location, quantity, cause } of lines) {
      const there = await row<{ quantity: number }>(
        trx,
        'select quantity from stock_balance where sku = :sku and lot = :lot and location_id = :location',
        { sku, lot, location },
      );
      const gone = Math.min(quantity, there?.quantity ?? 0);
      await makeRoom(trx, { sku, lot, location, difference: -gone });
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
 * Gives the orders that were served with it.
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
): Promise<readonly Served[]> {
  return db.transaction(async (trx) => {
    await lockAll(trx);
    if (await hasMoved(trx, mover)) return servedBy(trx, mover.by);
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
