import type { Knex } from 'knex';

const starts = `
  -- Names of the messages that begin it.
  alter table process_definition add column message_starts jsonb not null generated always as (
    jsonb_path_query_array(
      model, '$.nodes.* \\? (@.kind == "startEvent" && @.event.kind == "message").event.message'
    )
  ) stored;
  create index process_definition_by_message on process_definition using gin (message_starts) where current;
  create index message_offered on message (taken_by) where state = 'waiting' and taken_by is not null;
  create index message_of_sender on message (sender_id, id) where state = 'waiting';
`;

const hooks = `
  create table hook_source (
    id text primary key,
    kind text not null check (kind in ('order', 'payment', 'logistics', 'return')),
    note text not null default '',
    -- Sealed by the ring of keys; the one before is good until its time is over.
    key_id text not null,
    secret bytea not null,
    previous_key_id text,
    previous_secret bytea,
    previous_until timestamptz,
    disabled boolean not null default false,
    created_by text not null,
    created_at timestamptz not null default now(),
    rotated_at timestamptz,
    refused_at timestamptz
  );

  -- What a source has sent: an id stands for one body and one answer for ever.
  create table hook_delivery (
    source_id text not null references hook_source,
    id text not null,
    body_hash text not null,
    answer jsonb,
    received_at timestamptz not null default now(),
    primary key (source_id, id)
  );
  create index hook_delivery_by_time on hook_delivery (source_id, received_at);

  -- Makes of a buyer what limits are counted by, so that the same buyer is known and nobody is named.
  create table buyer_salt (
    single boolean primary key default true check (single),
    salt text not null
  );
  insert into buyer_salt (salt) values (gen_random_uuid()::text || gen_random_uuid()::text);
`;

const imports = `
  create table import_run (
    id text primary key,
    kind text not null,
    file_hash text not null,
    all_or_nothing boolean not null,
    rows integer not null,
    fresh integer not null,
    repeated integer not null,
    faulty integer not null,
    imported_by text not null,
    imported_at timestamptz not null default now()
  );
  create index import_run_by_time on import_run (imported_at desc, id desc);

  -- Which line of the world came in when: a natural key is taken once.
  create table import_row (
    kind text not null,
    key text not null,
    content_hash text not null,
    import_id text not null references import_run,
    primary key (kind, key)
  );
  create index import_row_by_run on import_row (import_id);
`;

const complaints = `
  create table complaint (
    id text primary key,
    -- sha256 of the tracking code; the code itself is nowhere.
    code_hash text not null unique,
    order_number text,
    channel text,
    category text not null,
    text text not null,
    contact_name text not null,
    contact text not null,
    locale text not null,
    state text not null default 'received' check (state in ('received', 'in-progress', 'answered', 'closed')),
    filed_at timestamptz not null default now(),
    changed_at timestamptz not null default now()
  );
  create index complaint_by_time on complaint (filed_at desc, id desc);

  create table complaint_reply (
    -- Of the job that wrote it: one job, one reply.
    id text primary key,
    complaint_id text not null references complaint,
    text text not null,
    at timestamptz not null
  );
  create index complaint_reply_of on complaint_reply (complaint_id, at, id);
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(starts);
  await knex.raw(hooks);
  await knex.raw(imports);
  await knex.raw(complaints);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table complaint_reply, complaint, import_row, import_run, buyer_salt, hook_delivery, hook_source;
    drop index message_of_sender, message_offered;
    alter table process_definition drop column message_starts
  `);
}
