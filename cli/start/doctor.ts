import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { reasonOf } from '../reason.ts';
import { say } from '../say.ts';
import { takenOf, usualPorts } from './choosePorts.ts';
import { closedFolder, databaseUser } from './databaseUser.ts';
import { findProgram } from './findProgram.ts';
import { type Folders, foldersOf, freeBytes, megabytes, neededBytes } from './folders.ts';
import { orphansOf } from './orphans.ts';
import { findPostgres } from './postgresBinaries.ts';
import { temporalCli } from './programs.ts';
import { findRunning, type Running, readRunning } from './runFile.ts';

/** What one look came to; a remedy is there when something is wrong. */
export type Finding = { readonly what: string; readonly found: string; readonly remedy?: string };

const ANSWERS_WITHIN_MS = 3_000;

/** Looks at everything a start depends on, changing nothing. */
export async function examine(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const folders = foldersOf(env, databaseUser());
  const running = findRunning(folders.data);
  return [
    node(),
    attempt('Postgres', postgres, say('doctor.postgresRemedy')),
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
  return say('doctor.postgresAt', { version, path });
}

/** Postgres does not run as root, and its own user must get to its data. */
function reach(folders: Folders): Finding {
  const user = databaseUser();
  const what = say('doctor.dataFolder');
  if (!user) return { what, found: folders.data };
  const closed = closedFolder(dirname(folders.postgres), user);
  if (closed) {
    const found = say('doctor.closedFolder', { user: user.name, folder: closed });
    return { what, found, remedy: `chmod o+x ${closed}` };
  }
  if (folders.postgres.startsWith(folders.data)) return { what, found: folders.data };
  const { data: folder, postgres: path } = folders;
  return { what, found: say('doctor.elsewhere', { folder, postgres: path, user: user.name }) };
}

function disk({ data }: Folders): Finding {
  const folder = existsSync(data) ? data : dirname(data);
  const free = freeBytes(folder);
  const found = say('doctor.free', { free: megabytes(free) });
  const remedy = say('doctor.diskRemedy', { needed: megabytes(neededBytes) });
  return { what: say('doctor.disk'), found, ...(free < neededBytes ? { remedy } : {}) };
}

async function temporal(env: NodeJS.ProcessEnv): Promise<Finding> {
  const what = 'Temporal CLI';
  try {
    return { what, found: await findProgram(temporalCli, { env, fetches: {} }) };
  } catch (error) {
    const { variable, version } = temporalCli;
    if (env[variable]) return { what, found: reasonOf(error), remedy: say('doctor.variableRemedy', { variable }) };
    return { what, found: say('doctor.notYet', { version }) };
  }
}

/** What a killed start left behind sits on the ports, so that nothing more can be said of these. */
async function idle(folders: Folders): Promise<Finding[]> {
  const left = leftovers(folders);
  return left.remedy ? [left] : [await ports(), left];
}

async function ports(): Promise<Finding> {
  const what = say('doctor.ports');
  const taken = (await takenOf(usualPorts)).map((part) => usualPorts[part]);
  if (taken.length === 0)
    return { what, found: say('doctor.portsFree', { ports: Object.values(usualPorts).join(', ') }) };
  return { what, found: say('doctor.portsTaken', { ports: taken.join(', ') }), remedy: say('doctor.portsRemedy') };
}

async function answering({ addresses: { web } }: Running): Promise<Finding> {
  const what = 'API';
  try {
    const url = `${web}/readyz`;
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
    const found = say('part.answers', { url, status: response.status, text: await response.text() });
    return { what, found, ...(response.ok ? {} : { remedy: say('doctor.apiRemedy') }) };
  } catch (error) {
    const found = say('doctor.silent', { url: web, reason: reasonOf(error) });
    return { what, found, remedy: say('doctor.silentRemedy') };
  }
}

function runs({ supervisor, state, addresses, mode }: Running): Finding {
  const where = { pid: supervisor.pid, url: addresses.web };
  const found = say('doctor.runs', { ...where, mode: say(`mode.${mode}`), state: say(`state.${state}`) });
  return { what: say('doctor.running'), found };
}

/** Processes that a killed start left behind. */
export function leftovers({ data }: Folders): Finding {
  const what = say('doctor.running');
  const left = orphansOf(readRunning(data) ?? { children: {} });
  if (left.length === 0) return { what, found: say('doctor.idle') };
  const names = left.map((orphan) => say('doctor.orphan', orphan)).join(', ');
  return { what, found: say('doctor.orphans', { names }), remedy: say('doctor.orphansRemedy') };
}

function attempt(what: string, look: () => string, remedy: string): Finding {
  try {
    return { what, found: look() };
  } catch (error) {
    return { what, found: reasonOf(error), remedy };
  }
}
