import type { PastPrice } from '../domain/pricing.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { rows } from './rows.ts';

/** Where a price holds. */
export type PricePlace = {
  readonly channel: string;
  readonly sku: string;
  readonly market: string;
  readonly currency: string;
};

/** An approved price, in minor units. */
export type Price = PricePlace & { readonly amount: number; readonly cost: number; readonly floor: number };

/** What is known of a price where it holds: the present one, and those of the last half year with it; moments in ms. */
export type PriceRecord = {
  readonly current: { readonly amount: number; readonly cost: number; readonly floor: number } | null;
  readonly history: readonly PastPrice[];
};

/** The records of several prices, in the order of their places. */
export const priceRecords = (db: Db, places: readonly PricePlace[]) =>
  rows<PriceRecord>(
    db,
    `select (select jsonb_build_object('amount', amount, 'cost', cost, 'floor', floor) from price
         where price.sku = given.sku and price.channel = given.channel and price.market = given.market
           and price.currency = given.currency and valid_to is null) as current,
       (select coalesce(jsonb_agg(past order by past."from" desc), '[]') from (
         select amount, extract(epoch from valid_from) * 1000 as "from", extract(epoch from valid_to) * 1000 as "to"
         from price where price.sku = given.sku and price.channel = given.channel and price.market = given.market
           and price.currency = given.currency and (valid_to is null or valid_to > now() - interval '180 days')
         order by valid_from desc limit 400) as past) as history
     from rows from (jsonb_to_recordset(cast(:places as jsonb)) as (channel text, sku text, market text, currency text))
       with ordinality as given (channel, sku, market, currency, number)
     order by number`,
    { places: toJson(places.map(({ channel, sku, market, currency }) => ({ channel, sku, market, currency }))) },
  );

/**
 * Puts approved prices in force, unless one of them has changed since it was measured: `expected` is the price in force
 * then, null without one. True when they are in force, this time or by a lost attempt.
 */
export async function applyPrices(
  db: Db,
  given: {
    readonly prices: readonly (Price & { readonly expected: number | null })[];
    readonly instance: string;
    readonly by: string | null;
    readonly at: Date;
  },
): Promise<boolean> {
  const { prices, instance } = given;
  return db.transaction(async (trx) => {
    await rows(trx, `select pg_advisory_xact_lock(hashtext('price'))`);
    const done = await rows(trx, 'select sku from price where instance_id = :instance limit 1', { instance });
    if (done.length > 0) return true;
    const records = await priceRecords(trx, prices);
    if (prices.some(({ expected }, index) => (records[index]?.current?.amount ?? null) !== expected)) return false;
    await putInForce(trx, given);
    return true;
  });
}

/** Approved prices that held at a moment, by sku. */
export async function pricesAt(
  db: Db,
  place: Omit<PricePlace, 'sku'> & { readonly skus: readonly string[]; readonly at: Date },
): Promise<Readonly<Record<string, number>>> {
  const found = await rows<{ sku: string; amount: number }>(
    db,
    `select sku, cast(amount as double precision) as amount from price
     where sku = any(:skus) and channel = :channel and market = :market and currency = :currency
       and valid_from <= :at and (valid_to is null or valid_to > :at)`,
    place,
  );
  return Object.fromEntries(found.map(({ sku, amount }) => [sku, amount]));
}

/** Puts prices in force at a moment and closes those before them. The same instance puts each in force once. */
export async function putInForce(
  db: Db,
  { prices, instance, by, at }: { prices: readonly Price[]; instance: string; by: string | null; at: Date },
): Promise<void> {
  await db.transaction(async (trx) => {
    const given = { prices: toJson(prices), instance, at };
    await rows(
      trx,
      `update price set valid_to = :at
       from jsonb_to_recordset(cast(:prices as jsonb)) as given (channel text, sku text, market text, currency text)
       where price.sku = given.sku and price.channel = given.channel and price.market = given.market
         and price.currency = given.currency and valid_to is null and instance_id <> :instance`,
      given,
    );
    const fresh = await rows<{ sku: string }>(
      trx,
      `insert into price (channel, sku, market, currency, valid_from, amount, cost, floor, instance_id)
       select channel, sku, market, currency, :at, amount, cost, floor, :instance
       from jsonb_to_recordset(cast(:prices as jsonb)) as given
         (channel text, sku text, market text, currency text, amount bigint, cost bigint, floor bigint)
       on conflict do nothing returning sku`,
      given,
    );
    if (fresh.length > 0) await appendAudit(trx, [evidenceOf(instance, by, prices)]);
  });
}

const evidenceOf = (instance: string, actor: string | null, prices: readonly Price[]) => ({
  actor,
  action: 'prices-in-force',
  subjectKind: 'price',
  subject: instance,
  instance,
  clauses: ['POL-01#15.2'],
  after: prices.length === 1 ? prices[0] : { prices: prices.length },
});
