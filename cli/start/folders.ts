import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statfsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { newKey } from '../../platform/keyRing.ts';
import { projectRoot } from '../../platform/root.ts';
import { say } from '../say.ts';
import { closedFolder, type DatabaseUser, sharedFolder } from './databaseUser.ts';

const OPEN_TO_PASS = 0o711;
const PRIVATE = 0o600;
const SECRET_BYTES = 32;
const NEEDED_BYTES = 300 * 1024 * 1024;

/** Where an installation keeps what it must not lose. */
export type Folders = {
  readonly data: string;
  readonly logs: string;
  readonly postgres: string;
  readonly temporal: string;
};

/** Where they are, made or not. Postgres' own is elsewhere when its user cannot reach the data folder. */
export function foldersOf(env: NodeJS.ProcessEnv, user: DatabaseUser | undefined): Folders {
  const data = resolve(env['ZHIDU_DATA'] || join(projectRoot, '.zhidu'));
  return { data, logs: join(data, 'logs'), postgres: postgresFolder(data, user), temporal: join(data, 'temporal') };
}

/** Makes the folders and sees that the disk has room. */
export function makeFolders(folders: Folders): void {
  if (!existsSync(folders.data)) {
    mkdirSync(folders.data, { recursive: true });
    chmodSync(folders.data, OPEN_TO_PASS);
  }
  for (const folder of [folders.logs, folders.temporal]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const free = freeBytes(folders.data);
  if (free < NEEDED_BYTES) {
    const room = { free: megabytes(free), needed: megabytes(NEEDED_BYTES) };
    throw new Error(say('start.diskFull', { folder: folders.data, ...room }));
  }
}

/** Room left on the disk of a folder. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** The least room that a start asks for. */
export const neededBytes = NEEDED_BYTES;

/** What protects this installation: made once, readable by its owner alone. */
export type Secrets = {
  readonly databasePassword: string;
  readonly sessionSecret: string;
  /** As DATA_KEYS has them (platform/keyRing.ts). */
  readonly dataKeys: string;
};

/** Reads the installation's secrets, making those that are not there yet. */
export function secretsIn(data: string): Secrets {
  const file = join(data, 'secrets.json');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
  const secret = () => randomBytes(SECRET_BYTES).toString('hex');
  const secrets = {
    databasePassword: secret(),
    sessionSecret: secret(),
    dataKeys: newKey(new Date()),
    ...kept,
  };
  if (Object.keys(kept).length < Object.keys(secrets).length) writeSecrets(data, secrets);
  return secrets;
}

/** Replaces the file in one go: half of it would lock the data away for ever. */
export function writeSecrets(data: string, secrets: Secrets): void {
  const file = join(data, 'secrets.json');
  writeFileSync(`${file}.new`, JSON.stringify(secrets), { mode: PRIVATE, flush: true });
  renameSync(`${file}.new`, file);
}

function postgresFolder(data: string, user: DatabaseUser | undefined): string {
  const own = join(data, 'postgres');
  if (closedFolder(data, user) === undefined) return own;
  const name = createHash('sha256').update(data).digest('hex').slice(0, 12);
  return join(sharedFolder(), name);
}

/** For people: whole megabytes. */
export function megabytes(bytes: number): number {
  return Math.floor(bytes / 1024 / 1024);
}
