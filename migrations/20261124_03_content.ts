import type { Knex } from 'knex';

const content = `
  create table policy (
    id text primary key,
    title jsonb not null
  );

  create table policy_version (
    policy_id text not null references policy,
    version integer not null,
    status text not null check (status in ('draft', 'in-force', 'superseded')),
    content_hash text not null,
    effective_from timestamptz,
    primary key (policy_id, version)
  );
  create unique index policy_version_in_force on policy_version (policy_id) where status = 'in-force';

  -- id is stable across versions: "POL-01#12.3".
  create table clause (
    id text not null,
    policy_id text not null,
    version integer not null,
    chapter jsonb not null,
    number text not null,
    kind text not null,
    binding text not null check (binding in ('MUST', 'SHOULD', 'MAY')),
    vital_interest boolean not null default false,
    text jsonb not null,
    laws jsonb not null default '[]',
    position integer not null,
    primary key (id, version),
    foreign key (policy_id, version) references policy_version
  );
  create index clause_by_policy on clause (policy_id, version, position);

  create table form (
    id text not null,
    hash text not null,
    content jsonb not null,
    current boolean not null default true,
    created_at timestamptz not null default now(),
    primary key (id, hash)
  );
  create unique index form_current on form (id) where current;

  create table decision_definition (
    id text not null,
    hash text not null,
    name text not null,
    model jsonb not null,
    xml text not null,
    current boolean not null default true,
    created_at timestamptz not null default now(),
    primary key (id, hash)
  );
  create unique index decision_definition_current on decision_definition (id) where current;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(content);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table decision_definition, form, clause, policy_version, policy');
}
