import { readEnv } from '../platform/env.ts';
import { say } from './say.ts';
import { databaseUser } from './start/databaseUser.ts';
import { foldersOf, secretsIn } from './start/folders.ts';
import { findRunning } from './start/runFile.ts';
import { NAMESPACE } from './start/services.ts';

/** Where the system is that a command is about. */
export type Surroundings = {
  readonly database: string;
  readonly dataKeys: string;
  readonly target: { readonly TEMPORAL_ADDRESS: string; readonly TEMPORAL_NAMESPACE: string };
};

/** What the environment names, as in a container, or what runs out of this data folder. */
export function surroundings(env: NodeJS.ProcessEnv = process.env): Surroundings {
  if (env['DATABASE_URL'] || env['DATABASE_URL_FILE']) {
    const { DATABASE_URL: database, DATA_KEYS: dataKeys, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE } = readEnv(env);
    return { database, dataKeys, target: { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE } };
  }
  const { data } = foldersOf(env, databaseUser());
  const running = findRunning(data);
  if (!running) throw new Error(say('database.unknown'));
  const { temporal: TEMPORAL_ADDRESS, database } = running.addresses;
  const target = { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE: NAMESPACE };
  return { database, dataKeys: secretsIn(data).dataKeys, target };
}
