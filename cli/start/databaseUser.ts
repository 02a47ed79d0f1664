import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { say } from '../say.ts';

/** The account that runs Postgres in place of root, which Postgres refuses. */
export type DatabaseUser = { readonly name: string; readonly uid: number; readonly gid: number };

const SHARED_FOLDER = '/var/lib/zhidu';
const candidates = ['postgres', 'nobody'];
const EVERYBODY_ENTERS = 0o001;
const GROUP_ENTERS = 0o010;
const OWNER_ENTERS = 0o100;

/** Nobody but root needs one: everybody else runs Postgres as themselves. */
export function databaseUser(): DatabaseUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const found = candidates.map(lookUp).find((user) => user !== undefined);
  if (found) return found;
  throw new Error(say('postgres.noUser', { names: candidates.join(', ') }));
}

/** The outermost folder on the way to `path` that the user cannot go through, if any. */
export function closedFolder(path: string, user: DatabaseUser | undefined): string | undefined {
  if (!user) return undefined;
  return ancestors(resolve(path)).find((folder) => !canEnter(folder, user));
}

/** Where root keeps what that user must reach and a private clone hides; its own, so that nobody plants anything in it. */
export function sharedFolder(): string {
  if (!existsSync(SHARED_FOLDER)) {
    mkdirSync(SHARED_FOLDER, { recursive: true });
    chmodSync(SHARED_FOLDER, 0o755);
  }
  return SHARED_FOLDER;
}

/** From the root down to the path itself, as far as it exists. */
function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...ancestors(parent), path];
}

function canEnter(folder: string, { uid, gid }: DatabaseUser): boolean {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (!stat) return true; // Made by us later, and open to that user.
  if (stat.uid === uid) return (stat.mode & OWNER_ENTERS) !== 0;
  if (stat.gid === gid) return (stat.mode & GROUP_ENTERS) !== 0;
  return (stat.mode & EVERYBODY_ENTERS) !== 0;
}

function lookUp(name: string): DatabaseUser | undefined {
  try {
    const idOf = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
    return { name, uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    return undefined;
  }
}
