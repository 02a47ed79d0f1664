import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Running } from './runFile.ts';

type Mode = Running['mode'];

/** A data folder stays what it was first started as: demo people never get into a company's books. */
export function modeIn(data: string, wanted: Mode | undefined): Mode {
  const file = fileIn(data);
  const found = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { mode: Mode }).mode : undefined;
  if (found && wanted && found !== wanted) {
    throw new Error(
      `${data} holds the ${found === 'demo' ? 'demo company' : 'books of a company'}.\n` +
        'Start another installation with ZHIDU_DATA=/some/folder, or delete this one with npx zhidu reset.',
    );
  }
  return found ?? wanted ?? 'demo';
}

/** Called once there is something to keep: a start that failed before binds nobody. */
export function rememberMode(data: string, mode: Mode): void {
  const file = fileIn(data);
  if (!existsSync(file)) writeFileSync(file, JSON.stringify({ mode }));
}

const fileIn = (data: string) => join(data, 'installation.json');
