import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Command } from 'commander';
import { projectRoot } from '../../platform/root.ts';
import { REQUESTER } from '../demo/moves.ts';
import { nameBook } from '../demo/nameBook.ts';
import { Person } from '../demo/person.ts';
import { type Scene, Story } from '../demo/story.ts';
import { makeTwists, wanted } from '../demo/twists.ts';
import { note, print } from '../print.ts';
import { foldersOf } from '../start/folders.ts';
import { findRunning, type Running } from '../start/runFile.ts';

/** One day of the policy's deadlines in the demo. */
const DAY_MS = 1_200;
const GIVE_UP_MS = 300_000;

type Options = { readonly json?: boolean; readonly dayMs?: string };

export function register(program: Command): void {
  program
    .command('demo')
    .description('one purchase from proposal to settlement, with everything that can go wrong, through the HTTP API')
    .option('--json', 'print what happened as one JSON object')
    .option('--day-ms <milliseconds>', 'how long a day of the policy lasts', String(DAY_MS))
    .action(demo);
}

async function demo({ json, dayMs = String(DAY_MS) }: Options): Promise<void> {
  const begun = Date.now();
  const { addresses } = await running();
  const names = await nameBook(new Person(addresses.web, REQUESTER));
  const story = new Story({
    base: addresses.web,
    dayMs: Number(dayMs),
    giveUpAfterMs: GIVE_UP_MS,
    twists: makeTwists(),
    tell: (scene) => (json ? undefined : print(line(scene, names))),
  });
  const outcome = await story.play();
  const missing = wanted.filter((what) => !story.scenes.some((scene) => scene.what === what));
  const { links } = await story.instance();
  const result = {
    instance: story.instanceId,
    outcome,
    missing,
    seconds: (Date.now() - begun) / 1_000,
    links,
    scenes: story.scenes,
  };
  print(json ? JSON.stringify(result) : closing(result));
  if (outcome !== 'completed' || missing.length > 0) process.exitCode = 1;
}

/** The system of this clone; started when it is down. */
async function running(): Promise<Running> {
  const { data } = foldersOf(process.env, undefined);
  const already = findRunning(data);
  if (already?.state === 'ready') return already;
  note('the system is down: starting it');
  const child = spawn(process.execPath, [join(projectRoot, 'cli', 'zhidu.mjs'), 'start', '--detach'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  const started = findRunning(data);
  if (code !== 0 || !started) throw new Error('the system did not start; `npx zhidu doctor` says why');
  return started;
}

function line({ at, who, what, node, detail }: Scene, names: (id: string) => string): string {
  const clock = at.slice(11, 19);
  const parts = [names(who), what, node && names(node), detail && names(detail)];
  return `${clock}  ${parts.filter(Boolean).join('  ·  ')}`;
}

type Result = {
  readonly instance: string;
  readonly outcome: string;
  readonly missing: readonly string[];
  readonly seconds: number;
  readonly links: { readonly temporalUi: string | null };
};

function closing({ instance, outcome, missing, seconds, links }: Result): string {
  return [
    '',
    `${instance}: ${outcome} in ${seconds.toFixed(1)} s${missing.length > 0 ? `; not seen: ${missing.join(', ')}` : ''}`,
    ...(links.temporalUi ? [`Temporal UI  ${links.temporalUi}`] : []),
  ].join('\n');
}
