import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- What customs specialist and manager ruled of an article when it was bought, for each market it was bought for.
    create table customs_ruling (
      sku text not null,
      -- "EU", "UK", else the country.
      market text not null,
      hs_code text not null,
      rationale text not null,
      declared_elements text not null,
      origin text not null,
      statutory_inspection boolean not null,
      export_control text not null check (export_control in ('free', 'licensed')),
      licence_number text,
      instance_id text not null,
      ruled_by text,
      approved_by text,
      ruled_at timestamptz not null,
      primary key (sku, market),
      check (export_control = 'free' or licence_number is not null)
    )
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table customs_ruling');
}
