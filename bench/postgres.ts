import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closedFolder, databaseUser } from '../cli/start/databaseUser.ts';
import { freePort } from '../cli/start/ports.ts';
import { ensureDatabase, startPostgres, stopPostgres } from '../cli/start/postgres.ts';
import { migrationSource } from '../migrations/index.ts';
import { createDb, type Db } from '../store/db.ts';

/** A server tuned as a small production one: what is acknowledged is on the disk. */
const settings = {
  shared_buffers: '1GB',
  maintenance_work_mem: '256MB',
  max_wal_size: '4GB',
  effective_cache_size: '2GB',
  random_page_cost: '1.1',
};

/** Gives an empty, migrated database to a benchmark and takes it away again: on the server of DATABASE_URL, or on one of its own. */
export async function withBenchDatabase<T>(name: string, act: (url: string) => Promise<T>): Promise<T> {
  const given = process.env['DATABASE_URL'];
  return given ? onServer(given, name, act) : onOwnServer((url) => onServer(url, name, act));
}

async function onOwnServer<T>(act: (url: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(temporaryFolder(), 'zhidu-bench-'));
  chmodSync(folder, 0o711);
  const postgres = await startPostgres({
    dataFolder: join(folder, 'data'),
    logFile: join(folder, 'postgres.log'),
    port: await freePort(),
    password: 'only-for-benchmarks',
    settings,
  });
  try {
    return await act(postgres.url('postgres'));
  } finally {
    await stopPostgres(postgres);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onServer<T>(serverUrl: string, name: string, act: (url: string) => Promise<T>): Promise<T> {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await dropDatabase(serverUrl, name);
  await ensureDatabase(serverUrl, name);
  try {
    await within(url.href, (db) => db.migrate.latest({ migrationSource }));
    return await act(url.href);
  } finally {
    await dropDatabase(serverUrl, name);
  }
}

const dropDatabase = (serverUrl: string, name: string) =>
  within(serverUrl, (db) => db.raw('drop database if exists ?? with (force)', [name]));

async function within(url: string, act: (db: Db) => Promise<unknown>): Promise<void> {
  const db = createDb(url, 'zhidu-bench', { statementTimeoutMs: 0, poolMax: 1 });
  try {
    await act(db);
  } finally {
    await db.destroy();
  }
}

/** Where the database's user may go, too. */
function temporaryFolder(): string {
  const user = databaseUser();
  return closedFolder(tmpdir(), user) === undefined ? tmpdir() : '/tmp';
}
