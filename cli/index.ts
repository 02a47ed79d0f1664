import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { projectRoot } from '../platform/root.ts';
import { register as backup } from './commands/backup.ts';
import { register as build } from './commands/build.ts';
import { register as company } from './commands/company.ts';
import { register as decide } from './commands/decide.ts';
import { register as demo } from './commands/demo.ts';
import { register as deploy } from './commands/deploy.ts';
import { register as doctor } from './commands/doctor.ts';
import { register as keys } from './commands/keys.ts';
import { register as lint } from './commands/lint.ts';
import { register as prepare } from './commands/prepare.ts';
import { register as reset } from './commands/reset.ts';
import { register as restore } from './commands/restore.ts';
import { register as simulate } from './commands/simulate.ts';
import { register as start } from './commands/start.ts';
import { register as stop } from './commands/stop.ts';
import { register as verify } from './commands/verify.ts';
import { complain } from './print.ts';
import { createProgram } from './program.ts';

const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string };

/** Each adds itself to the program and loads what it needs when it is called. */
const operating = [start, stop, demo, doctor, reset, backup, restore, prepare, keys, build];
const commands = [...operating, company, deploy, verify, simulate, lint, decide];

/** The command line; the bootstrap in zhidu.mjs calls it once everything is built. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = createProgram(version);
  for (const register of commands) register(program);
  try {
    await program.parseAsync(argv);
  } catch (error) {
    // Commander has said what it had to say.
    if (!(error instanceof CommanderError)) complain(error);
    process.exitCode = error instanceof CommanderError ? error.exitCode : 1;
  }
}
