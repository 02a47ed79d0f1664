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
import { locale, say } from '../say.ts';
import { foldersOf } from '../start/folders.ts';
import { findRunning, type Running } from '../start/runFile.ts';

/** One day of the policy's deadlines in the demo. */
const DAY_MS = 1_200;
const GIVE_UP_MS = 300_000;

type Options = { readonly json?: boolean; readonly dayMs?: string };

export function register(program: Command): void {
  program
    .command('demo')
    .description(say('demo.description'))
    .option('--json', say('demo.json'))
    .option('--day-ms <milliseconds>', say('demo.dayMs'), String(DAY_MS))
    .action(demo);
}

async function demo({ json, dayMs = String(DAY_MS) }: Options): Promise<void> {
  const begun = Date.now();
  const { addresses } = await running();
  const names = await nameBook(new Person(addresses.web, REQUESTER), locale());
  const story = new Story({
    base: addresses.web,
    dayMs: Number(dayMs),
    giveUpAfterMs: GIVE_UP_MS,
    twists: makeTwists(),
    tell: (scene) => (json ? undefined : print(line(scene, names))),
  });
  const outcome = await story.play();
  const missing = wanted.filter((what) => !story.scenes.some((scene) => scene.what === what));
  const result = {
    instance: story.instanceId,
    outcome,
    missing,
    seconds: (Date.now() - begun) / 1_000,
    links: linksTo(story.instanceId, addresses),
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
  note(say('demo.starting'));
  const child = spawn(process.execPath, [join(projectRoot, 'cli', 'zhidu.mjs'), 'start', '--detach'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  const started = findRunning(data);
  if (code !== 0 || !started) throw new Error(say('demo.notStarted'));
  return started;
}

function line({ at, who, what, node = '', detail = '' }: Scene, names: (id: string) => string): string {
  return `${at.slice(11, 19)}  ${names(who)}  ${say(`demo.${what}`, { node: names(node), detail: names(detail) })}`;
}

type Result = {
  readonly instance: string;
  readonly outcome: string;
  readonly missing: readonly string[];
  readonly seconds: number;
  readonly links: Readonly<Record<string, string>>;
};

function closing({ instance, outcome, missing, seconds, links }: Result): string {
  const end = outcome === 'completed' ? 'demo.closing.completed' : 'demo.closing.otherwise';
  return [
    '',
    say(end, { instance, outcome, seconds: seconds.toFixed(1) }),
    ...(missing.length > 0 ? [say('demo.missing', { missing: missing.join(', ') })] : []),
    ...Object.values(links),
  ].join('\n');
}

/** Where what happened can be looked at: in the inbox of whoever wanted it, and in the Temporal UI. */
function linksTo(instance: string, { web, temporalUi }: Running['addresses']): Record<string, string> {
  return {
    console: `${web}/inbox?box=started`,
    temporalUi: `${temporalUi}/namespaces/default/workflows/${encodeURIComponent(instance)}`,
  };
}
