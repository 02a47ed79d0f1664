import type { Knex } from 'knex';

const tickets = `
  create table after_sales_ticket (
    number text primary key,
    instance_id text not null unique,
    source text not null check (source in ('complaint', 'return', 'contact')),
    order_key text,
    -- The salted hash by which buyers are counted.
    customer_key text,
    channel text,
    market text,
    class text,
    sku text,
    lot text,
    cause text,
    remedy text,
    resolution text,
    score smallint check (score between 1 and 5),
    handler_id text,
    correction_id text,
    opened_at timestamptz not null default now(),
    facts_at timestamptz,
    closed_at timestamptz
  );
  create index after_sales_ticket_by_cause on after_sales_ticket (sku, cause, facts_at desc)
    where correction_id is null and cause is not null;
  create index after_sales_ticket_closed on after_sales_ticket (closed_at, number) where closed_at is not null;
  create index after_sales_ticket_by_order on after_sales_ticket (order_key, opened_at desc) where order_key is not null;

  -- What a supplier has to correct: one at a time for an article and a cause.
  create table supplier_correction (
    id text primary key,
    sku text not null,
    cause text not null,
    begun_at timestamptz not null default now(),
    closed_at timestamptz
  );
  create unique index supplier_correction_open on supplier_correction (sku, cause) where closed_at is null;
  alter table after_sales_ticket add foreign key (correction_id) references supplier_correction;
`;

const refunds = `
  create table refund (
    -- Of its approval.
    instance_id text primary key,
    caller_id text,
    order_key text not null,
    customer_key text,
    -- Who asks for it; and all who may not approve it.
    handler_id text,
    handlers text[] not null default '{}',
    skus text[] not null,
    amount bigint not null check (amount >= 0),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    -- US cents; null without a rate, until somebody has valued it.
    amount_usd bigint check (amount_usd >= 0),
    measured jsonb not null,
    tier text check (tier in ('agent', 'lead', 'manager', 'finance', 'general-manager')),
    state text not null default 'asked' check (state in ('asked', 'approved', 'rejected', 'paid')),
    approvers text[] not null default '{}',
    -- Of the payment service; one refund each.
    refund_reference text unique,
    instrument_reference text,
    asked_at timestamptz not null default now(),
    decided_at timestamptz,
    paid_at timestamptz,
    check ((state = 'paid') = (refund_reference is not null))
  );
  create index refund_by_handler on refund (handler_id, asked_at) where state <> 'rejected';
  create index refund_by_customer on refund (customer_key, asked_at) where state <> 'rejected' and customer_key is not null;
  create index refund_by_day on refund (asked_at) include (skus) where state <> 'rejected';
  create index refund_by_order on refund (order_key);
`;

const chargebacks = `
  create table chargeback (
    dispute_id text primary key,
    instance_id text not null unique,
    order_key text,
    amount bigint check (amount >= 0),
    currency text check (currency ~ '^[A-Z]{3}$'),
    -- What the bank has taken back until it is won or withdrawn.
    state text not null default 'open' check (state in ('open', 'conceded', 'lapsed', 'won', 'lost', 'withdrawn')),
    opened_at timestamptz not null,
    closed_at timestamptz
  );
  create index chargeback_by_order on chargeback (order_key) where order_key is not null;
`;

const incidents = `
  create table safety_incident (
    number text primary key,
    instance_id text not null unique,
    order_key text,
    skus text[] not null,
    lots text[] not null,
    opened_at timestamptz not null default now()
  );

  -- Which order got how many pieces of a lot, as the ledger knew it when it was asked.
  create table lot_trace (
    incident text not null references safety_incident,
    sku text not null,
    lot text not null,
    order_key text not null,
    quantity integer not null,
    shipped_at timestamptz not null,
    primary key (incident, sku, lot, order_key)
  );
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(tickets);
  await knex.raw(refunds);
  await knex.raw(chargebacks);
  await knex.raw(incidents);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table lot_trace, safety_incident, chargeback, refund, after_sales_ticket, supplier_correction');
}
