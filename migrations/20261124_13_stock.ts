import type { Knex } from 'knex';

const ledger = `
  create table stock_location (
    id text primary key,
    warehouse text not null default 'main',
    zone text not null check (zone in ('general', 'hazmat', 'bonded', 'brand', 'quarantine', 'overseas')),
    -- How often it is counted: A weekly, B monthly, C quarterly.
    class text not null default 'C' check (class in ('A', 'B', 'C')),
    keeper_id text,
    counted_at timestamptz,
    -- The round that has it on its list: until that is over, no other has.
    counted_in text
  );

  create table stock_lot (
    sku text not null,
    lot text not null,
    item text not null,
    -- Markets whose rules it meets: "EU", "UK", else the country.
    markets text[] not null default '{}',
    is_dangerous boolean not null default false,
    is_bonded boolean not null default false,
    is_brand_restricted boolean not null default false,
    expires_on date,
    -- Fen (CNY) and grams, of one piece.
    unit_cost bigint not null default 0 check (unit_cost >= 0),
    unit_weight integer not null default 0 check (unit_weight >= 0),
    state text not null check (state in ('quarantine', 'released', 'rejected', 'scrap-due')),
    instance_id text,
    received_at timestamptz not null default now(),
    primary key (sku, lot)
  );
  create index stock_lot_by_number on stock_lot (lot);
  create index stock_lot_condemned on stock_lot (sku, lot) where state in ('scrap-due', 'rejected');
  create index stock_lot_expiring on stock_lot (expires_on) where expires_on is not null;

  create table stock_balance (
    sku text not null,
    lot text not null,
    location_id text not null references stock_location,
    quantity integer not null check (quantity >= 0),
    -- Promised to orders.
    reserved integer not null default 0 check (reserved >= 0 and reserved <= quantity),
    primary key (sku, lot, location_id),
    foreign key (sku, lot) references stock_lot
  ) with (fillfactor = 70);
  create index stock_balance_by_location on stock_balance (location_id, sku, lot);
  create index stock_balance_free on stock_balance (sku) where quantity > reserved;

  -- Every piece that came or went. A balance is the sum of its moves.
  create table stock_move (
    id bigint generated always as identity primary key,
    -- Who moved it, as the how-many-eth of its moves: a job that is done again moves nothing twice.
    move_key text not null unique,
    kind text not null check (kind in ('receive', 'put-away', 'ship', 'return', 'adjust', 'reject', 'scrap')),
    sku text not null,
    lot text not null,
    location_id text not null references stock_location,
    quantity integer not null check (quantity <> 0),
    order_key text,
    reason text,
    instance_id text,
    at timestamptz not null default now(),
    foreign key (sku, lot) references stock_lot
  );
  create index stock_move_by_lot on stock_move (sku, lot, id);
  create index stock_move_by_order on stock_move (order_key, id) where order_key is not null;
  create trigger append_only before update or delete on stock_move for each row execute function refuse_change();

  -- Nothing of this article, or of this lot number whatever the article, may be sold.
  create table stock_hold (
    id bigint generated always as identity primary key,
    sku text,
    lot text,
    reason text not null,
    held_by text not null,
    since timestamptz not null default now(),
    lifted_at timestamptz,
    lifted_by text,
    check (sku is not null or lot is not null)
  );
  create unique index stock_hold_once on stock_hold (coalesce(sku, ''), coalesce(lot, ''), held_by);
  create index stock_hold_by_sku on stock_hold (sku) where lifted_at is null and sku is not null;
  create index stock_hold_by_lot on stock_hold (lot) where lifted_at is null and lot is not null;
`;

const orders = `
  -- What an order has asked for. Those that wait are served in the order of their number.
  create table stock_order (
    order_key text primary key,
    number bigint generated always as identity unique,
    market text not null,
    lines jsonb not null,
    skus text[] not null,
    state text not null check (state in ('waiting', 'reserved', 'released', 'shipped')),
    asked_at timestamptz not null default now(),
    -- The job that brought what it had waited for.
    served_by text,
    served_at timestamptz
  );
  create index stock_order_waiting on stock_order using gin (skus) where state = 'waiting';
  create index stock_order_served on stock_order (served_by) where served_by is not null;

  create table stock_pick (
    order_key text not null references stock_order,
    sku text not null,
    lot text not null,
    location_id text not null,
    quantity integer not null check (quantity > 0),
    primary key (order_key, sku, lot, location_id),
    foreign key (sku, lot, location_id) references stock_balance
  );
  create index stock_pick_by_place on stock_pick (sku, lot, location_id);
`;

const care = `
  create table stock_count (
    id text primary key,
    location_id text not null references stock_location,
    instance_id text not null,
    lines jsonb not null,
    differences jsonb not null,
    counted_at timestamptz not null default now()
  );
  create index stock_count_by_location on stock_count (location_id, counted_at desc, id desc);

  -- What is on the list of a destruction: until that is over, it is on no other.
  create table stock_scrap (
    sku text not null,
    lot text not null,
    location_id text not null,
    instance_id text not null,
    primary key (sku, lot, location_id),
    foreign key (sku, lot, location_id) references stock_balance
  );
  create index stock_scrap_by_instance on stock_scrap (instance_id);

  -- What somebody else's warehouse says is there.
  create table overseas_statement (
    warehouse text not null,
    sku text not null,
    as_of date not null,
    quantity integer not null check (quantity >= 0),
    imported_at timestamptz not null default now(),
    primary key (warehouse, sku, as_of)
  );
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(ledger);
  await knex.raw(orders);
  await knex.raw(care);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table overseas_statement, stock_scrap, stock_count, stock_pick, stock_order, stock_hold, stock_move, stock_balance, stock_lot,
      stock_location
  `);
}
