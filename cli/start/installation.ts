import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../say.ts';
import type { Ports } from './choosePorts.ts';
import type { Running } from './runFile.ts';

type Mode = Running['mode'];

/** What a data folder is, and where it was found the last time. */
export type Installation = { readonly mode: Mode; readonly ports: Ports };

/** What is known of the installation in a data folder, if there is one. */
export function readInstallation(data: string): Installation | undefined {
  const file = fileIn(data);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Installation) : undefined;
}

/** Called once there is something to keep: a start that failed before binds nobody. */
export function rememberInstallation(data: string, installation: Installation): void {
  writeFileSync(fileIn(data), JSON.stringify(installation));
}

/** A data folder stays what it was first started as: demo people never get into a company's books. */
export function modeIn(data: string, wanted: Mode | undefined): Mode {
  const found = readInstallation(data)?.mode;
  if (found && wanted && found !== wanted) {
    throw new Error(say('start.otherMode', { folder: data, mode: say(`mode.${found}`) }));
  }
  return found ?? wanted ?? 'demo';
}

const fileIn = (data: string) => join(data, 'installation.json');
