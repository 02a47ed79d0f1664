import { type Buyer, type OrderLine, quantities, type SalesOrder } from '../domain/salesOrder.ts';
import type { Db } from './db.ts';
import { hashOf } from './json.ts';
import { preparedRows, rows } from './rows.ts';

/** What the limits and the fraud score are counted by; amounts in fen. */
export type BuyerRecord = {
  readonly ordersLastDay: number;
  readonly ordersBefore: number;
  readonly badBefore: number;
  readonly usedCny: number;
  /** Orders of this year that count towards the limit and could not be converted. */
  readonly unvalued: number;
  /** Pieces ordered in the last weeks, by the skus of the order; of retail imports only. */
  readonly bought: Readonly<Record<string, number>>;
  /** Orders for the same goods shortly before. */
  readonly duplicates: readonly string[];
};

/** Within so many hours the same goods for the same buyer look like the same order. */
const DUPLICATE_HOURS = 24;
/** Within so many days the same article, ordered again and again, may be meant for resale. */
const RESALE_DAYS = 30;

/** Every hash that a buyer is known by. */
export const keysOf = ({ key, keys = [] }: Buyer): readonly string[] => [...new Set([key, ...keys])];

/** Whether the buyer has said who they are: then a limit is counted for this person alone. */
export const isIdentified = ({ idNumber = '' }: Buyer): boolean => idNumber.trim() !== '';

/**
 * Looks up what the same buyer ordered before, whichever way they are known again; the order itself is left out. A limit is
 * counted for one person: two who have both said who they are, and are not the same, share nothing but their house.
 */
export async function buyerRecord(
  db: Db,
  { key, order }: { readonly key: string; readonly order: SalesOrder },
): Promise<BuyerRecord> {
  const [found] = await preparedRows<BuyerRecord>(db, recordSql, {
    at: order.placedAt,
    hash: linesHash(order.lines),
    buyerKey: order.buyer.key,
    keys: keysOf(order.buyer),
    hasIdentity: isIdentified(order.buyer),
    skus: order.market === 'CN' ? order.lines.map(({ sku }) => sku) : [],
    key,
  });
  return found ?? none;
}

const none: BuyerRecord = {
  ordersLastDay: 0,
  ordersBefore: 0,
  badBefore: 0,
  usedCny: 0,
  unvalued: 0,
  bought: {},
  duplicates: [],
};

const recordSql = `
  with earlier as (
    select key, market, state, cancel_cause, amount_cny, lines, lines_hash, placed_at,
      market = 'CN' and state <> 'cancelled' and (buyer_key = :buyerKey or not has_identity or not :hasIdentity)
        as "isImport",
      abs(extract(epoch from placed_at - cast(:at as timestamptz))) as apart
    from sales_order where buyer_keys && cast(:keys as text[]) and key <> :key
  ), imports as (
    select amount_cny from earlier where "isImport"
      and placed_at >= date_trunc('year', cast(:at as timestamptz), 'Asia/Shanghai')
      and placed_at < date_trunc('year', cast(:at as timestamptz), 'Asia/Shanghai') + interval '1 year'
  ), pieces as (
    select line ->> 'sku' as sku, sum(cast(line ->> 'quantity' as integer)) as many
    from earlier, jsonb_array_elements(lines) as line
    where "isImport" and line ->> 'sku' = any(cast(:skus as text[])) and apart < ${RESALE_DAYS * 86_400}
    group by 1
  )
  select cast(count(*) filter (where apart < 86400) as integer) as "ordersLastDay",
    cast(count(*) as integer) as "ordersBefore",
    cast(count(*) filter (where cancel_cause in ('risk', 'sanctions', 'payment-refused')
      or exists (select from chargeback where order_key = earlier.key)) as integer) as "badBefore",
    (select cast(coalesce(sum(amount_cny), 0) as double precision) from imports) as "usedCny",
    (select cast(count(*) as integer) from imports where amount_cny is null) as unvalued,
    (select coalesce(jsonb_object_agg(sku, many), '{}') from pieces) as bought,
    coalesce(array_agg(key order by placed_at desc) filter (where lines_hash = :hash and state <> 'cancelled'
      and apart < ${DUPLICATE_HOURS * 3_600}), '{}') as duplicates
  from earlier`;

/** Names orders for the same goods, however their lines are cut. */
export const linesHash = (lines: readonly OrderLine[]): string =>
  hashOf(
    Object.entries(quantities(lines))
      .map(([sku, quantity]) => `${sku} ${quantity}`)
      .toSorted(),
  );

/** Keeps the limits of one buyer from being passed by two orders at once; until the transaction ends. */
export const lockBuyer = (db: Db, buyer: Buyer) =>
  rows(
    db,
    `select pg_advisory_xact_lock(hashtext('sales_order'), code)
     from (select distinct hashtext(key) as code from unnest(cast(:keys as text[])) as key order by code) as codes`,
    { keys: keysOf(buyer) },
  );
