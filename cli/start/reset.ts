import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { confirm, isCancel } from '@clack/prompts';
import { note } from '../print.ts';
import { say } from '../say.ts';
import { databaseUser } from './databaseUser.ts';
import { type Folders, foldersOf } from './folders.ts';
import { stopOrphans } from './orphans.ts';
import { stopLeftover } from './postgres.ts';
import { findRunning, readRunning } from './runFile.ts';

const ownNames = ['temporal', 'logs', 'files', 'secrets.json', 'installation.json', 'running.json'];

/** Deletes an installation's data; never under a running system, never without a yes. */
export async function reset({ asks }: { readonly asks: boolean }): Promise<void> {
  const folders = foldersOf(process.env, databaseUser());
  const running = findRunning(folders.data);
  if (running) throw new Error(say('reset.runs', { pid: running.supervisor.pid }));
  if (!existsSync(folders.data)) return note(say('reset.empty', { folder: folders.data }));
  if (asks && !(await isSure(folders.data))) return note(say('reset.kept'));
  await stopOrphans(readRunning(folders.data) ?? { children: {} }, note);
  await stopLeftover(folders.postgres);
  remove(folders);
  note(say('reset.deleted', { folder: folders.data }));
}

async function isSure(data: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new Error(say('reset.nobody'));
  const answer = await confirm({ message: say('reset.question', { folder: data }), initialValue: false });
  return !isCancel(answer) && answer;
}

/** Only what we know to be ours: the folder may hold other things, the programs that we fetched among them. */
function remove({ data, postgres }: Folders): void {
  for (const name of ownNames) rmSync(join(data, name), { recursive: true, force: true });
  rmSync(postgres, { recursive: true, force: true });
}
