import { createSetupLink } from '../../api/links.ts';
import { migrationSource } from '../../migrations/index.ts';
import { createDb, type Db } from '../../store/db.ts';
import { during } from '../print.ts';
import { companyLanguage, say } from '../say.ts';
import { seedCompany, seedDemo } from '../seed.ts';
import { ensureDatabase } from './postgres.ts';
import type { Addresses } from './runFile.ts';
import { DATABASE, type Setting } from './services.ts';

const NO_TIMEOUT_MS = 0;
const PATIENT_MS = 10_000;

/** Brings the database to what this version of the code expects; safe to repeat. */
export async function prepareDatabase({ addresses, mode }: Setting): Promise<void> {
  const admin = new URL(addresses.database);
  admin.pathname = '/postgres';
  await ensureDatabase(admin.href, DATABASE);
  await withDatabase(addresses.database, async (db) => {
    await during(say('start.migrating'), () => db.migrate.latest({ migrationSource }));
    const language = companyLanguage();
    const seed = mode === 'demo' ? seedDemo : seedCompany;
    await during(say('start.seeding'), () => seed(db, language));
  });
}

/** The link with which a company's first administrator comes in, as long as there is none. */
export async function setupLink({ database, web }: Addresses): Promise<string | undefined> {
  return await withDatabase(database, (db) => createSetupLink(db, web));
}

/** Opens a pool for a moment. */
export async function withDatabase<T>(url: string, act: (db: Db) => Promise<T>): Promise<T> {
  const db = createDb(url, 'zhidu-cli', {
    statementTimeoutMs: NO_TIMEOUT_MS,
    acquireTimeoutMs: PATIENT_MS,
    poolMax: 2,
  });
  try {
    return await act(db);
  } finally {
    await db.destroy();
  }
}
