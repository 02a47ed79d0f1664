import type { Knex } from 'knex';

const accounts = `
  create table account (
    person_id text primary key references person,
    username text not null,
    password_hash text,
    disabled boolean not null default false,
    password_changed_at timestamptz,
    created_at timestamptz not null default now()
  );
  create unique index account_username on account (lower(username));

  create table one_time_link (
    token_hash text primary key,
    kind text not null check (kind in ('setup', 'invite', 'reset')),
    person_id text references person,
    expires_at timestamptz not null,
    used_at timestamptz,
    created_at timestamptz not null default now()
  );

  -- The shape that connect-pg-simple writes.
  create table session (
    sid varchar primary key,
    sess json not null,
    expire timestamptz not null
  );
  create index session_by_expiry on session (expire);
  create index session_by_person on session ((sess ->> 'personId'));

  -- The shape that rate-limiter-flexible writes.
  create table rate_limit (
    key varchar(255) primary key,
    points integer not null default 0,
    expire bigint
  );

  -- What the API has promised to do once: written by the API.
  create table request_receipt (
    request_id text primary key,
    actor_id text not null,
    operation text not null,
    status integer,
    answer jsonb,
    created_at timestamptz not null default now()
  );
  create index request_receipt_by_time on request_receipt using brin (created_at);

  -- What a running process answered to a request: written with the step that decided it.
  create table step_receipt (
    request_id text primary key,
    instance_id text not null,
    answer jsonb not null,
    created_at timestamptz not null default now()
  );
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(accounts);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table step_receipt, request_receipt, rate_limit, session, one_time_link, account');
}
