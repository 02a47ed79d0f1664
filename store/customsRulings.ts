import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { rows } from './rows.ts';

/** What was ruled of an article when it was bought (POL-01#12.5): one card a market. */
export type CustomsRuling = {
  readonly sku: string;
  /** "EU", "UK", else the country (domain/market.ts `salesMarket`). */
  readonly market: string;
  readonly hsCode: string;
  readonly rationale: string;
  readonly declaredElements: string;
  /** ISO 3166 alpha-2. */
  readonly originCountry: string;
  readonly statutoryInspection: boolean;
  readonly exportControl: 'free' | 'licensed';
  /** Always there when export is licensed. */
  readonly licenceNumber: string | null;
  /** The purchase that it was ruled in. */
  readonly instance: string;
  readonly ruledBy: string | null;
  readonly approvedBy: string | null;
  readonly ruledAt: Date;
};

/** The newest customs ruling of each of these articles, for every market it was ruled for. */
export const customsRulingOf = (db: Db, skus: readonly string[]) =>
  rows<CustomsRuling>(
    db,
    `select sku, market, hs_code as "hsCode", rationale, declared_elements as "declaredElements",
       origin as "originCountry", statutory_inspection as "statutoryInspection", export_control as "exportControl",
       licence_number as "licenceNumber", instance_id as instance, ruled_by as "ruledBy", approved_by as "approvedBy",
       ruled_at as "ruledAt"
     from customs_ruling where sku = any(:skus) order by sku, market`,
    { skus },
  );

/** Keeps what a purchase has ruled, for each of its markets; an older ruling never replaces a newer one. */
export async function keepCustomsRuling(
  db: Db,
  { markets, ...ruling }: Omit<CustomsRuling, 'market'> & { readonly markets: readonly string[] },
): Promise<void> {
  await db.transaction(async (trx) => {
    const kept = await rows(
      trx,
      `insert into customs_ruling (sku, market, hs_code, rationale, declared_elements, origin, statutory_inspection,
         export_control, licence_number, instance_id, ruled_by, approved_by, ruled_at)
       select distinct :sku, market, :hsCode, :rationale, :declaredElements, :originCountry,
         cast(:statutoryInspection as boolean), :exportControl, :licenceNumber, :instance, :ruledBy, :approvedBy,
         cast(:ruledAt as timestamptz)
       from unnest(cast(:markets as text[])) as market
       on conflict (sku, market) do update set hs_code = excluded.hs_code, rationale = excluded.rationale,
         declared_elements = excluded.declared_elements, origin = excluded.origin,
         statutory_inspection = excluded.statutory_inspection, export_control = excluded.export_control,
         licence_number = excluded.licence_number, instance_id = excluded.instance_id, ruled_by = excluded.ruled_by,
         approved_by = excluded.approved_by, ruled_at = excluded.ruled_at
       where customs_ruling.ruled_at < excluded.ruled_at and customs_ruling.instance_id <> excluded.instance_id
       returning market`,
      { ...ruling, markets },
    );
    if (kept.length === 0) return;
    const { sku, instance, ruledAt: at, hsCode, exportControl, licenceNumber } = ruling;
    await appendAudit(trx, [
      {
        actor: null,
        at,
        action: 'customs-ruling-kept',
        subjectKind: 'goods',
        subject: sku,
        instance,
        clauses: ['POL-01#12.5'],
        after: { markets, hsCode, exportControl, licenceNumber },
      },
    ]);
  });
}
