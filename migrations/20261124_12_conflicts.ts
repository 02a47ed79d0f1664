import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- Duties of which one person may hold no two (POL-01 2.5).
    create table duty_conflict (
      duties text[] primary key,
      reason jsonb not null
    )
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table duty_conflict');
}
