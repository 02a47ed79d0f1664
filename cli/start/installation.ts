import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Running } from './runFile.ts';

type Mode = Running['mode'];

/** A data folder stays what it was first started as: demo people never get into a company's books. */
export function modeIn(data: string, wanted: Mode | undefined): Mode {
  const file = join(data, 'installation.json');
  const found = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { mode: Mode }).mode : undefined;
  if (found && wanted && found !== wanted) {
    throw new Error(
      `${data} holds the ${found === 'demo' ? 'demo company' : 'books of a company'}.\n` +
        'Start another installation with ZHIDU_DATA=/some/folder, or delete this one with npx zhidu reset.',
    );
  }
  const mode = found ?? wanted ?? 'demo';
  if (!found) writeFileSync(file, JSON.stringify({ mode }));
  return mode;
}
