import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Command } from 'commander';
import { projectRoot } from '../../platform/root.ts';
import { ChainStory, wanted as wantedOfChain } from '../demo/chain/chainStory.ts';
import { Company } from '../demo/company.ts';
import { REQUESTER } from '../demo/moves.ts';
import { nameBook } from '../demo/nameBook.ts';
import { Person } from '../demo/person.ts';
import { RolloutStory, wanted as wantedOfRollout } from '../demo/rollout/rolloutStory.ts';
import type { Happening, Scene } from '../demo/scene.ts';
import { Story } from '../demo/story.ts';
import { makeTwists, wanted } from '../demo/twists.ts';
import { note, print } from '../print.ts';
import { locale, say } from '../say.ts';
import { foldersOf } from '../start/folders.ts';
import { findRunning, type Running } from '../start/runFile.ts';

/** One day of the policy's deadlines in the demo. */
const DAY_MS = 1_200;
/** The same in the rollout, which lasts more days. */
const ROLLOUT_DAY_MS = 300;
/** People are busy; they do not all press at the same moment. */
const REQUESTS_AT_ONCE = 16;
const GIVE_UP_MS = 300_000;

type Options = { readonly json?: boolean; readonly dayMs?: string; readonly rolloutDayMs?: string };

export function register(program: Command): void {
  program
    .command('demo')
    .description(say('demo.description'))
    .option('--json', say('demo.json'))
    .option('--day-ms <milliseconds>', say('demo.dayMs'), String(DAY_MS))
    .option('--rollout-day-ms <milliseconds>', say('demo.rolloutDayMs'), String(ROLLOUT_DAY_MS))
    .action(demo);
}

async function demo({ json, dayMs = String(DAY_MS), rolloutDayMs = String(ROLLOUT_DAY_MS) }: Options): Promise<void> {
  const { addresses } = await running();
  const names = await nameBook(new Person(addresses.web, REQUESTER), locale());
  const company = new Company(addresses.web, REQUESTS_AT_ONCE);
  const options = {
    company,
    giveUpAfterMs: GIVE_UP_MS,
    tell: (scene: Scene) => (json ? undefined : print(line(scene, names))),
  };
  const begun = Date.now();
  const story = new Story({ ...options, dayMs: Number(dayMs), twists: makeTwists() });
  const outcome = await story.play();
  const purchase = { outcome, ...told(story.scenes, wanted, begun) };
  const sold = Date.now();
  const chain = new ChainStory({ ...options, purchase: story.instanceId, since: new Date(begun).toISOString() });
  const settled = await chain.play();
  const sale = { id: chain.order, outcome: settled, ...told(chain.scenes, wantedOfChain, sold) };
  const rolledOut = Date.now();
  const rollout = new RolloutStory({ ...options, dayMs: Number(rolloutDayMs) });
  const end = await rollout.play();
  const result = {
    instance: story.instanceId,
    ...purchase,
    chain: sale,
    links: linksTo(story.instanceId, chain.order, rollout.rollout, addresses),
    rollout: { id: rollout.rollout, outcome: end, ...told(rollout.scenes, wantedOfRollout, rolledOut) },
  };
  print(json ? JSON.stringify(result) : closing(result));
  if ([result, result.chain, result.rollout].some(isShort)) process.exitCode = 1;
}

type Told = { readonly missing: readonly string[]; readonly seconds: number; readonly scenes: readonly Scene[] };

function told(scenes: readonly Scene[], needed: readonly Happening[], begun: number): Told {
  const missing = needed.filter((what) => !scenes.some((scene) => scene.what === what));
  return { missing, seconds: (Date.now() - begun) / 1_000, scenes };
}

const isShort = ({ outcome, missing }: Told & { readonly outcome: string }) =>
  outcome !== 'completed' || missing.length > 0;

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

type Result = Told & {
  readonly instance: string;
  readonly outcome: string;
  readonly links: Readonly<Record<string, string>>;
  readonly chain: Told & { readonly id: string; readonly outcome: string };
  readonly rollout: Told & { readonly id: string; readonly outcome: string };
};

function closing({ instance, links, chain, rollout, ...purchase }: Result): string {
  const ends = [...ending(instance, purchase), ...ending(chain.id, chain), ...ending(rollout.id, rollout)];
  return ['', ...ends, ...Object.values(links)].join('\n');
}

function ending(instance: string, { outcome, missing, seconds }: Told & { readonly outcome: string }): string[] {
  const end = outcome === 'completed' ? 'demo.closing.completed' : 'demo.closing.otherwise';
  return [
    say(end, { instance, outcome, seconds: seconds.toFixed(1) }),
    ...(missing.length > 0 ? [say('demo.missing', { missing: missing.join(', ') })] : []),
  ];
}

/** Where what happened can be looked at: the requester's inbox, the order, the board of the rollout; and in the Temporal UI. */
function linksTo(
  instance: string,
  order: string,
  rollout: string,
  { web, temporalUi }: Running['addresses'],
): Record<string, string> {
  const inTemporal = (id: string) => `${temporalUi}/namespaces/default/workflows/${encodeURIComponent(id)}`;
  return {
    console: `${web}/inbox?box=started`,
    temporalUi: inTemporal(instance),
    order: `${web}/instances/${encodeURIComponent(order)}`,
    board: `${web}/rollouts/${encodeURIComponent(rollout)}`,
    temporalRollout: inTemporal(rollout),
  };
}
