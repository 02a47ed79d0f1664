import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Company } from '../cli/demo/company.ts';
import { Story } from '../cli/demo/story.ts';
import { createDb, type Db } from '../store/db.ts';
import { Installation, services } from './installation.ts';

/** Deadlines play no part here: a day is a day. */
const DAY_MS = 86_400_000;
const POLL_MS = 2_000;
/** A company is busy; it does not press every key at the same moment. */
const REQUESTS_AT_ONCE = 24;
/** After a kill hundreds of processes are replayed on two cores before the last caller is answered. */
const PATIENCE_MS = 600_000;
const GIVE_UP_MS = 3_600_000;

type Loss = Readonly<Record<'steps' | 'lost' | 'doubled' | 'running' | 'incidents', number>>;

/**
 * Many purchases at once, each from proposal to settlement, while worker, API, Temporal and Postgres are killed with -9
 * in turn; once everything together. Prints what was lost or doubled: steps the callers heard "done" for against the journal.
 * `--seconds` ends it early: then purchases may still be running, and none may be stuck.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      purchases: { type: 'string', default: '500' },
      every: { type: 'string', default: '20' },
      seconds: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const system = new Installation();
  await system.start();
  const begun = Date.now();
  const playing = new AbortController();
  const kills = killInTurn(system, Number(values.every) * 1_000, playing.signal);
  const over = values.seconds === undefined ? undefined : AbortSignal.timeout(Number(values.seconds) * 1_000);
  const stories = await playAll(Number(values.purchases), system.running.addresses.web, over);
  playing.abort();
  const killed = await kills;
  const db = createDb(system.running.addresses.database, 'bench-kill');
  const result = {
    purchases: stories.length,
    killed,
    seconds: (Date.now() - begun) / 1_000,
    ...(await lossOf(stories, db)),
  };
  await db.destroy();
  const { code } = await system.run('verify');
  system.remove();
  process.stdout.write(`${JSON.stringify({ ...result, verified: code === 0 }, undefined, values.json ? 0 : 2)}\n`);
  const mustEnd = values.seconds === undefined;
  const wrong = result.lost + result.doubled + result.incidents + (mustEnd ? result.running : 0);
  if (code !== 0 || wrong > 0) process.exitCode = 1;
}

async function playAll(purchases: number, base: string, over: AbortSignal | undefined): Promise<Story[]> {
  const company = new Company(base, REQUESTS_AT_ONCE, PATIENCE_MS);
  const options = {
    company,
    dayMs: DAY_MS,
    giveUpAfterMs: GIVE_UP_MS,
    twists: {},
    tell: () => undefined,
    pollMs: POLL_MS,
    ...(over === undefined ? {} : { over }),
  };
  const stories = Array.from({ length: purchases }, () => new Story(options));
  await Promise.all(stories.map((story) => story.play()));
  return stories;
}

/** Kills one service after the other until the stories are over. Returns how often each was killed. */
async function killInTurn(system: Installation, everyMs: number, over: AbortSignal): Promise<Record<string, number>> {
  const killed: Record<string, number> = {};
  for (let turn = 0; !over.aborted; turn++) {
    await sleep(everyMs, undefined, { signal: over }).catch(() => undefined);
    if (over.aborted) break;
    const victim = services[turn % (services.length + 1)];
    if (victim) {
      await system.kill(victim);
    } else {
      system.killAll();
      await system.start();
    }
    const name = victim ?? 'everything';
    killed[name] = (killed[name] ?? 0) + 1;
  }
  return killed;
}

async function lossOf(stories: readonly Story[], db: Db): Promise<Loss> {
  let [steps, lost, doubled, running] = [0, 0, 0, 0];
  for (const { instanceId, scenes } of stories) {
    const heard = scenes.filter(({ what }) => what === 'completed' || what === 'approved').length;
    const family = db('process_instance').where('id', instanceId).orWhere('parent_id', instanceId).select('id');
    const answers = db('process_step')
      .whereIn('instance_id', family)
      .where('kind', 'taskCompleted')
      .whereNull('refused');
    const written = (await answers).length;
    const { status } = await db('process_instance').where('id', instanceId).first('status');
    steps += heard;
    lost += Math.max(0, heard - written);
    doubled += Math.max(0, written - heard);
    running += status === 'completed' ? 0 : 1;
  }
  const incidents = (await db('incident').whereNull('resolved_at')).length;
  return { steps, lost, doubled, running, incidents };
}

await main();
