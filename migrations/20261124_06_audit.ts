import type { Knex } from 'knex';

const audit = `
  create sequence audit_event_id;

  -- The transaction gets its number before the row gets its id. So whoever knows the last id given out and sees that
  -- all transactions numbered until then have ended knows that no row up to that id can still appear.
  create function next_audit_id() returns bigint language plpgsql volatile as $$
  begin
    perform pg_current_xact_id();
    return nextval('audit_event_id');
  end $$;

  create table audit_event (
    id bigint not null default next_audit_id(),
    at timestamptz not null default now(),
    actor_id text,
    on_behalf_of text,
    action text not null,
    subject_kind text not null,
    subject_id text not null,
    instance_id text,
    clauses text[] not null default '{}',
    -- Why it was not allowed to happen, when it was not: attempts are evidence too.
    refused text,
    before jsonb,
    after jsonb,
    request_id text,
    primary key (id, at)
  ) partition by range (at);
  create index audit_event_by_time on audit_event using brin (at);
  create index audit_event_recent on audit_event (at desc, id desc);
  create index audit_event_refused on audit_event (at desc, id desc) where refused is not null;
  create index audit_event_by_subject on audit_event (subject_id, at desc, id desc);
  create index audit_event_by_instance on audit_event (instance_id, at desc, id desc) where instance_id is not null;
  create index audit_event_by_actor on audit_event (actor_id, at desc, id desc) where actor_id is not null;
  create table audit_event_rest partition of audit_event default;

  -- ids and leaves stand in the same order; root is made of the leaves, chain of the chain before, the root and the range.
  create table audit_batch (
    number integer primary key,
    first_id bigint not null,
    last_id bigint not null,
    ids bigint[] not null,
    leaves bytea not null,
    root bytea not null,
    chain bytea not null,
    sealed_at timestamptz not null default now(),
    check (first_id <= last_id)
  );

  create table outbox (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    kind text not null,
    instance_id text,
    task_id text,
    audience text[] not null default '{}'
  );
  create index outbox_by_time on outbox using brin (at);
`;

const guards = `
  create function refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
  end $$;
  create trigger append_only before update or delete on audit_event for each row execute function refuse_change();
  create trigger append_only before update or delete on process_step for each row execute function refuse_change();
  create trigger append_only before update or delete on audit_batch for each row execute function refuse_change();

  -- A month whose rows already lie in the default partition is left there: complete, if less well cut.
  create function ensure_partitions(ahead integer) returns integer language plpgsql as $$
  declare
    parent text;
    month timestamptz;
    part text;
    strays boolean;
    made integer := 0;
  begin
    foreach parent in array array['process_step', 'audit_event'] loop
      for month in select generate_series(
        date_trunc('month', now(), 'UTC') - interval '1 month',
        date_trunc('month', now(), 'UTC') + ahead * interval '1 month',
        interval '1 month')
      loop
        month := date_trunc('month', month + interval '12 hours', 'UTC');
        part := parent || '_' || to_char(month at time zone 'UTC', '"y"YYYY"m"MM');
        continue when to_regclass(part) is not null;
        execute format('select exists (select from %I where at >= %L and at < %L)',
          parent || '_rest', month, date_trunc('month', month + interval '32 days', 'UTC')) into strays;
        continue when strays;
        execute format('create table %I partition of %I for values from (%L) to (%L)',
          part, parent, month, date_trunc('month', month + interval '32 days', 'UTC'));
        made := made + 1;
      end loop;
    end loop;
    return made;
  end $$;
  select ensure_partitions(3);
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(audit);
  await knex.raw(guards);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop function ensure_partitions;
    drop trigger append_only on process_step;
    drop table outbox, audit_batch, audit_event;
    drop function refuse_change, next_audit_id;
    drop sequence audit_event_id;
  `);
}
