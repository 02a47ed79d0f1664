import type { Knex } from 'knex';

const positions = `
  create table position (
    id text primary key,
    name jsonb not null,
    department_id text references department
  );
  alter table person add column position_id text references position;
  create index person_by_position on person (position_id, id) where active;
  create index person_at_work on person (id) include (department_id, position_id) where active;
`;

const waves = `
  -- What is taught about a chapter, by the hash of its content: a wave pins the one that it begins with.
  create table course (
    id text not null,
    hash text not null,
    policy_id text not null,
    chapter text not null,
    content jsonb not null,
    current boolean not null default true,
    created_at timestamptz not null default now(),
    primary key (id, hash)
  );
  create unique index course_current on course (id) where current;

  -- Written by the workflow of the wave; dirty alone is set by whoever has learnt something.
  create table wave (
    id text primary key,
    rollout_id text not null,
    policy_id text not null,
    version integer not null,
    content_hash text,
    name jsonb not null,
    audience jsonb not null,
    thresholds jsonb not null,
    manager_id text not null references person,
    due_at timestamptz not null,
    state text not null default 'running' check (state in ('running', 'ready', 'closing', 'closed')),
    dirty boolean not null default false,
    counts jsonb not null default '{}',
    counted_at timestamptz,
    started_by text not null,
    started_at timestamptz not null,
    closed_at timestamptz
  ) with (fillfactor = 50);
  create index wave_by_start on wave (started_at desc, id desc);
  create index wave_by_rollout on wave (rollout_id, started_at desc, id desc);
  create index wave_by_manager on wave (manager_id, started_at desc, id desc);
  create index wave_by_policy on wave (policy_id, version);

  create table wave_course (
    wave_id text not null references wave,
    course_id text not null,
    course_hash text not null,
    place integer not null,
    primary key (wave_id, course_id),
    foreign key (course_id, course_hash) references course (id, hash)
  );

  create table enrolment (
    wave_id text not null references wave,
    person_id text not null references person,
    status text not null default 'assigned'
      check (status in ('assigned', 'in-progress', 'passed', 'failed', 'escalated', 'exempt', 'left')),
    enrolled_at timestamptz not null,
    passed_courses integer not null default 0,
    passed_at timestamptz,
    acknowledged_at timestamptz,
    declined_at timestamptz,
    escalated_at timestamptz,
    ended_at timestamptz,
    primary key (wave_id, person_id)
  ) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02,
          autovacuum_analyze_scale_factor = 0.02);
  create index enrolment_by_person on enrolment (person_id, enrolled_at desc, wave_id);
  create index enrolment_by_status on enrolment (wave_id, status, person_id) include (acknowledged_at, declined_at);
  -- Whoever still owes something.
  create index enrolment_open on enrolment (wave_id, person_id) include (status, acknowledged_at, enrolled_at)
    where status not in ('exempt', 'left') and (status <> 'passed' or acknowledged_at is null);

  -- Whose enrolment is to be looked at again: written with what was learnt, taken away by the wave's workflow.
  create table enrolment_change (
    wave_id text not null,
    person_id text not null,
    touched integer not null default 1,
    primary key (wave_id, person_id)
  ) with (autovacuum_vacuum_scale_factor = 0.01);

  -- Three failed attempts lead to one: how a process of tutoring came out.
  create table tutoring (
    wave_id text not null references wave,
    person_id text not null references person,
    course_id text not null,
    round integer not null,
    instance_id text not null,
    begun_at timestamptz not null,
    finished_at timestamptz,
    primary key (wave_id, person_id, course_id, round)
  );
`;

const learning = `
  -- Written by the API, as are attempts and acknowledgements. lessons: {"12.1": "<moment>"}
  create table course_progress (
    wave_id text not null references wave,
    person_id text not null references person,
    course_id text not null,
    lessons jsonb not null default '{}',
    started_at timestamptz not null,
    finished_at timestamptz,
    passed_at timestamptz,
    -- The last attempt of a round has failed; a tutoring begun for that round opens the next.
    failed_at timestamptz,
    round integer not null default 1,
    primary key (wave_id, person_id, course_id)
  ) with (fillfactor = 70);

  create table quiz_attempt (
    id text primary key,
    wave_id text not null references wave,
    person_id text not null references person,
    course_id text not null,
    round integer not null,
    number integer not null,
    seed text not null,
    items text[] not null,
    started_at timestamptz not null,
    expires_at timestamptz not null,
    answers jsonb,
    submitted_at timestamptz,
    score integer,
    passed boolean,
    unique (wave_id, person_id, course_id, round, number)
  );

  -- What was signed, of which exact version, in which words. Never touched again.
  create table acknowledgement (
    id text primary key,
    person_id text not null references person,
    policy_id text not null,
    version integer not null,
    wave_id text not null references wave,
    verdict text not null check (verdict in ('signed', 'declined')),
    reason text,
    content_hash text not null,
    statement_hash text not null,
    locale text not null,
    at timestamptz not null,
    seal text not null,
    check ((verdict = 'declined') = (reason is not null))
  );
  create unique index acknowledgement_signed on acknowledgement (person_id, policy_id, version, wave_id)
    where verdict = 'signed';
  create index acknowledgement_by_person on acknowledgement (person_id, policy_id, version, at);
  create trigger append_only before update or delete on acknowledgement for each row execute function refuse_change();
`;

const certificates = `
  alter table credential_type
    add column valid_months integer not null default 12,
    add column renewal_days integer not null default 60,
    -- Issued to whoever completes a wave of this policy.
    add column policy_id text;

  alter table credential
    add column status text not null default 'active' check (status in ('active', 'renewed', 'expired', 'revoked')),
    -- By which anybody can check it: 48 bits of chance.
    add column code text not null default 'ZD-' || upper(substr(md5(gen_random_uuid()::text), 1, 12)),
    add column source text not null default 'register',
    add column suspended_at timestamptz,
    add column ended_at timestamptz,
    -- The last reminder that it will lapse: 60, 30 or 7 days before.
    add column reminded integer;
  create unique index credential_code on credential (code);
  create unique index credential_active on credential (person_id, type_id) include (valid_from, valid_to, suspended_at)
    where status = 'active';
  create index credential_expiring on credential (valid_to, id) where status = 'active';
  create index credential_of_person on credential (person_id, valid_from desc, id desc);

  -- What lapses with a certificate and comes back with its renewal.
  create table credential_unlock (
    type_id text not null references credential_type,
    entitlement_id text not null references entitlement,
    primary key (type_id, entitlement_id)
  );

  -- Why somebody may not use what they were granted, for the time being. kind "credential": ref is its type;
  -- "training": ref is the wave that they owe.
  create table entitlement_suspension (
    id bigint generated always as identity primary key,
    person_id text not null references person,
    entitlement_id text not null references entitlement,
    kind text not null check (kind in ('credential', 'training')),
    ref text not null,
    since timestamptz not null,
    lifted_at timestamptz
  );
  create unique index entitlement_suspended on entitlement_suspension (person_id, entitlement_id, kind, ref)
    where lifted_at is null;
  -- Who holds a permission: those of the first tier are few.
  create index entitlement_grant_holders on entitlement_grant (entitlement_id, person_id) include (valid_to)
    where revoked_at is null;
  create index entitlement_suspension_by_ref on entitlement_suspension (kind, ref, person_id) where lifted_at is null;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(positions);
  await knex.raw(waves);
  await knex.raw(learning);
  await knex.raw(certificates);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table entitlement_suspension, credential_unlock, acknowledgement, quiz_attempt, course_progress, tutoring,
      enrolment_change, enrolment, wave_course, wave, course;
    drop index entitlement_grant_holders, credential_active, credential_code, credential_expiring, credential_of_person;
    alter table credential drop column status, drop column code, drop column source, drop column suspended_at,
      drop column ended_at, drop column reminded;
    alter table credential_type drop column valid_months, drop column renewal_days, drop column policy_id;
    alter table person drop column position_id;
    drop table position;
  `);
}
