import type { MatchVerdict } from '../domain/documentMatch.ts';
import { type AuditEntry, appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { row, rows } from './rows.ts';

export type NewShipment = {
  readonly orderKey: string;
  readonly instance: string;
  readonly channel: string;
  readonly market: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  readonly at: Date;
};

/** Opens the shipment of an order, once. */
export async function openShipment(db: Db, shipment: NewShipment): Promise<void> {
  const made = await rows(
    db,
    `insert into shipment (order_key, instance_id, channel, market, amount, currency, state, opened_at)
     values (:orderKey, :instance, :channel, :market, :amount, :currency, 'open', :at)
     on conflict do nothing returning order_key`,
    shipment,
  );
  const { orderKey, instance, channel, market } = shipment;
  if (made.length > 0) await note(db, instance, 'shipment-opened', { orderKey, channel, market });
}

type Columns = {
  readonly state: 'declared' | 'dispatched' | 'exception' | 'stopped' | 'archived';
  readonly mode: string;
  readonly direction: 'export' | 'import';
  readonly document_match: MatchVerdict | Readonly<Record<string, unknown>>;
  readonly declaration_number: string;
  readonly declared_at: Date;
  readonly carrier: string | null;
  readonly tracking_number: string | null;
  readonly exception: string | null;
  readonly stopped_for: string;
  readonly binder_hash: string;
  readonly binder: unknown;
  readonly retain_until: string;
  readonly dispatched_at: Date;
  readonly delivered_at: Date | null;
  readonly archived_at: Date;
};

const asJson = new Set(['document_match', 'binder']);

/** Writes down what a step of a shipment has brought, with its evidence; both in one transaction. */
export async function changeShipment(
  db: Db,
  instance: string,
  change: Partial<Columns>,
  evidence: { readonly action: string; readonly after: unknown; readonly clauses?: readonly string[] },
): Promise<void> {
  const columns = Object.entries(change).map(([name, value]) => [name, asJson.has(name) ? toJson(value) : value]);
  await db.transaction(async (trx) => {
    if (columns.length > 0) await trx('shipment').where({ instance_id: instance }).update(Object.fromEntries(columns));
    await note(trx, instance, evidence.action, evidence.after, evidence.clauses);
  });
}

async function note(
  db: Db,
  instance: string,
  action: string,
  after: unknown,
  clauses: readonly string[] = ['POL-01#14.1'],
): Promise<void> {
  const entry: AuditEntry = {
    actor: null,
    action,
    subjectKind: 'shipment',
    subject: instance,
    instance,
    clauses,
    after,
  };
  await appendAudit(db, [entry]);
}

export type CustomsCard = {
  readonly mode: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly approvedAt: Date;
  /** "YYYY-MM-DD" */
  readonly validUntil: string;
};

/** How goods of a channel go to a market, if that was approved and still holds. */
export const customsCard = (db: Db, channel: string, market: string, on: string) =>
  row<CustomsCard>(
    db,
    `select mode, facts, approved_at as "approvedAt", cast(valid_until as text) as "validUntil" from customs_card
     where channel = :channel and market = :market and valid_until >= cast(:on as date)`,
    { channel, market, on },
  );

export type NewCard = {
  readonly channel: string;
  readonly market: string;
  readonly mode: string;
  readonly facts: unknown;
  readonly instance: string;
  readonly at: Date;
  readonly validUntil: string;
};

export async function keepCustomsCard(db: Db, { facts, ...card }: NewCard): Promise<void> {
  await rows(
    db,
    `insert into customs_card (channel, market, mode, facts, instance_id, approved_at, valid_until)
     values (:channel, :market, :mode, cast(:facts as jsonb), :instance, :at, :validUntil)
     on conflict (channel, market) do update set mode = excluded.mode, facts = excluded.facts,
       instance_id = excluded.instance_id, approved_at = excluded.approved_at, valid_until = excluded.valid_until`,
    { ...card, facts: toJson(facts) },
  );
}

/** An article as it was last declared for a market by two people. */
export type GoodsRuling = {
  readonly sku: string;
  readonly hsCode: string;
  readonly originCountry: string;
  readonly exportControl: 'free' | 'licensed' | 'prohibited';
};

export const rulingsOf = (db: Db, skus: readonly string[], market: string) =>
  rows<GoodsRuling>(
    db,
    `select sku, hs_code as "hsCode", origin as "originCountry", export_control as "exportControl" from goods_ruling
     where sku = any(:skus) and market = :market order by sku`,
    { skus, market },
  );

export async function keepRulings(
  db: Db,
  rulings: readonly GoodsRuling[],
  { market, instance, at }: { readonly market: string; readonly instance: string; readonly at: Date },
): Promise<void> {
  await rows(
    db,
    `insert into goods_ruling (sku, market, hs_code, origin, export_control, instance_id, ruled_at)
     select distinct on (sku) sku, :market, "hsCode", "originCountry", "exportControl", :instance, cast(:at as timestamptz)
     from jsonb_to_recordset(cast(:rulings as jsonb)) as given (sku text, "hsCode" text, "originCountry" text,
       "exportControl" text)
     on conflict (sku, market) do update set hs_code = excluded.hs_code, origin = excluded.origin,
       export_control = excluded.export_control, instance_id = excluded.instance_id, ruled_at = excluded.ruled_at`,
    { rulings: toJson(rulings), market, instance, at },
  );
}

/** Whether some of these lots lie in bond: they go under another supervision mode. */
export async function anyBonded(
  db: Db,
  lots: readonly { readonly sku: string; readonly lot: string }[],
): Promise<boolean> {
  const found = await row(
    db,
    `select 1 from stock_lot join jsonb_to_recordset(cast(:lots as jsonb)) as given (sku text, lot text) using (sku, lot)
     where is_bonded limit 1`,
    { lots: toJson(lots) },
  );
  return found !== undefined;
}

export type BinderFile = { readonly id: string; readonly sha256: string; readonly name: string };

/** The evidence of an instance and of the processes that it called, in the order of their ids. */
export const binderFiles = (db: Db, instance: string) =>
  rows<BinderFile>(
    db,
    `select evidence_file.id, sha256, name from evidence_file
       join process_instance on process_instance.id = evidence_file.instance_id
     where process_instance.id = :instance or process_instance.parent_id = :instance order by evidence_file.id`,
    { instance },
  );
