import type { Command } from 'commander';
import { print } from '../print.ts';
import { say } from '../say.ts';

/** zhidu keys: the keys that protect payloads in Temporal and secrets in Postgres. */
export function register(program: Command): void {
  const keys = program.command('keys').description(say('keys.description'));
  keys
    .command('new')
    .description(say('keys.making'))
    .action(async () => {
      const { newKey } = await import('../../platform/keyRing.ts');
      print(newKey(new Date()));
    });
  keys.command('rotate').description(say('keys.rotating')).action(rotate);
}

/** Old keys stay: what they sealed is opened with them as long as anybody keeps it. */
async function rotate(): Promise<void> {
  const { newKey, keyRing } = await import('../../platform/keyRing.ts');
  const { foldersOf, secretsIn, writeSecrets } = await import('../start/folders.ts');
  const { databaseUser } = await import('../start/databaseUser.ts');
  const { readInstallation } = await import('../start/installation.ts');
  const { data } = foldersOf(process.env, databaseUser());
  if (!readInstallation(data)) throw new Error(say('keys.nothing', { folder: data }));
  const secrets = secretsIn(data);
  const dataKeys = `${newKey(new Date())},${secrets.dataKeys}`;
  writeSecrets(data, { ...secrets, dataKeys });
  print(say('keys.rotated', { id: keyRing(dataKeys).current }));
}
