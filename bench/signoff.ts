import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Client } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode } from '@temporalio/worker';
import { findProgram } from '../cli/start/findProgram.ts';
import { temporalCli } from '../cli/start/programs.ts';
import { createLog } from '../platform/log.ts';
import { searchAttributes } from '../platform/searchAttributes.ts';
import { createDb } from '../store/db.ts';
import { installRuntime } from '../worker/runtime.ts';
import { workflowCode } from '../worker/workflowCode.ts';
import { withBenchDatabase } from './postgres.ts';
import { costOf, minus } from './signoff/cost.ts';
import { latencyOf, mean, median, round } from './signoff/figures.ts';
import { type Bench, type Contender, handwritten, handwrittenPath, hire, interpreted } from './signoff/lab.ts';

const POOL_MAX = 20;
const IN_FLIGHT = 30;
const WARM_UP = 10;

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Instances of each kind, one after the other. */
    instances: { type: 'string', default: '100' },
    /** Rounds of 30 instances at a time, of each kind in turn. */
    rounds: { type: 'string', default: '8' },
  },
});

const report = (line: string) => void process.stderr.write(`· ${line}\n`);
installRuntime(createLog('bench', { level: 'error' }), undefined);
const result = await withBenchDatabase('zhidu_bench_signoff', (url) => withTemporal((server) => measure(url, server)));
process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${JSON.stringify(result, null, 2)}\n`);

type Server = Pick<Bench, 'client' | 'connection'>;

/** The development server as npm start runs it: on a file, with write-ahead logging. */
async function withTemporal<T>(act: (server: Server) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'zhidu-bench-temporal-'));
  const path = await findProgram(temporalCli, { report });
  const environment = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path },
      dbFilename: join(folder, 'temporal.db'),
      searchAttributes: Object.values(searchAttributes),
      extraArgs: ['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
      log: { format: 'json', level: 'error' },
    },
  });
  try {
    return await act({ client: environment.client, connection: environment.nativeConnection });
  } finally {
    await environment.teardown();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(url: string, server: Server) {
  const db = createDb(url, 'zhidu-bench', { poolMax: POOL_MAX });
  try {
    await hire(db);
    const bench = { ...server, db };
    const code = await bundleWorkflowCode({ workflowsPath: handwrittenPath });
    const ours = await interpreted(bench, workflowCode(), { withDeadlines: true });
    const theirs = await handwritten(bench, { workflowBundle: code }, { withDeadlines: true });
    return await ours.worker.runUntil(theirs.worker.runUntil(compare(ours, theirs, server.client)));
  } finally {
    await db.destroy();
  }
}

async function compare(ours: Contender, theirs: Contender, client: Client) {
  report('warming up');
  await alternate(ours, theirs, WARM_UP);
  report(`${values.instances} instances of each, one after the other`);
  const idle = await alternate(ours, theirs, Number(values.instances));
  report(`${values.rounds} rounds of each with ${IN_FLIGHT} in flight`);
  const busy = await rounds(ours, theirs, Number(values.rounds), client);
  return {
    ratio: round(median(idle.theirs) / median(idle.ours)),
    ratioInFlight30: round(median(busy.map((it) => it.ours.perSecond / it.theirs.perSecond))),
    idle: { interpreted: latencyOf(idle.ours), handwritten: latencyOf(idle.theirs) },
    inFlight30: {
      interpreted: summary(busy.map((it) => it.ours)),
      handwritten: summary(busy.map((it) => it.theirs)),
    },
    perSignOff: { interpreted: await costAlone(ours, client), handwritten: await costAlone(theirs, client) },
  };
}

/** How long each sign-off took, the one kind and the other in turn: whatever the machine does meets both. */
async function alternate(ours: Contender, theirs: Contender, instances: number) {
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let left = instances; left > 0; left -= 1) {
    times.ours.push(...(await carryOut(ours)).times);
    times.theirs.push(...(await carryOut(theirs)).times);
  }
  return times;
}

async function carryOut(contender: Contender) {
  const id = await contender.start();
  const times = [await timed(() => contender.signOff(id, 1)), await timed(() => contender.signOff(id, 2))];
  return { id, times };
}

async function timed(act: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

type Round = { readonly perSecond: number; readonly times: readonly number[]; readonly events: number };

async function rounds(ours: Contender, theirs: Contender, count: number, client: Client) {
  const found: { readonly ours: Round; readonly theirs: Round }[] = [];
  for (let left = count; left > 0; left -= 1) {
    // Who goes first changes, so that neither always meets a warmer machine.
    const [first, second] = left % 2 === 0 ? [ours, theirs] : [theirs, ours];
    const one = await together(first, client);
    const other = await together(second, client);
    found.push(first === ours ? { ours: one, theirs: other } : { ours: other, theirs: one });
  }
  return found;
}

/** So many instances at once, each from its start through both sign-offs. */
async function together(contender: Contender, client: Client): Promise<Round> {
  const begun = performance.now();
  const done = await Promise.all(Array.from({ length: IN_FLIGHT }, () => carryOut(contender)));
  const seconds = (performance.now() - begun) / 1_000;
  const times = done.flatMap((it) => it.times);
  const lengths = await Promise.all(
    done.map(async ({ id }) => {
      const { historyLength } = await client.workflow.getHandle(id).describe();
      return historyLength;
    }),
  );
  return { perSecond: times.length / seconds, times, events: mean(lengths) };
}

function summary(found: readonly Round[]) {
  return {
    signOffsPerSecond: round(median(found.map((it) => it.perSecond))),
    ...latencyOf(found.flatMap((it) => it.times)),
    eventsPerInstance: round(mean(found.map((it) => it.events))),
  };
}

/** What one sign-off costs when nothing else is on its way. */
async function costAlone(contender: Contender, client: Client) {
  const id = await contender.start();
  const handle = client.workflow.getHandle(id);
  const cost = async () => costOf((await handle.fetchHistory()).events ?? []);
  await contender.signOff(id, 1);
  const before = await cost();
  await contender.signOff(id, 2);
  return minus(await cost(), before);
}
