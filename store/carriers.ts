import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { row, rows } from './rows.ts';

/** A carrier or customs broker that was admitted; days are "YYYY-MM-DD". */
export type Carrier = {
  readonly code: string;
  readonly name: string;
  readonly kind: 'carrier' | 'broker' | 'both';
  /** ISO 3166 alpha-2. */
  readonly country: string;
  readonly address: string;
  readonly validUntil: string;
};

const columns = `code, name, kind, country, address, cast(valid_until as text) as "validUntil"`;

export const findCarrier = (db: Db, name: string) =>
  row<Carrier>(db, `select ${columns} from carrier where name = :name`, { name });

/** Those whose admission ends between two days and is not being judged already, the first to lapse first. */
export const lapsingCarriers = (db: Db, from: string, to: string, limit: number) =>
  rows<Carrier>(
    db,
    `select ${columns} from carrier where valid_until between cast(:from as date) and cast(:to as date)
       and not exists (select from process_instance
         where process_key = 'carrierAdmission' and business_key = code || '-' || cast(valid_until as text))
     order by valid_until, code limit :limit`,
    { from, to, limit },
  );

/** Ends the admission of a carrier at once; whoever was never admitted stays so. */
export async function barCarrier(
  db: Db,
  { code, until, instance }: { readonly code: string; readonly until: string; readonly instance: string },
): Promise<void> {
  await db.transaction(async (trx) => {
    const barred = await rows(
      trx,
      `update carrier set valid_until = cast(:until as date), instance_id = :instance
       where code = :code and valid_until > cast(:until as date) returning code`,
      { code, until, instance },
    );
    if (barred.length === 0) return;
    await appendAudit(trx, [
      {
        actor: null,
        action: 'carrier-barred',
        subjectKind: 'carrier',
        subject: code,
        instance,
        clauses: ['POL-01#11.6'],
        after: { validUntil: until },
      },
    ]);
  });
}

/** Admits a carrier until a day, or anew; what was decided earlier never replaces what was decided later. */
export async function admitCarrier(
  db: Db,
  carrier: Carrier & { readonly instance: string | null; readonly at: Date },
): Promise<void> {
  await db.transaction(async (trx) => {
    await rows(
      trx,
      `insert into carrier (code, name, kind, country, address, admitted_at, valid_until, instance_id)
       values (:code, :name, :kind, :country, :address, :at, :validUntil, :instance)
       on conflict (code) do update set name = excluded.name, kind = excluded.kind, country = excluded.country,
         address = excluded.address, admitted_at = excluded.admitted_at, instance_id = excluded.instance_id,
         valid_until = excluded.valid_until
       where carrier.admitted_at <= excluded.admitted_at`,
      carrier,
    );
    const { code, name, validUntil, instance } = carrier;
    await appendAudit(trx, [
      {
        actor: null,
        action: 'carrier-admitted',
        subjectKind: 'carrier',
        subject: code,
        instance,
        clauses: ['POL-01#14.1'],
        after: { name, validUntil },
      },
    ]);
  });
}
