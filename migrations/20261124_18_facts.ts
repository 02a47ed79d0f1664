import type { Knex } from 'knex';

const running = `
  -- How many tokens stand at which element; empty once the instance has ended.
  alter table process_instance add column standing jsonb not null default '{}';
  create index process_instance_running on process_instance (process_key, started_at desc, id desc)
    where status = 'running';
  create index process_instance_by_business_key on process_instance (business_key, started_at desc, id desc);
  create index process_instance_ended on process_instance (process_key, ended_at) where ended_at is not null;

  -- When it was taken by whoever holds it, or by whom it was handed on from.
  alter table task add column claimed_at timestamptz;

  -- What must be known of a deployed user task without reading the whole model.
  create table process_step_kind (
    definition text not null references process_definition,
    node text not null,
    duty_id text,
    calendar text,
    -- It is done many times side by side: a second time is no repetition.
    many boolean not null,
    primary key (definition, node)
  );
`;

const facts = `
  -- A ledger of finished human steps. Entry 0 is the step; entry 1, of the same dimensions and moment, is written when it
  -- had to be done again. Figures are sums over both: no row is ever changed.
  create table step_fact (
    instance_id text not null,
    token text not null,
    entry smallint not null check (entry in (0, 1)),
    process_key text not null,
    version integer not null,
    node text not null,
    person_id text not null,
    on_behalf_of text,
    duty_id text,
    department_id text,
    outcome text not null check (outcome in ('completed', 'approved', 'rejected', 'returned')),
    opened_at timestamptz not null,
    claimed_at timestamptz,
    closed_at timestamptz not null,
    due_at timestamptz,
    round integer not null,
    steps smallint not null,
    due smallint not null,
    on_time smallint not null,
    produced smallint not null,
    reworked smallint not null,
    again smallint not null,
    waiting_ms bigint not null,
    working_ms bigint not null,
    primary key (instance_id, token, entry)
  );
  create index step_fact_by_time on step_fact (closed_at);
  create index step_fact_by_person on step_fact (person_id, closed_at);
  create index step_fact_by_department on step_fact (department_id, closed_at);
  create index step_fact_by_duty on step_fact (duty_id, closed_at);
  create index step_fact_by_process on step_fact (process_key, closed_at);
  create trigger append_only before update or delete on step_fact for each row execute function refuse_change();
`;

const outbox = `
  -- As with audit_event: whoever knows the last id given out, and sees that all transactions numbered until then have
  -- ended, knows that no row up to that id can still appear.
  alter table outbox alter id drop identity;
  create sequence outbox_id owned by outbox.id;
  create function next_outbox_id() returns bigint language plpgsql volatile as $$
  begin
    perform pg_current_xact_id();
    return nextval('outbox_id');
  end $$;
  alter table outbox alter id set default next_outbox_id();
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(running);
  await knex.raw(facts);
  await knex.raw(outbox);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table outbox alter id drop default;
    drop function next_outbox_id;
    drop sequence outbox_id;
    alter table outbox alter id add generated always as identity;
    drop table step_fact, process_step_kind;
    alter table task drop claimed_at;
    drop index process_instance_running, process_instance_by_business_key, process_instance_ended;
    alter table process_instance drop standing;
  `);
}
