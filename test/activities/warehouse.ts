import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { runStock } from '../../activities/jobs/stock.ts';
import { readPlaces } from '../../catalog/index.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { release, reserve } from '../../store/stock.ts';
import { putAway, receiveLot } from '../../store/stockInbound.ts';
import { saveLocations } from '../../store/stockLocations.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

/** The moment at which everything happens here. */
export const at = new Date('2026-11-24T04:00:00Z');

type Stocked = {
  readonly sku?: string;
  readonly lot?: string;
  readonly quantity?: number;
  readonly location?: string;
  readonly markets?: readonly string[];
  readonly expiresOn?: string | null;
};

/** Some towels of a lot at a place. */
export const towels = (location: string, lot = 'B1') => ({ sku: 'TOWEL', lot, location });

/** What whoever packs a parcel has entered. */
export const packed = {
  packedWeight: 1_000,
  packagingWeight: 100,
  netWeight: 900,
  manifest: 'M-1',
  isDangerous: false,
};

export type Warehouse = ReturnType<typeof useWarehouse>;

/** A warehouse of a test file's own, empty before every test. */
export function useWarehouse() {
  let database: TestDatabase;
  let jobs = 0;
  beforeAll(async () => {
    database = await createTestDatabase();
    await saveLocations(database.db, readPlaces());
  });
  beforeEach(() =>
    database.db.raw(`truncate stock_scrap, stock_pick, stock_order, stock_hold, stock_move, stock_balance, stock_lot, stock_count,
      overseas_statement, message, process_instance, task cascade`),
  );
  afterAll(() => database.drop());

  const nextJob = () => {
    jobs += 1;
    return { instance: 'test', by: `test|t${jobs}`, at };
  };

  /** A lot of towels on its shelf. */
  async function stocked({
    sku = 'TOWEL',
    lot = 'B1',
    quantity = 10,
    location = 'A-01-01',
    markets = ['EU'],
    expiresOn = null,
  }: Stocked = {}) {
    const goods = { sku, lot };
    await receiveLot(database.db, nextJob(), {
      ...goods,
      item: 'Towel',
      markets: [],
      isDangerous: false,
      isBonded: false,
      isBrandRestricted: false,
      expiresOn,
      unitCost: 8_000,
      unitWeight: 450,
      quantity,
      location: 'Q-01-01',
    });
    const placements = [{ location, quantity }];
    return putAway(database.db, nextJob(), { ...goods, from: 'Q-01-01', markets, placements });
  }

  const ask = (order: string, quantity: number, market = 'DE') =>
    reserve(database.db, { order, market, lines: [{ sku: 'TOWEL', quantity }], at });
  const letGo = (order: string) => release(database.db, { order, by: nextJob().by, at });

  /** A step of the warehouse as its process orders it; the same token is the same job. */
  async function work(
    act: string,
    variables: Variables,
    token = nextJob().by,
    instanceId = 'test',
  ): Promise<Variables> {
    const deps = {
      db: database.db,
      deliver: async () => false,
      beginProcess: async () => {
        throw new Error('nothing is to begin');
      },
    };
    const job = { type: 'service', name: 'stock', headers: { do: act }, variables } as const;
    const run = { instanceId, token, attempt: 1, node: act, job };
    return (await runStock(deps, run, job)).variables;
  }

  /** A process instance that has not ended; its title and the like do not matter here. */
  async function underWay(id: string, process: string, parent?: string): Promise<void> {
    await database.db.raw(
      `insert into process_definition (hash, key, version, name, model, xml)
       values ('x', 'x', 1, 'x', '{}', '') on conflict do nothing`,
    );
    await database.db.raw(
      `insert into process_instance (id, process_key, business_key, definition, title, started_by, parent_id, status, sequence,
         digest, started_at) values (?, ?, '1', 'x', 'x', 'x', ?, 'running', 1, 'x', now())`,
      [id, process, parent ?? null],
    );
  }

  /** Somebody has completed a task of an instance. */
  const doneTask = (instance: string, node: string) =>
    database.db.raw(
      `insert into task (id, instance_id, token, node, name, process_key, title, requester_id, status, candidates, opened_at,
         clauses, approval, variables) values (?, ?, 't', ?, 'x', 'x', 'x', 'x', 'completed', '{}', now(), '{}', false, '{}')`,
      [`${instance}|${node}`, instance, node],
    );

  const stateOf = (order: string) => database.db('stock_order').where({ order_key: order }).pluck('state');
  const shelf = (lot = 'B1') => database.db('stock_balance').where({ lot }).where('quantity', '>', 0).select();

  /** The book is what its moves make it, and no more is promised than picked for. */
  async function expectBooksToAgree() {
    const { rows: wrong } = await database.db.raw(`
    select sku, lot, location_id from stock_balance full join (
      select sku, lot, location_id, sum(quantity) as moved from stock_move group by 1, 2, 3) as moves
      using (sku, lot, location_id) full join (
      select sku, lot, location_id, sum(quantity) as picked from stock_pick group by 1, 2, 3) as picks
      using (sku, lot, location_id)
    where coalesce(quantity, 0) <> coalesce(moved, 0) or coalesce(reserved, 0) <> coalesce(picked, 0)`);
    expect(wrong).toEqual([]);
  }

  return {
    db: () => database.db,
    ...{ nextJob, stocked, ask, letGo, work, stateOf, shelf, underWay, doneTask, expectBooksToAgree },
  };
}
