import type { LotState } from '../domain/stock.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { row, rows } from './rows.ts';

export type MoveKind = 'receive' | 'put-away' | 'ship' | 'return' | 'adjust' | 'reject' | 'scrap';

/** So many pieces of a lot come to a place, or leave it when the number is negative. */
export type Move = {
  readonly kind: MoveKind;
  readonly sku: string;
  readonly lot: string;
  readonly location: string;
  readonly quantity: number;
  readonly order?: string;
  readonly reason?: string;
};

/** Which job moves, in which instance: `by` is "<instance>|<token>", the same on every delivery. */
export type Mover = { readonly instance: string; readonly by: string; readonly at: Date };

/** Writes moves down and changes the balances with them. What the same job has moved before is not moved again. */
export async function move(db: Db, { instance, by, at }: Mover, moves: readonly Move[]): Promise<void> {
  const given = moves.filter(({ quantity }) => quantity !== 0).map((it, index) => ({ ...it, key: `${by}/${index}` }));
  if (given.length === 0) return;
  const bindings = { moves: toJson(given), instance, at };
  const recordset = `jsonb_to_recordset(cast(:moves as jsonb)) as given (key text, kind text, sku text, lot text,
    location text, quantity integer, "order" text, reason text)`;
  await rows(
    db,
    `insert into stock_balance (sku, lot, location_id, quantity)
     select distinct sku, lot, location, 0 from ${recordset} on conflict do nothing`,
    bindings,
  );
  await rows(
    db,
    `with made as (
       insert into stock_move (move_key, kind, sku, lot, location_id, quantity, order_key, reason, instance_id, at)
       select key, kind, sku, lot, location, quantity, "order", reason, :instance, :at from ${recordset}
       on conflict (move_key) do nothing returning sku, lot, location_id, quantity),
     sums as (select sku, lot, location_id, sum(quantity) as quantity from made group by sku, lot, location_id)
     update stock_balance set quantity = stock_balance.quantity + sums.quantity from sums
     where stock_balance.sku = sums.sku and stock_balance.lot = sums.lot
       and stock_balance.location_id = sums.location_id`,
    bindings,
  );
}

/** Whether a job has moved anything yet: what it does it does once. */
export async function hasMoved(db: Db, { by }: Mover): Promise<boolean> {
  const found = await row(db, 'select 1 from stock_move where move_key = :key', { key: `${by}/0` });
  return found !== undefined;
}

/** What is known of a lot. Money in fen (CNY) and weight in grams are of one piece; days are "YYYY-MM-DD". */
export type Lot = {
  readonly sku: string;
  readonly lot: string;
  readonly item: string;
  readonly markets: readonly string[];
  readonly isDangerous: boolean;
  readonly isBonded: boolean;
  readonly isBrandRestricted: boolean;
  readonly expiresOn: string | null;
  readonly unitCost: number;
  readonly unitWeight: number;
  readonly state: LotState;
};

const lotColumns = `batch.sku, batch.lot, item, markets, is_dangerous as "isDangerous", is_bonded as "isBonded",
  is_brand_restricted as "isBrandRestricted", to_char(expires_on, 'YYYY-MM-DD') as "expiresOn",
  cast(unit_cost as double precision) as "unitCost", unit_weight as "unitWeight", batch.state`;

export const findLot = (db: Db, sku: string, lot: string) =>
  row<Lot>(db, `select ${lotColumns} from stock_lot batch where sku = :sku and lot = :lot`, { sku, lot });
