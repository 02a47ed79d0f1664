import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import knex from 'knex';
import type { TestProject } from 'vitest/node';
import { reasonOf } from '../../cli/reason.ts';
import { closedFolder, databaseUser } from '../../cli/start/databaseUser.ts';
import { findProgram } from '../../cli/start/findProgram.ts';
import { freePort } from '../../cli/start/ports.ts';
import { ensureDatabase, type Postgres, startPostgres, stopPostgres } from '../../cli/start/postgres.ts';
import { commandLineOf } from '../../cli/start/processes.ts';
import { type Program, temporalCli, temporalTestServer } from '../../cli/start/programs.ts';
import { migrationSource } from '../../migrations/index.ts';

/** What the tests' server lets itself forget: it lives for one run. */
const forgetful = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '300',
  shared_buffers: '128MB',
  jit: 'off',
};

const PREFIX = 'zhidu-test-';
const TEMPLATE = 'zhidu_template';

/** A program of Temporal's, or why it is not here: a test that needs none is not to fail for it. */
export type Found = { readonly path?: string; readonly problem?: string };

declare module 'vitest' {
  interface ProvidedContext {
    /** An administrator's address of the tests' Postgres, and the migrated database to copy. */
    readonly postgres: { readonly url: string; readonly template: string };
    readonly temporal: { readonly cli: Found; readonly testServer: Found };
  }
}

let folder: string | undefined;
let postgres: Postgres | undefined;

/** One Postgres for the whole run, with one migrated database that every test file copies. */
export async function setup(project: TestProject): Promise<void> {
  const root = temporaryFolder();
  removeLeftovers(root);
  folder = mkdtempSync(join(root, `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o711);
  postgres = await startPostgres({
    dataFolder: join(folder, 'data'),
    logFile: join(folder, 'postgres.log'),
    port: await freePort(),
    password: 'only-for-tests',
    settings: forgetful,
  });
  process.once('exit', kill);
  await migrateTemplate(postgres);
  project.provide('temporal', { cli: await find(temporalCli), testServer: await find(temporalTestServer) });
  project.provide('postgres', { url: postgres.url('postgres'), template: TEMPLATE });
}

/** Leaves no process and no file behind. */
export async function teardown(): Promise<void> {
  process.removeListener('exit', kill);
  if (postgres) await stopPostgres(postgres);
  if (folder) rmSync(folder, { recursive: true, force: true });
}

function kill(): void {
  if (postgres) process.kill(postgres.pid, 'SIGKILL');
}

async function find(program: Program): Promise<Found> {
  try {
    return { path: await findProgram(program, { report: (line) => void process.stderr.write(`${line}\n`) }) };
  } catch (error) {
    return { problem: reasonOf(error) };
  }
}

async function migrateTemplate(postgres: Postgres): Promise<void> {
  await ensureDatabase(postgres.url('postgres'), TEMPLATE);
  const db = knex({ client: 'pg', connection: postgres.url(TEMPLATE), pool: { min: 0, max: 1 } });
  try {
    await db.migrate.latest({ migrationSource });
  } finally {
    await db.destroy();
  }
}

/** Postgres must be able to go there, which a private TMPDIR of root's would not allow. */
function temporaryFolder(): string {
  const user = databaseUser();
  const found = [tmpdir(), '/tmp', '/var/tmp'].find((folder) => closedFolder(folder, user) === undefined);
  if (found) return found;
  throw new Error(`the user ${user?.name} can enter no temporary folder`);
}

/** A run that was killed could not stop its Postgres: the next one does. */
function removeLeftovers(root: string): void {
  for (const name of readdirSync(root).filter((it) => it.startsWith(PREFIX))) {
    const owner = Number(name.slice(PREFIX.length).split('-', 1)[0]);
    if (commandLineOf(owner)?.includes('vitest')) continue;
    killPostgresOf(join(root, name, 'data', 'postmaster.pid'));
    rmSync(join(root, name), { recursive: true, force: true });
  }
}

function killPostgresOf(pidFile: string): void {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8').split('\n', 1)[0]);
    if (commandLineOf(pid)?.includes(dirname(pidFile))) process.kill(pid, 'SIGKILL');
  } catch {
    return; // It has stopped, or never ran.
  }
}
