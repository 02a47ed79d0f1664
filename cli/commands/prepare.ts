import type { Command } from 'commander';
import { during, print } from '../print.ts';
import { companyLanguage, say } from '../say.ts';

/** zhidu prepare: brings a database of production to what this version expects; safe to repeat, before every new version. */
export function register(program: Command): void {
  program.command('prepare').description(say('prepare.description')).action(run);
}

async function run(): Promise<void> {
  const { readEnv } = await import('../../platform/env.ts');
  const { createSetupLink } = await import('../../api/links.ts');
  const { migrationSource } = await import('../../migrations/index.ts');
  const { withDatabase } = await import('../start/database.ts');
  const { seedCompany } = await import('../seed.ts');
  const { DATABASE_URL, PUBLIC_URL } = readEnv();
  await withDatabase(DATABASE_URL, async (db) => {
    await during(say('start.migrating'), () => db.migrate.latest({ migrationSource }));
    await during(say('start.seeding'), () => seedCompany(db, companyLanguage()));
    const link = await createSetupLink(db, PUBLIC_URL);
    if (link !== undefined) print(say('summary.setUp', { link }));
  });
}
