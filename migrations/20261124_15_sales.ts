import type { Knex } from 'knex';

const orders = `
  create table exchange_rate (
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    as_of date not null,
    -- Units of the currency that one US dollar buys.
    per_usd numeric(18, 8) not null check (per_usd > 0),
    source text not null,
    imported_at timestamptz not null default now(),
    primary key (currency, as_of)
  );

  -- Every price that was ever approved; a row is closed when the next one begins, and never changed otherwise.
  create table price (
    channel text not null,
    sku text not null,
    market text not null,
    currency text not null,
    valid_from timestamptz not null,
    valid_to timestamptz,
    amount bigint not null check (amount > 0),
    cost bigint not null,
    floor bigint not null,
    instance_id text not null,
    primary key (sku, channel, market, currency, valid_from),
    unique (instance_id, sku, channel, market, currency)
  );
  create unique index price_current on price (sku, channel, market, currency) where valid_to is null;

  create table listing (
    channel text not null,
    sku text not null,
    market text not null,
    title text not null,
    ipr_valid_until date not null,
    certificates_until date,
    screenshot text,
    instance_id text not null unique,
    published_at timestamptz not null,
    primary key (channel, sku, market)
  );

  create table sales_order (
    key text primary key,
    instance_id text not null unique,
    channel text not null,
    number text not null,
    market text not null,
    currency text not null,
    amount bigint not null check (amount >= 0),
    -- Minor units of what the limits are written in; null without a rate.
    amount_usd bigint,
    amount_cny bigint,
    lines jsonb not null,
    -- Names two orders for the same goods.
    lines_hash text not null,
    buyer jsonb not null,
    buyer_key text not null,
    state text not null default 'received'
      check (state in ('received', 'paid', 'handed-over', 'delivered', 'cancelled')),
    intake jsonb not null,
    payment jsonb,
    refunded boolean not null default false,
    cancel_cause text,
    seller_caused boolean not null default false,
    tracking text,
    placed_at timestamptz not null,
    received_at timestamptz not null default now(),
    paid_at timestamptz,
    handed_over_at timestamptz,
    dispatched_at timestamptz,
    delivered_at timestamptz,
    cancelled_at timestamptz,
    settled_by text,
    kept_until date,
    kept_because text,
    masked_at timestamptz
  );
  create index sales_order_by_buyer on sales_order (buyer_key, placed_at desc);
  create index sales_order_recent on sales_order (placed_at desc, key desc);
  create index sales_order_unmasked on sales_order (coalesce(delivered_at, cancelled_at)) where masked_at is null;
`;

const calendar = `
  create table payout (
    id text primary key,
    channel text not null,
    paid_on date not null,
    currency text not null,
    gross bigint not null,
    fees bigint not null,
    net bigint not null,
    institution text not null,
    imported_at timestamptz not null default now(),
    -- What the reconciliation found, and when somebody or the machine closed it.
    result jsonb,
    taken_by text,
    closed_at timestamptz
  );
  create index payout_open on payout (paid_on, id) where closed_at is null;
  create table payout_line (
    payout_id text not null references payout,
    order_key text not null,
    amount bigint not null,
    fee bigint not null,
    primary key (payout_id, order_key)
  );
  create index payout_line_by_order on payout_line (order_key);

  create table account_snapshot (
    channel text not null,
    taken_on date not null,
    figures jsonb not null,
    status text not null check (status in ('healthy', 'at-risk', 'suspended')),
    colour text not null check (colour in ('green', 'amber', 'red')),
    instance_id text not null,
    primary key (channel, taken_on)
  );

  create table tax_period (
    month text primary key check (month ~ '^[0-9]{4}-[0-9]{2}$'),
    totals jsonb not null,
    instance_id text not null unique,
    collected_at timestamptz not null default now(),
    filed_at timestamptz
  );

  create table privacy_sweep (
    instance_id text primary key,
    swept_at timestamptz not null default now(),
    masked integer not null,
    exceptions integer not null
  );
`;

/** The journal is only ever added to, but for one thing: personal data that has been kept long enough is masked in it. */
const journal = `
  drop trigger append_only on process_step;
  create trigger append_only before update or delete on process_step for each row
    when (coalesce(current_setting('zhidu.masking', true), '') <> 'on') execute function refuse_change();
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(orders);
  await knex.raw(calendar);
  await knex.raw(journal);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop trigger append_only on process_step;
    create trigger append_only before update or delete on process_step for each row execute function refuse_change();
    drop table privacy_sweep, tax_period, account_snapshot, payout_line, payout, sales_order, listing, price,
      exchange_rate
  `);
}
