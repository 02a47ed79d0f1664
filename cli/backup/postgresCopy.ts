import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { copyFolder } from './copy.ts';

/** What Postgres makes anew when it starts, and what belongs to the process that runs. */
const emptied = ['pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp'];
const running: ReadonlySet<string> = new Set(['postmaster.pid', 'postmaster.opts']);
const SLOT = 'zhidu_backup';

/**
 * Copies the files of a server that runs, as Postgres itself prescribes: between the start and the stop of a backup,
 * with all of the write-ahead log from then on. What comes of it is the state at the end.
 */
export async function copyRunningPostgres(url: string, dataFolder: string, to: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // It lives as long as this connection, and keeps the log from being recycled.
    await client.query('select pg_create_physical_replication_slot($1, true, true)', [SLOT]);
    await client.query(`select pg_backup_start('zhidu', true)`);
    await copyFolder(dataFolder, to, { without: isLeftOut });
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)');
    await copyFolder(join(dataFolder, 'pg_wal'), join(to, 'pg_wal'), { without: (path) => path === 'archive_status' });
    for (const folder of [...emptied, 'pg_wal/archive_status']) await mkdir(join(to, folder), { recursive: true });
    await writeFile(join(to, 'backup_label'), rows[0]?.labelfile ?? '');
  } finally {
    await client.end();
  }
}

function isLeftOut(path: string): boolean {
  return running.has(path) || emptied.includes(path) || emptied.includes(dirname(path));
}
