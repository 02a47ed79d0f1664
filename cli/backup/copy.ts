import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chown, copyFile, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DatabaseUser } from '../start/databaseUser.ts';

const PRIVATE_FOLDER = 0o700;

/** A file of a backup: its path within, its size and what it hashes to. */
export type Kept = { readonly path: string; readonly bytes: number; readonly sha256: string };

type Copying = {
  /** Paths within that are left out, with all that they hold. */
  readonly without?: (path: string) => boolean;
  readonly owner?: DatabaseUser | undefined;
};

/** Copies a folder that others may be writing in: a file that vanishes meanwhile was not needed. */
export async function copyFolder(from: string, to: string, options: Copying = {}, within = ''): Promise<void> {
  const target = join(to, within);
  await mkdir(target, { recursive: true, mode: PRIVATE_FOLDER });
  if (options.owner) await chown(target, options.owner.uid, options.owner.gid);
  for (const entry of await readdir(join(from, within), { withFileTypes: true })) {
    const path = join(within, entry.name);
    if (options.without?.(path)) continue;
    if (entry.isDirectory()) await copyFolder(from, to, options, path);
    else if (entry.isFile()) await copyOne(join(from, path), join(to, path), options.owner);
  }
}

async function copyOne(from: string, to: string, owner: DatabaseUser | undefined): Promise<void> {
  try {
    await copyFile(from, to);
    if (owner) await chown(to, owner.uid, owner.gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** All files below a folder, in order, with what they hash to. */
export async function hashFolder(folder: string, within = ''): Promise<readonly Kept[]> {
  const entries = await readdir(join(folder, within), { withFileTypes: true });
  const found: Kept[] = [];
  for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    const path = within === '' ? entry.name : `${within}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await hashFolder(folder, path)));
    else found.push({ path, bytes: (await stat(join(folder, path))).size, sha256: await hashOf(join(folder, path)) });
  }
  return found;
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
