import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- When a sweep looks at it: to bring it on its way if nobody has, or, from its last moment on, to let it expire.
    alter table message add column sweep_at timestamptz;
    -- The pace of what begins with it, when a sweep brings it.
    alter table message add column time_scale double precision not null default 1;
    update message set sweep_at = case
        when sender_id = 'form' or starts_with(sender_id, 'hook:') or starts_with(sender_id, 'import:') then now()
        else expires_at end
      where state = 'waiting';
    create index message_to_sweep on message (sweep_at, id) where state = 'waiting';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index message_to_sweep;
    alter table message drop column sweep_at, drop column time_scale;
  `);
}
