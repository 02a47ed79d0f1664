import { say } from './say.ts';
import { databaseUser } from './start/databaseUser.ts';
import { foldersOf } from './start/folders.ts';
import { findRunning } from './start/runFile.ts';

/** The database that a command is about: the one named in the environment, or that of the system which runs here. */
export function databaseUrl(env: NodeJS.ProcessEnv = process.env): string {
  const url = env['DATABASE_URL'] || findRunning(foldersOf(env, databaseUser()).data)?.addresses.database;
  if (!url) throw new Error(say('database.unknown'));
  return url;
}
