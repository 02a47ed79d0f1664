import type { Knex } from 'knex';

const tasks = `
  create table task (
    id text primary key,
    instance_id text not null references process_instance,
    token text not null,
    node text not null,
    name text not null,
    process_key text not null,
    title text not null,
    requester_id text not null,
    status text not null default 'open'
      check (status in ('open', 'completed', 'approved', 'rejected', 'returned', 'withdrawn')),
    assignee_id text,
    candidates text[] not null,
    -- Whom it was put before when it fell due: they see it even while somebody else holds it.
    escalated_to text[] not null default '{}',
    due_at timestamptz not null default 'infinity',
    provisional boolean not null default false,
    opened_at timestamptz not null,
    closed_at timestamptz,
    closed_by text,
    on_behalf_of text,
    clauses text[] not null,
    form text,
    approval boolean not null,
    permission text,
    credential text,
    variables jsonb not null
  ) with (fillfactor = 80);
  create index task_mine on task (assignee_id, due_at, id) include (process_key)
    where status = 'open' and assignee_id is not null;
  create index task_mine_of_process on task (assignee_id, process_key, due_at, id)
    where status = 'open' and assignee_id is not null;
  create index task_done on task (closed_by, closed_at desc, id desc) include (process_key) where closed_by is not null;
  create index task_open_of_instance on task (instance_id, due_at) where status = 'open';
  create index task_of_instance on task (instance_id, opened_at, id);

  -- One row per open unclaimed task and candidate: what it is sorted and filtered by stands beside whom it is for.
  create table task_candidate (
    candidate text not null,
    due_at timestamptz not null,
    task_id text not null,
    process_key text not null,
    primary key (candidate, due_at, task_id) include (process_key)
  ) with (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.02,
          autovacuum_analyze_scale_factor = 0.02);
  create index task_candidate_of_process on task_candidate (candidate, process_key, due_at, task_id);
  create index task_candidate_by_task on task_candidate (task_id);

  create table notification (
    id text primary key,
    person_id text not null,
    kind text not null,
    instance_id text,
    task_id text,
    params jsonb not null default '{}',
    created_at timestamptz not null,
    read_at timestamptz
  );
  create index notification_by_person on notification (person_id, created_at desc, id desc);
  create index notification_unread on notification (person_id) where read_at is null;

  create table evidence_file (
    id text primary key,
    sha256 text not null,
    name text not null,
    media_type text not null,
    size bigint not null,
    uploaded_by text not null,
    uploaded_at timestamptz not null default now(),
    instance_id text,
    task_id text
  );
  create index evidence_file_by_instance on evidence_file (instance_id, uploaded_at) where instance_id is not null;
  create index evidence_file_by_task on evidence_file (task_id, uploaded_at) where task_id is not null;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(tasks);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table evidence_file, notification, task_candidate, task');
}
