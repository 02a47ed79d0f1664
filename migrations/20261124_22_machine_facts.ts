import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- What machines do are steps, too: nobody's, on behalf of nobody.
    alter table step_fact alter column person_id drop not null,
      add column kind text not null default 'human' check (kind in ('human', 'job', 'decision', 'script', 'send')),
      add constraint step_fact_whose check ((kind = 'human') = (person_id is not null)),
      drop constraint step_fact_outcome_check,
      add constraint step_fact_outcome_check
        check (outcome in ('completed', 'approved', 'rejected', 'returned', 'failed'));
    -- They are found by time and process alone: what they cost is three entries.
    drop index step_fact_by_person, step_fact_by_department, step_fact_by_duty;
    create index step_fact_by_person on step_fact (person_id, closed_at) where person_id is not null;
    create index step_fact_by_department on step_fact (department_id, closed_at) where department_id is not null;
    create index step_fact_by_duty on step_fact (duty_id, closed_at) where duty_id is not null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index step_fact_by_person, step_fact_by_department, step_fact_by_duty;
    create index step_fact_by_person on step_fact (person_id, closed_at);
    create index step_fact_by_department on step_fact (department_id, closed_at);
    create index step_fact_by_duty on step_fact (duty_id, closed_at);
    alter table step_fact disable trigger append_only;
    delete from step_fact where kind <> 'human';
    alter table step_fact enable trigger append_only;
    alter table step_fact drop constraint step_fact_whose, drop constraint step_fact_outcome_check, drop column kind,
      alter column person_id set not null,
      add constraint step_fact_outcome_check check (outcome in ('completed', 'approved', 'rejected', 'returned'));
  `);
}
