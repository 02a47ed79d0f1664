import type { Knex } from 'knex';

const organisation = `
  -- A name is {"zh-CN": …, "en": …}, here and everywhere.
  create table department (
    id text primary key,
    name jsonb not null,
    parent_id text references department
  );

  create table person (
    id text primary key,
    name jsonb not null,
    locale text not null default 'zh-CN' check (locale in ('zh-CN', 'en')),
    department_id text not null references department,
    superior_id text references person deferrable initially deferred,
    position jsonb,
    email text,
    active boolean not null default true
  );
  create index person_by_department on person (department_id);
  create index person_by_superior on person (superior_id);

  create table duty (
    id text primary key,
    name jsonb not null
  );

  -- Held within one department, or company-wide when none is named.
  create table duty_holder (
    person_id text not null references person,
    duty_id text not null references duty,
    department_id text references department,
    unique nulls not distinct (person_id, duty_id, department_id)
  );
  create index duty_holder_by_duty on duty_holder (duty_id, department_id);

  create table person_role (
    person_id text not null references person,
    role text not null check (role in ('officer', 'manager', 'operator', 'hr', 'legal',
      'worker-representative', 'ops', 'auditor', 'administrator')),
    department_id text references department,
    unique nulls not distinct (person_id, role, department_id)
  );
`;

const authority = `
  create table entitlement (
    id text primary key,
    name jsonb not null,
    tier integer not null default 3
  );

  create table entitlement_grant (
    id text primary key,
    entitlement_id text not null references entitlement,
    person_id text not null references person,
    valid_from timestamptz not null,
    valid_to timestamptz not null default 'infinity',
    revoked_at timestamptz
  );
  create index entitlement_grant_by_person on entitlement_grant (person_id, entitlement_id);

  create table credential_type (
    id text primary key,
    name jsonb not null
  );

  create table credential (
    id text primary key,
    type_id text not null references credential_type,
    person_id text not null references person,
    valid_from timestamptz not null,
    valid_to timestamptz not null default 'infinity'
  );
  create index credential_by_person on credential (person_id, type_id);

  -- One person acts for another: in one duty, or in all when none is named.
  create table delegation (
    id text primary key,
    from_person_id text not null references person,
    to_person_id text not null references person check (to_person_id <> from_person_id),
    duty_id text references duty,
    valid_from timestamptz not null,
    valid_to timestamptz not null,
    reason text
  );
  create index delegation_by_delegate on delegation (to_person_id, valid_to);
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(organisation);
  await knex.raw(authority);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table delegation, credential, credential_type, entitlement_grant, entitlement,
      person_role, duty_holder, duty, person, department
  `);
}
