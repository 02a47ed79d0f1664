import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../../cli/start/ports.ts';
import { ensureDatabase, type PostgresPlan, startPostgres, stopPostgres } from '../../../cli/start/postgres.ts';
import { temporaryFolder } from '../../setup/folder.ts';

async function plan(): Promise<PostgresPlan> {
  const folder = temporaryFolder();
  chmodSync(folder, 0o711);
  mkdirSync(join(folder, 'logs'));
  const settings = { fsync: 'off', shared_buffers: '16MB' };
  const logFile = join(folder, 'logs', 'postgres.log');
  return { dataFolder: join(folder, 'data'), logFile, port: await freePort(), password: 'secret', settings };
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const running = async (wanted: PostgresPlan) => {
  const postgres = await startPostgres(wanted);
  onTestFinished(() => stopPostgres(postgres));
  return postgres;
};

test('Postgres comes back with its data after a kill -9, whoever has its old process id', async () => {
  const wanted = await plan();
  const first = await running(wanted);
  await ensureDatabase(first.url('postgres'), 'books');
  await query(first.url('books'), "create table entry as select 'kept' as what");

  process.kill(first.pid, 'SIGKILL');
  await stopPostgres(first);
  const pidFile = join(wanted.dataFolder, 'postmaster.pid');
  writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(String(first.pid), String(process.pid)));
  const second = await running(wanted);

  expect(await query(second.url('books'), 'select what from entry')).toEqual([{ what: 'kept' }]);
});

test('a server that a killed start left running is stopped and its data taken over', async () => {
  const wanted = await plan();
  const first = await running(wanted);

  const second = await running(wanted);

  expect(first.child.exitCode).toBe(0);
  expect(await query(second.url('postgres'), 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a server that cannot start says why', async () => {
  const wanted = await plan();

  await expect(startPostgres({ ...wanted, settings: { shared_buffers: 'plenty' } })).rejects.toThrow(
    /Postgres stopped[^]*invalid value for parameter "shared_buffers"/,
  );
});
