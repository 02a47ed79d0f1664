import type { Placement } from '../domain/putAway.ts';
import type { Served } from '../domain/stock.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { row, rows } from './rows.ts';
import { lockAll, serve, servedBy } from './stock.ts';
import { hasMoved, type Lot, type Mover, move } from './stockMoves.ts';

/** A place for goods that may not be used yet; undefined when the warehouse has none. */
export const quarantinePlace = (db: Db) =>
  row<{ id: string }>(db, `select id from stock_location where zone = 'quarantine' order by id limit 1`);

/** Goods have come in: their lot is written down and they lie in quarantine. A lot number that is known keeps its state. */
export async function receiveLot(
  db: Db,
  mover: Mover,
  { quantity, location, ...lot }: Omit<Lot, 'state'> & { readonly quantity: number; readonly location: string },
): Promise<void> {
  await db.transaction(async (trx) => {
    if (await hasMoved(trx, mover)) return;
    await rows(
      trx,
      `insert into stock_lot (sku, lot, item, markets, is_dangerous, is_bonded, is_brand_restricted, expires_on, unit_cost,
         unit_weight, state, instance_id, received_at)
       values (:sku, :lot, :item, :markets, :isDangerous, :isBonded, :isBrandRestricted, :expiresOn, :unitCost,
         :unitWeight, 'quarantine', :instance, :at)
       on conflict (sku, lot) do nothing`,
      { ...lot, instance: mover.instance, at: mover.at },
    );
    await move(trx, mover, [{ kind: 'receive', sku: lot.sku, lot: lot.lot, location, quantity }]);
    await note(trx, mover, 'stock-received', lot, { quantity, location });
  });
}

/**
 * A lot that passed comes out of quarantine into its places and may be sold on the markets it is labelled for; whoever waits
 * for it is served, first come, first served. Gives the orders that were, each to be told (activities/jobs/announce.ts).
 */
export async function putAway(
  db: Db,
  mover: Mover,
  lot: {
    readonly sku: string;
    readonly lot: string;
    readonly from: string;
    readonly markets: readonly string[];
    readonly placements: readonly Placement[];
  },
): Promise<readonly Served[]> {
  const { sku, placements, from, markets } = lot;
  const total = placements.reduce((sum, { quantity }) => sum + quantity, 0);
  return db.transaction(async (trx) => {
    await lockAll(trx);
    if (await hasMoved(trx, mover)) return servedBy(trx, mover.by);
    await move(trx, mover, [
      { kind: 'put-away', sku, lot: lot.lot, location: from, quantity: -total },
      ...placements.map(({ location, quantity }) => ({
        kind: 'put-away' as const,
        sku,
        lot: lot.lot,
        location,
        quantity,
      })),
    ]);
    await releaseLot(trx, lot);
    await note(trx, mover, 'stock-put-away', lot, { placements, markets });
    return serve(trx, [sku], mover.by, mover.at);
  });
}

/**
 * Pieces of a lot number that came before keep their labels: all of them may be sold only where all are labelled for. What was
 * condemned meanwhile stays condemned.
 */
const releaseLot = (
  db: Db,
  { sku, lot, markets }: { readonly sku: string; readonly lot: string; readonly markets: readonly string[] },
) =>
  rows(
    db,
    `update stock_lot set state = 'released', markets = case state
       when 'released' then array(select unnest(markets) intersect select unnest(cast(:markets as text[])) order by 1)
       else cast(:markets as text[]) end
     where sku = :sku and lot = :lot and state in ('quarantine', 'released')`,
    { sku, lot, markets },
  );

/** A lot that failed: back to the supplier, or kept in quarantine until it is destroyed. */
export async function rejectLot(
  db: Db,
  mover: Mover,
  {
    fate,
    from,
    quantity,
    ...lot
  }: {
    readonly sku: string;
    readonly lot: string;
    readonly fate: 'return' | 'scrap';
    readonly from: string;
    readonly quantity: number;
  },
): Promise<void> {
  await db.transaction(async (trx) => {
    await lockAll(trx);
    if (fate === 'return') await move(trx, mover, [{ kind: 'reject', ...lot, location: from, quantity: -quantity }]);
    await trx('stock_lot')
      .where({ sku: lot.sku, lot: lot.lot })
      .update({ state: fate === 'return' ? 'rejected' : 'scrap-due' });
    await note(trx, mover, 'stock-rejected', lot, { fate, quantity });
  });
}

/** One line of evidence of what a job did to a lot. */
export const note = (
  db: Db,
  { instance, at }: Mover,
  action: string,
  { sku, lot }: { readonly sku: string; readonly lot: string },
  after: unknown,
): Promise<void> =>
  appendAudit(db, [
    { actor: null, at, action, subjectKind: 'stock-lot', subject: `${sku}/${lot}`, instance, after, clauses: [] },
  ]);
