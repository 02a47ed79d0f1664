import type { Rates } from '../domain/money.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { rows } from './rows.ts';

/** A rate as it is imported: units of the currency that one US dollar buys on a day ("YYYY-MM-DD"). */
export type ExchangeRate = { readonly currency: string; readonly perUsd: number; readonly asOf: string };

/** An older rate is none: what depends on it is put before a person. */
export const MAX_AGE_DAYS = 40;

/** Keeps rates by currency and day; what came for the day before is replaced. */
export async function saveRates(db: Db, rates: readonly ExchangeRate[], source: string): Promise<void> {
  await rows(
    db,
    `insert into exchange_rate (currency, as_of, per_usd, source)
     select currency, "asOf", "perUsd", :source
     from jsonb_to_recordset(cast(:rates as jsonb)) as given (currency text, "asOf" date, "perUsd" numeric)
     on conflict (currency, as_of) do update set per_usd = excluded.per_usd, source = excluded.source, imported_at = now()`,
    { rates: toJson(rates), source },
  );
}

/** The latest rates up to a day, none that is too old for it. */
export async function ratesAt(db: Db, at: Date): Promise<Rates> {
  const found = await rows<{ currency: string; perUsd: number }>(
    db,
    `select distinct on (currency) currency, cast(per_usd as double precision) as "perUsd" from exchange_rate
     where as_of <= cast(:at as timestamptz) and as_of > cast(:at as timestamptz) - interval '${MAX_AGE_DAYS} days'
     order by currency, as_of desc`,
    { at },
  );
  return Object.fromEntries(found.map(({ currency, perUsd }) => [currency, perUsd]));
}
