import type { Knex } from 'knex';

const partyLists = `
  -- Sanctions, control and forced-labour lists that parties are screened against.
  create table party_list (
    id text primary key,
    name jsonb not null,
    -- Without a version of a required list, or with one not checked for so long, nobody is found clear.
    required boolean not null default true,
    max_age_days integer not null check (max_age_days > 0)
  );

  create table party_list_version (
    list_id text not null references party_list,
    version text not null,
    issued_on date not null,
    content_hash text not null,
    entries integer not null,
    imported_by text,
    imported_at timestamptz not null,
    -- When it was last seen to be the current one: the same list imported again only moves this.
    checked_at timestamptz not null,
    primary key (list_id, version)
  );
  create index party_list_version_recent on party_list_version (list_id, issued_on desc, imported_at desc);

  create table party_entry (
    list_id text not null,
    version text not null,
    entry text not null,
    -- The first is the name, the others are aliases.
    names text[] not null check (cardinality(names) > 0),
    kind text not null check (kind in ('person', 'entity', 'vessel', 'other')),
    countries text[] not null default '{}',
    address text,
    remarks text,
    primary key (list_id, version, entry),
    foreign key (list_id, version) references party_list_version
  );

  create table party_screening (
    instance_id text primary key,
    -- Of name, country and address: what was released once is known again.
    party_key text not null,
    party jsonb not null,
    context text not null,
    verdict text not null check (verdict in ('clear', 'hold', 'released', 'blocked')),
    reasons text[] not null default '{}',
    hits jsonb not null,
    list_versions jsonb not null,
    threshold integer not null,
    screened_at timestamptz not null,
    decided_by text,
    decided_at timestamptz,
    reason text,
    evidence text,
    -- The screening whose release holds for this one too.
    released_with text references party_screening
  );
  create index party_screening_released on party_screening (party_key, decided_at desc) where verdict = 'released';
  create index party_screening_recent on party_screening (screened_at desc, instance_id desc);
`;

const shipments = `
  create table shipment (
    order_key text primary key,
    instance_id text not null unique,
    channel text not null,
    market text not null,
    amount bigint not null,
    currency text not null,
    state text not null check (state in ('open', 'declared', 'dispatched', 'delivered', 'exception', 'stopped', 'archived')),
    mode text,
    direction text check (direction in ('export', 'import')),
    document_match jsonb,
    declaration_number text,
    declared_at timestamptz,
    carrier text,
    tracking_number text,
    exception text check (exception in ('lost', 'damaged', 'seized')),
    stopped_for text,
    binder_hash text,
    binder jsonb,
    retain_until date,
    -- The monthly tax refund that it went into, with invoice and receipt.
    refund_id text,
    refund jsonb,
    opened_at timestamptz not null,
    dispatched_at timestamptz,
    delivered_at timestamptz,
    archived_at timestamptz
  );
  create index shipment_recent on shipment (opened_at desc, order_key desc);
  create index shipment_to_refund on shipment (declared_at, order_key)
    where direction = 'export' and refund_id is null and declared_at is not null;
  create index shipment_by_refund on shipment (refund_id) where refund_id is not null;

  -- How goods of a channel go to a market, approved for a year.
  create table customs_card (
    channel text not null,
    market text not null,
    mode text not null,
    facts jsonb not null,
    instance_id text not null,
    approved_at timestamptz not null,
    valid_until date not null,
    primary key (channel, market)
  );

  -- What was last declared, by two people, of an article for a market: the next declaration begins with it.
  create table goods_ruling (
    sku text not null,
    market text not null,
    hs_code text not null,
    origin text not null,
    export_control text not null check (export_control in ('free', 'licensed', 'prohibited')),
    instance_id text not null,
    ruled_at timestamptz not null,
    primary key (sku, market)
  );

  create table carrier (
    code text primary key,
    name text not null unique,
    kind text not null check (kind in ('carrier', 'broker', 'both')),
    country text not null,
    address text not null,
    admitted_at timestamptz not null,
    valid_until date not null,
    instance_id text
  );
  create index carrier_lapsing on carrier (valid_until, code);
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(partyLists);
  await knex.raw(shipments);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table carrier, goods_ruling, customs_card, shipment');
  await knex.raw('drop table party_screening, party_entry, party_list_version, party_list');
}
