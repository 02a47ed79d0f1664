import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { takenOf, usualPorts } from './choosePorts.ts';
import { closedFolder, databaseUser } from './databaseUser.ts';
import { findProgram } from './findProgram.ts';
import { type Folders, foldersOf, freeBytes, neededBytes } from './folders.ts';
import { orphansOf } from './orphans.ts';
import { findPostgres } from './postgresBinaries.ts';
import { temporalCli } from './programs.ts';
import { findRunning, type Running, readRunning } from './runFile.ts';

/** What one look came to; a remedy is there when something is wrong. */
export type Finding = { readonly what: string; readonly found: string; readonly remedy?: string };

const BYTES_PER_MB = 1024 * 1024;
const ANSWERS_WITHIN_MS = 3_000;

/** Looks at everything a start depends on, changing nothing. */
export async function examine(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const folders = foldersOf(env, databaseUser());
  const running = findRunning(folders.data);
  return [
    node(),
    attempt('Postgres', postgres, 'run npm start, which unpacks it'),
    reach(folders),
    disk(folders),
    await temporal(env),
    ...(running ? [await answering(running), runs(running)] : await idle(folders)),
  ];
}

function node(): Finding {
  return { what: 'Node', found: process.versions.node }; // The bootstrap has refused what is too old.
}

function postgres(): string {
  const { version, postgres: path } = findPostgres(databaseUser());
  return `${version} in ${path}`;
}

/** Postgres does not run as root, and its own user must get to its data. */
function reach(folders: Folders): Finding {
  const user = databaseUser();
  const what = 'data folder';
  if (!user) return { what, found: folders.data };
  const closed = closedFolder(dirname(folders.postgres), user);
  if (closed) return { what, found: `the user ${user.name} cannot enter ${closed}`, remedy: `chmod o+x ${closed}` };
  const elsewhere = folders.postgres.startsWith(folders.data)
    ? ''
    : `; Postgres in ${folders.postgres}, which ${user.name} can enter`;
  return { what, found: `${folders.data}${elsewhere}` };
}

function disk({ data }: Folders): Finding {
  const folder = existsSync(data) ? data : dirname(data);
  const free = freeBytes(folder);
  const found = `${Math.floor(free / BYTES_PER_MB)} MB free`;
  const needed = `free some space: ${neededBytes / BYTES_PER_MB} MB are needed, or point ZHIDU_DATA to a folder elsewhere`;
  return { what: 'disk', found, ...(free < neededBytes ? { remedy: needed } : {}) };
}

async function temporal(env: NodeJS.ProcessEnv): Promise<Finding> {
  const what = 'Temporal CLI';
  try {
    return { what, found: await findProgram(temporalCli, { env, fetches: {} }) };
  } catch (error) {
    if (env[temporalCli.variable])
      return { what, found: reasonOf(error), remedy: `correct or unset ${temporalCli.variable}` };
    return { what, found: `${temporalCli.version} is not here yet; npm start fetches it` };
  }
}

/** What a killed start left behind sits on the ports, so that nothing more can be said of these. */
async function idle(folders: Folders): Promise<Finding[]> {
  const left = leftovers(folders);
  return left.remedy ? [left] : [await ports(), left];
}

async function ports(): Promise<Finding> {
  const taken = (await takenOf(usualPorts)).map((part) => usualPorts[part]);
  const all = Object.values(usualPorts).join(', ');
  if (taken.length === 0) return { what: 'ports', found: `${all} are free` };
  const remedy = 'stop what listens there, or npm start -- --port auto';
  return { what: 'ports', found: `taken: ${taken.join(', ')}`, remedy };
}

async function answering({ addresses: { web } }: Running): Promise<Finding> {
  const what = 'API';
  try {
    const response = await fetch(`${web}/readyz`, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
    const found = `${web}/readyz answers ${response.status}: ${await response.text()}`;
    return response.ok
      ? { what, found }
      : { what, found, remedy: 'look into the logs; zhidu start restarts what died' };
  } catch (error) {
    return {
      what,
      found: `${web} does not answer: ${reasonOf(error)}`,
      remedy: 'look into logs/api.log of the data folder',
    };
  }
}

function runs({ supervisor, state, addresses, mode }: Running): Finding {
  return { what: 'running', found: `${mode}, ${state}, process ${supervisor.pid}, ${addresses.web}` };
}

/** Processes that a killed start left behind. */
export function leftovers({ data }: Folders): Finding {
  const what = 'running';
  const left = orphansOf(readRunning(data) ?? { children: {} });
  if (left.length === 0) return { what, found: 'no' };
  const names = left.map(({ name, pid }) => `${name} (process ${pid})`).join(', ');
  return { what, found: `left by a killed start: ${names}`, remedy: 'npm start stops them and starts anew' };
}

function attempt(what: string, look: () => string, remedy: string): Finding {
  try {
    return { what, found: look() };
  } catch (error) {
    return { what, found: reasonOf(error), remedy };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
