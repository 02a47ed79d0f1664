import type { Knex } from 'knex';

const instances = `
  create table process_definition (
    hash text primary key,
    key text not null,
    version integer not null,
    name text not null,
    model jsonb not null,
    xml text not null,
    current boolean not null default true,
    deployed_by text,
    deployed_at timestamptz not null default now(),
    unique (key, version)
  );
  create unique index process_definition_current on process_definition (key) where current;

  create table process_instance (
    id text primary key,
    process_key text not null,
    business_key text not null,
    definition text not null references process_definition,
    title text not null,
    started_by text not null,
    department_id text,
    parent_id text,
    status text not null,
    error text,
    sequence integer not null,
    digest text not null,
    due_at timestamptz not null default 'infinity',
    started_at timestamptz not null,
    ended_at timestamptz,
    updated_at timestamptz not null default now()
  ) with (fillfactor = 80);
  create index process_instance_by_start on process_instance (started_at desc, id desc);
  create index process_instance_by_key on process_instance (process_key, started_at desc, id desc);
  create index process_instance_by_starter on process_instance (started_by, started_at desc, id desc);
  create index process_instance_by_department on process_instance (department_id, started_at desc, id desc);
  create index process_instance_by_status on process_instance (status, started_at desc, id desc);
  create index process_instance_by_parent on process_instance (parent_id) where parent_id is not null;

  -- The journal. The event's own time is in the key because the table is cut into months by it.
  create table process_step (
    instance_id text not null,
    sequence integer not null,
    at timestamptz not null,
    kind text not null,
    actor_id text,
    on_behalf_of text,
    token text,
    event jsonb not null,
    commands jsonb not null,
    refused jsonb,
    request_id text,
    grounds jsonb,
    recorded_at timestamptz not null default now(),
    primary key (instance_id, sequence, at)
  ) partition by range (at);
  create index process_step_by_time on process_step using brin (at);
  create table process_step_rest partition of process_step default;
`;

const dealings = `
  create table incident (
    instance_id text not null references process_instance,
    token text not null,
    node text not null,
    reason text not null,
    raised_at timestamptz not null,
    resolved_at timestamptz,
    primary key (instance_id, token, raised_at)
  );
  create index incident_open on incident (raised_at desc, instance_id) where resolved_at is null;

  create table subscription (
    instance_id text not null references process_instance,
    token text not null,
    node text not null,
    message text not null,
    key text not null,
    created_at timestamptz not null,
    primary key (instance_id, token)
  );
  create index subscription_by_message on subscription (message, key, created_at);

  create table message (
    id text primary key,
    name text not null,
    key text not null,
    variables jsonb not null,
    sender_id text,
    state text not null default 'waiting' check (state in ('waiting', 'taken', 'expired')),
    taken_by text,
    created_at timestamptz not null,
    expires_at timestamptz not null
  );
  create index message_waiting on message (name, key, created_at) where state = 'waiting';

  create table job_effect (
    instance_id text not null,
    token text not null,
    attempt integer not null,
    type text not null,
    result jsonb not null,
    done_at timestamptz not null default now(),
    primary key (instance_id, token, attempt)
  );
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(instances);
  await knex.raw(dealings);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table job_effect, message, subscription, incident, process_step, process_instance, process_definition
  `);
}
