import { appendFileSync, chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { copyFolder } from '../../cli/backup/copy.ts';
import { checkedManifest, writeManifest } from '../../cli/backup/manifest.ts';
import { copyRunningPostgres } from '../../cli/backup/postgresCopy.ts';
import { databaseUser } from '../../cli/start/databaseUser.ts';
import { freePort } from '../../cli/start/ports.ts';
import { ensureDatabase, type PostgresPlan, startPostgres, stopPostgres } from '../../cli/start/postgres.ts';
import { temporaryFolder } from '../setup/folder.ts';

const PAUSE_MS = 5;

async function plan(): Promise<PostgresPlan> {
  const folder = temporaryFolder();
  chmodSync(folder, 0o711);
  const settings = { fsync: 'off', shared_buffers: '16MB', min_wal_size: '32MB', max_wal_size: '48MB' };
  const logFile = join(folder, 'postgres.log');
  return { dataFolder: join(folder, 'data'), logFile, port: await freePort(), password: 'secret', settings };
}

const running = async (wanted: PostgresPlan) => {
  const postgres = await startPostgres(wanted);
  onTestFinished(() => stopPostgres(postgres));
  return postgres;
};

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

describe('a copy of a Postgres that works on', () => {
  test('has all that was committed before it began, and nothing by halves', async () => {
    const original = await plan();
    const source = await running(original);
    await ensureDatabase(source.url('postgres'), 'books');
    const client = await connected(source.url('books'));
    await client.query('create table entry (n integer primary key, padding text)');
    let written = 0;
    let isCopying = true;
    const busy = (async () => {
      for (; isCopying || written === 0; written++) {
        await client.query(`insert into entry values ($1, repeat('x', 20000))`, [written]);
        await wait(PAUSE_MS);
      }
    })();
    const target = await plan();
    const copy = join(temporaryFolder(), 'postgres');

    await expect.poll(() => written, { timeout: 20_000 }).toBeGreaterThan(10);
    const atLeast = written;
    await copyRunningPostgres(source.url('books'), original.dataFolder, copy);
    isCopying = false;
    await busy;
    await client.end();
    await copyFolder(copy, target.dataFolder, { owner: databaseUser() });

    const restored = await connected((await running(target)).url('books'));
    const { rows } = await restored.query<{ n: number; last: number }>(
      'select count(*)::int n, max(n) last from entry',
    );
    await restored.end();
    expect(rows[0]?.n).toBe((rows[0]?.last ?? 0) + 1);
    expect(rows[0]?.n).toBeGreaterThanOrEqual(atLeast);
  }, 60_000);
});

describe('a manifest', () => {
  const about = { madeAt: '2026-11-24T16:00:00.000Z', zhidu: '0.1.0', platform: 'x', postgres: '18', temporal: '1' };
  const backup = async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'postgres'));
    writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '18');
    writeFileSync(join(folder, 'secrets.json'), '{}');
    await writeManifest(folder, about);
    return folder;
  };

  test('lists every file with what it hashes to', async () => {
    const { files } = await checkedManifest(await backup());
    expect(files.map(({ path }) => path)).toEqual(['postgres/PG_VERSION', 'secrets.json']);
  });

  test.each<[string, (folder: string) => void]>([
    ['changed', (folder) => appendFileSync(join(folder, 'secrets.json'), ' ')],
    ['gone', (folder) => rmSync(join(folder, 'postgres', 'PG_VERSION'))],
    ['added', (folder) => writeFileSync(join(folder, 'postgres', 'strange'), '')],
  ])('does not pass a file that was %s', async (_how, harm) => {
    const folder = await backup();
    harm(folder);
    await expect(checkedManifest(folder)).rejects.toThrow(/PG_VERSION|secrets\.json|strange/);
  });

  test('is missing where a backup was cut short', async () => {
    await expect(checkedManifest(temporaryFolder())).rejects.toThrow(/manifest\.json/);
  });
});
