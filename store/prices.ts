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

/** Prices of the last half year, the present one included; moments in ms. */
export const priceHistory = (db: Db, place: PricePlace) =>
  rows<PastPrice>(
    db,
    `select cast(amount as double precision) as amount, cast(extract(epoch from valid_from) * 1000 as double precision) as "from",
       cast(extract(epoch from valid_to) * 1000 as double precision) as "to"
     from price where sku = :sku and channel = :channel and market = :market and currency = :currency
       and (valid_to is null or valid_to > now() - interval '180 days')
     order by valid_from desc limit 400`,
    place,
  );

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
