import { type ChildProcess, execFile } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { retrying } from '../../platform/retry.ts';
import { startChild, unlessItDies } from './child.ts';
import { type DatabaseUser, databaseUser } from './databaseUser.ts';
import { findPostgres, type PostgresBinaries } from './postgresBinaries.ts';
import { isOurs, stopProcess } from './processes.ts';

const SUPERUSER = 'zhidu';
const READY_WITHIN_MS = 60_000;
const STOPS_WITHIN_MS = 15_000;

/** One Postgres server of ours: where its data lie, where it listens, how it is tuned. */
export type PostgresPlan = {
  readonly dataFolder: string;
  readonly logFile: string;
  readonly port: number;
  readonly password: string;
  readonly settings?: Readonly<Record<string, string>>;
};

/** A Postgres server that accepts connections. */
export type Postgres = { readonly child: ChildProcess; readonly pid: number; url(database: string): string };

/** Creates the data folder when it is not there, starts the server, tells of its process and waits until it answers. */
export async function startPostgres(
  plan: PostgresPlan,
  spawned: (child: ChildProcess) => void = () => {},
): Promise<Postgres> {
  const user = databaseUser();
  const binaries = findPostgres(user);
  if (!existsSync(join(plan.dataFolder, 'PG_VERSION'))) await createCluster(plan, binaries, user);
  await stopLeftover(plan.dataFolder);
  const child = startChild({
    command: binaries.postgres,
    args: serverArguments(plan),
    logFile: plan.logFile,
    user,
    env: { LC_MESSAGES: 'C' },
  });
  spawned(child);
  const url = (database: string) => `postgres://${SUPERUSER}:${plan.password}@127.0.0.1:${plan.port}/${database}`;
  await unlessItDies({ child, name: 'Postgres', logFile: plan.logFile }, (signal) => answers(url('postgres'), signal));
  return { child, pid: child.pid ?? 0, url };
}

/** Ends open connections and writes everything down. */
export async function stopPostgres({ pid }: Pick<Postgres, 'pid'>): Promise<void> {
  await stopProcess(pid, 'SIGINT', STOPS_WITHIN_MS);
}

/** Makes a database unless it is there. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** Made beside its place and moved there when whole: a killed first start leaves nothing half made. */
async function createCluster(plan: PostgresPlan, { initdb }: PostgresBinaries, user?: DatabaseUser): Promise<void> {
  const unfinished = `${plan.dataFolder}.unfinished`;
  const passwordFile = `${plan.dataFolder}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(dirname(unfinished), { recursive: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, plan.password, { mode: 0o600 });
  if (user) for (const path of [unfinished, passwordFile]) chownSync(path, user.uid, user.gid);
  chmodSync(unfinished, 0o700);
  try {
    const options = { ...(user ? { uid: user.uid, gid: user.gid } : {}), env: { ...process.env, LC_ALL: 'C' } };
    await promisify(execFile)(initdb, initArguments(unfinished, passwordFile, plan), options);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  rmSync(plan.dataFolder, { recursive: true, force: true });
  renameSync(unfinished, plan.dataFolder);
}

function initArguments(folder: string, passwordFile: string, { settings }: PostgresPlan): string[] {
  return [
    `--pgdata=${folder}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
    ...(settings?.['fsync'] === 'off' ? ['--no-sync'] : []),
  ];
}

function serverArguments({ dataFolder, port, settings = {} }: PostgresPlan): string[] {
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', timezone: 'UTC', ...settings };
  return [
    '-D',
    dataFolder,
    '-p',
    String(port),
    ...Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ];
}

/** After a kill -9 of us the server lives on and is stopped; after one of it, its pid file may name somebody else's process. */
export async function stopLeftover(dataFolder: string): Promise<void> {
  const pidFile = join(dataFolder, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n', 1)[0]);
  if (isOurs(pid, ['postgres', dataFolder])) await stopPostgres({ pid });
  rmSync(pidFile, { force: true });
}

async function answers(url: string, signal: AbortSignal): Promise<void> {
  await retrying(
    async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.end();
    },
    { patienceMs: READY_WITHIN_MS, signal },
  );
}
