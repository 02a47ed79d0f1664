import { randomUUID } from 'node:crypto';
import knex, { type Knex } from 'knex';
import { inject } from 'vitest';

/** A database of a test file's own, and how to be rid of it. */
export type TestDatabase = { readonly url: string; readonly db: Knex; drop(): Promise<void> };

/** Content that many test files begin with: put into a template by the first of them, copied by the others. */
type Content = { readonly name: string; readonly seed: (db: Knex) => Promise<void> };

/** One file at a time puts content into a template. */
const SEEDING_LOCK = 4_711;

/** Copies the migrated template: some 50 ms, and no test sees another file's rows. */
export async function createTestDatabase(content?: Content): Promise<TestDatabase> {
  const { url: adminUrl, template } = inject('postgres');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const from = content ? await seededTemplate(content) : template;
  await asAdministrator(adminUrl, (admin) => admin.raw('create database ?? template ??', [name, from]));
  const url = urlOf(name);
  const db = knex({ client: 'pg', connection: url, pool: { min: 0, max: 10 } });
  return {
    url,
    db,
    drop: async () => {
      await db.destroy();
      await asAdministrator(adminUrl, (admin) => admin.raw('drop database ?? with (force)', [name]));
    },
  };
}

/** Nobody copies a template that is half filled: it gets its name when it is done. */
async function seededTemplate({ name, seed }: Content): Promise<string> {
  const { url: adminUrl, template } = inject('postgres');
  const seeded = `${template}_${name}`;
  await asAdministrator(adminUrl, async (admin) => {
    await admin.raw('select pg_advisory_lock(?)', [SEEDING_LOCK]);
    const { rows } = await admin.raw('select 1 from pg_database where datname = ?', [seeded]);
    if (rows.length > 0) return;
    const unfinished = `${seeded}_${randomUUID().replaceAll('-', '')}`;
    await admin.raw('create database ?? template ??', [unfinished, template]);
    const db = knex({ client: 'pg', connection: urlOf(unfinished), pool: { min: 0, max: 2 } });
    try {
      await seed(db);
    } finally {
      await db.destroy();
    }
    await admin.raw('alter database ?? rename to ??', [unfinished, seeded]);
  });
  return seeded;
}

function urlOf(database: string): string {
  const url = new URL(inject('postgres').url);
  url.pathname = `/${database}`;
  return url.href;
}

async function asAdministrator(url: string, act: (admin: Knex) => Promise<unknown>): Promise<void> {
  const admin = knex({ client: 'pg', connection: url, pool: { min: 0, max: 1 } });
  try {
    await act(admin);
  } finally {
    await admin.destroy();
  }
}
