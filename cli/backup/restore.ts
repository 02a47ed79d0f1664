import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { dataConverter } from '../../platform/codec.ts';
import { keyRing } from '../../platform/keyRing.ts';
import { connectTemporal } from '../../platform/temporal.ts';
import { say } from '../say.ts';
import { withDatabase } from '../start/database.ts';
import { databaseUser } from '../start/databaseUser.ts';
import { type Folders, foldersOf, makeFolders, secretsIn } from '../start/folders.ts';
import { findRunning } from '../start/runFile.ts';
import { NAMESPACE } from '../start/services.ts';
import { prepare, Supervisor } from '../start/supervisor.ts';
import { type Surroundings, surroundings } from '../surroundings.ts';
import { versions } from './backup.ts';
import { copyFolder } from './copy.ts';
import { checkedManifest, type Manifest } from './manifest.ts';
import { type Difference, reconcile } from './reconcile.ts';

/** Puts a backup where there is nothing, starts both databases and nothing else, and says where they disagree. */
export async function restore(from: string): Promise<readonly Difference[]> {
  const backup = resolve(from);
  const folders = foldersOf(process.env, databaseUser());
  mustBeEmpty(folders);
  const manifest = await checkedManifest(backup);
  mustFit(manifest);
  makeFolders(folders);
  mkdirSync(dirname(folders.postgres), { recursive: true });
  await copyFolder(join(backup, 'postgres'), folders.postgres, { owner: databaseUser() });
  await copyFolder(join(backup, 'temporal'), folders.temporal);
  if (existsSync(join(backup, 'files'))) await copyFolder(join(backup, 'files'), join(folders.data, 'files'));
  for (const name of ['secrets.json', 'installation.json']) {
    await copyFile(join(backup, name), join(folders.data, name));
  }
  return compared(folders);
}

/** The differences of what runs here, or of what is started here for this alone. */
export async function compareHere(): Promise<readonly Difference[]> {
  const { env } = process;
  const folders = foldersOf(env, databaseUser());
  const isElsewhere = env['DATABASE_URL'] || env['DATABASE_URL_FILE'];
  return isElsewhere || findRunning(folders.data) ? differences(surroundings()) : compared(folders);
}

async function compared({ data }: Folders): Promise<readonly Difference[]> {
  const supervisor = await prepare({ mode: undefined, ports: {}, auto: true }, process.env);
  if (!(supervisor instanceof Supervisor)) throw new Error(say('restore.runs'));
  try {
    const { addresses } = await supervisor.startStores();
    const target = { TEMPORAL_ADDRESS: addresses.temporal, TEMPORAL_NAMESPACE: NAMESPACE };
    return await differences({ database: addresses.database, dataKeys: secretsIn(data).dataKeys, target });
  } finally {
    await supervisor.stop();
  }
}

async function differences({ database, dataKeys, target }: Surroundings): Promise<readonly Difference[]> {
  const keys = keyRing(dataKeys);
  const { client, close } = await connectTemporal(target, {
    dataConverter: dataConverter(keys, target.TEMPORAL_NAMESPACE),
  });
  try {
    return await withDatabase(database, (db) => reconcile(db, client, keys));
  } finally {
    await close();
  }
}

function mustBeEmpty({ data, postgres }: Folders): void {
  if (findRunning(data)) throw new Error(say('restore.runs'));
  const held = existsSync(data) ? readdirSync(data) : [];
  if (held.length > 0 || existsSync(postgres)) throw new Error(say('restore.notEmpty', { folder: data }));
}

/** Files of a database are not for another major version or kind of machine. */
function mustFit(manifest: Manifest): void {
  const here = versions();
  const major = (version: string) => version.split('.', 1)[0];
  if (manifest.platform !== here.platform || major(manifest.postgres) !== major(here.postgres)) {
    const wanted = `${manifest.platform}, Postgres ${manifest.postgres}`;
    throw new Error(say('restore.otherKind', { wanted, here: `${here.platform}, Postgres ${here.postgres}` }));
  }
}
