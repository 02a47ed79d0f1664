import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { projectRoot } from '../../platform/root.ts';
import { say } from '../say.ts';
import { databaseUser } from '../start/databaseUser.ts';
import { type Folders, foldersOf } from '../start/folders.ts';
import { findPostgres } from '../start/postgresBinaries.ts';
import { isOurs } from '../start/processes.ts';
import { temporalCli } from '../start/programs.ts';
import { findRunning, type Running } from '../start/runFile.ts';
import { copyFolder } from './copy.ts';
import { type Manifest, writeManifest } from './manifest.ts';
import { whilePaused } from './paused.ts';
import { copyRunningPostgres } from './postgresCopy.ts';

/** What of the data folder itself is kept: its keys, without which nothing sealed opens, and how it was started. */
const single = ['secrets.json', 'installation.json'];

/** Writes everything of this installation into a new folder, running or not. */
export async function backUp(to: string): Promise<Manifest> {
  const folder = resolve(to);
  const folders = foldersOf(process.env, databaseUser());
  if (!existsSync(join(folders.data, 'installation.json'))) throw new Error(say('backup.nothing', folders));
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(say('backup.notEmpty', { folder }));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const running = findRunning(folders.data);
  if (running && running.state !== 'ready') throw new Error(say('backup.starting'));
  if (running) await copyRunning(folders, running, folder);
  else await copyStopped(folders, folder);
  for (const name of single) await copyFile(join(folders.data, name), join(folder, name));
  if (existsSync(join(folders.data, 'files'))) await copyFolder(join(folders.data, 'files'), join(folder, 'files'));
  return writeManifest(folder, { madeAt: new Date().toISOString(), ...versions() });
}

/** What a backup was made with, and what restoring it needs. */
export function versions(): Pick<Manifest, 'zhidu' | 'platform' | 'postgres' | 'temporal'> {
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string };
  return {
    zhidu: version,
    platform: `${process.platform}-${process.arch}`,
    postgres: findPostgres(databaseUser()).version,
    temporal: temporalCli.version,
  };
}

/**
 * Temporal stands still while both databases are copied, so that no workflow decides anything that only one of them
 * knows. Its file is then as after a power cut, which its write-ahead log is made for. What a worker had under way may
 * still reach Postgres: the same record is then written once more after restoring, and counts once.
 */
async function copyRunning(folders: Folders, { addresses, children }: Running, to: string): Promise<void> {
  const { pid = 0, marks = [] } = children['temporal'] ?? {};
  if (!isOurs(pid, marks)) throw new Error(say('backup.noTemporal'));
  await whilePaused(pid, async () => {
    await copyFolder(folders.temporal, join(to, 'temporal'));
    await copyRunningPostgres(addresses.database, folders.postgres, join(to, 'postgres'));
  });
}

async function copyStopped(folders: Folders, to: string): Promise<void> {
  if (existsSync(join(folders.postgres, 'postmaster.pid'))) throw new Error(say('backup.orphans'));
  await copyFolder(folders.temporal, join(to, 'temporal'));
  await copyFolder(folders.postgres, join(to, 'postgres'));
}
