import type { Db } from './db.ts';
import { toJson } from './json.ts';
import type { Price } from './prices.ts';
import { rows } from './rows.ts';

/** Keeps the prices of an imported list: nothing of it is in force until somebody has approved it. */
export const keepProposals = (db: Db, list: string, prices: readonly Price[]) =>
  rows(
    db,
    `insert into price_proposal (list_id, channel, sku, market, currency, amount, cost, floor)
     select :list, channel, sku, market, currency, amount, cost, floor
     from jsonb_to_recordset(cast(:prices as jsonb)) as given
       (channel text, sku text, market text, currency text, amount bigint, cost bigint, floor bigint)
     on conflict do nothing`,
    { list, prices: toJson(prices) },
  );

/** A proposed price, and the price in force that it was measured on. */
export type Proposal = Price & { readonly expected: number | null; readonly isChange: boolean };

/** The prices of a list, those that were measured with what they were measured on. */
export const proposalsOf = (db: Db, list: string) =>
  rows<Proposal>(
    db,
    `select channel, sku, market, currency, cast(amount as double precision) as amount,
       cast(cost as double precision) as cost, cast(floor as double precision) as floor,
       cast(expected as double precision) as expected, is_change as "isChange"
     from price_proposal where list_id = :list order by channel, sku, market, currency`,
    { list },
  );

/** Notes down what each price of a list was measured on. */
export const noteMeasured = (db: Db, list: string, measured: readonly Omit<Proposal, 'amount' | 'cost' | 'floor'>[]) =>
  rows(
    db,
    `update price_proposal set expected = given.expected, is_change = given."isChange"
     from jsonb_to_recordset(cast(:measured as jsonb)) as given
       (channel text, sku text, market text, currency text, expected bigint, "isChange" boolean)
     where list_id = :list and price_proposal.channel = given.channel and price_proposal.sku = given.sku
       and price_proposal.market = given.market and price_proposal.currency = given.currency`,
    { list, measured: toJson(measured) },
  );
