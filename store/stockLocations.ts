import type { Zone } from '../domain/putAway.ts';
import type { Db } from './db.ts';
import { rows } from './rows.ts';

/** A place of a warehouse, how often it is counted (A weekly, B monthly, C quarterly), and who keeps it. */
export type Location = {
  readonly id: string;
  readonly warehouse: string;
  readonly zone: Zone;
  readonly class: 'A' | 'B' | 'C';
  readonly keeper?: string;
};

/** Writes places down; those that are known are brought up to date. */
export async function saveLocations(db: Db, locations: readonly Location[]): Promise<void> {
  await db('stock_location')
    .insert(
      locations.map(({ id, warehouse, zone, class: rhythm, keeper }) => ({
        id,
        warehouse,
        zone,
        class: rhythm,
        keeper_id: keeper ?? null,
      })),
    )
    .onConflict('id')
    .merge(['warehouse', 'zone', 'class', 'keeper_id']);
}

/** The zones of these places; those that are unknown are missing. */
export const zonesOf = (db: Db, ids: readonly string[]) =>
  rows<{ id: string; zone: Zone }>(db, 'select id, zone from stock_location where id = any(:ids)', { ids });

/** What another warehouse says it has of an article on a day. */
export type Statement = {
  readonly warehouse: string;
  readonly sku: string;
  /** "YYYY-MM-DD" */
  readonly asOf: string;
  readonly quantity: number;
};

/** Keeps statements of overseas warehouses; the same day again is a correction. */
export async function saveStatements(db: Db, statements: readonly Statement[]): Promise<void> {
  await db('overseas_statement')
    .insert(statements.map(({ warehouse, sku, asOf, quantity }) => ({ warehouse, sku, as_of: asOf, quantity })))
    .onConflict(['warehouse', 'sku', 'as_of'])
    .merge(['quantity']);
}
