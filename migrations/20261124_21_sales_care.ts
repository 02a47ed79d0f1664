import type { Knex } from 'knex';

const orders = `
  -- All that a buyer is known by again: limits and velocity must not depend on which of it an order happens to give.
  alter table sales_order add column buyer_keys text[] not null default '{}';
  alter table sales_order add column has_identity boolean not null default false;
  update sales_order set buyer_keys = array[buyer_key], has_identity = coalesce(buyer ->> 'idNumber', '') <> '';
  create index sales_order_by_keys on sales_order using gin (buyer_keys) with (fastupdate = off);
  drop index sales_order_by_buyer;

  create index sales_order_by_reference on sales_order ((payment ->> 'reference')) where payment is not null;

  -- When somebody last looked for its money, which no payout has brought.
  alter table sales_order add column payout_chased_at timestamptz;
  alter table sales_order add column payout_chased_by text;
  create index sales_order_unsettled on sales_order (delivered_at) where settled_by is null and delivered_at is not null;
`;

const prices = `
  -- Prices of imported lists, which somebody has to approve before they are in force.
  create table price_proposal (
    list_id text not null,
    channel text not null,
    sku text not null,
    market text not null,
    currency text not null,
    amount bigint not null check (amount > 0),
    cost bigint not null check (cost >= 0),
    floor bigint not null check (floor >= 0),
    -- The price in force that it was measured on; null without one.
    expected bigint,
    is_change boolean not null default true,
    proposed_at timestamptz not null default now(),
    primary key (list_id, channel, sku, market, currency)
  );
`;

const payouts = `
  -- The institution that brought it is licensed: two people have said so, or said so before.
  alter table payout add column licensed boolean;
  create index payout_by_institution on payout (institution) where licensed;
`;

const privacy = `
  alter table complaint add column masked_at timestamptz;
  create index complaint_unmasked on complaint (changed_at) where masked_at is null and state = 'closed';

  -- Which instances are about an order whose key is not theirs.
  create index process_instance_by_title on process_instance (title)
    where process_key in ('orderException', 'orderCancellation', 'transportClaim', 'refundApproval', 'refundPayment');

  -- Masked by a sweep, long after it has ended.
  alter table process_instance add column masked_at timestamptz;
  create index process_instance_unmasked on process_instance (ended_at) where masked_at is null and process_key in
    ('ticket', 'returnHandling', 'chargeback', 'privacyRequest', 'regulatorReply', 'strayPayment', 'orderException',
     'orderCancellation');
  create index message_by_key on message (key);

  -- Persons in China whose data was given abroad, and the basis for it.
  alter table privacy_sweep add column transfers jsonb not null default '{}';
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(orders);
  await knex.raw(prices);
  await knex.raw(payouts);
  await knex.raw(privacy);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table privacy_sweep drop column transfers;
    drop index message_by_key, process_instance_unmasked;
    alter table process_instance drop column masked_at;
    drop index process_instance_by_title, complaint_unmasked;
    alter table complaint drop column masked_at;
    drop index payout_by_institution;
    drop table price_proposal;
    alter table payout drop column licensed;
    drop index sales_order_unsettled, sales_order_by_reference, sales_order_by_keys;
    create index sales_order_by_buyer on sales_order (buyer_key, placed_at desc);
    alter table sales_order drop column payout_chased_at, drop column payout_chased_by, drop column has_identity, drop column buyer_keys
  `);
}
