import type { Knex } from 'knex';

const company = `
  -- One row: what the company is called, and the language of what its systems show to everybody alike.
  create table company_setting (
    single boolean primary key default true check (single),
    name jsonb not null,
    language text not null check (language in ('zh-CN', 'en'))
  );
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(company);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table company_setting');
}
