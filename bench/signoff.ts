import { parseArgs } from 'node:util';
import { bundleWorkflowCode } from '@temporalio/worker';
import { createLog } from '../platform/log.ts';
import { createDb } from '../store/db.ts';
import { installRuntime } from '../worker/runtime.ts';
import { workflowCode } from '../worker/workflowCode.ts';
import { withBenchDatabase } from './postgres.ts';
import { costOf, minus } from './signoff/cost.ts';
import { latencyOf, mean, median, round } from './signoff/figures.ts';
import {
  type Bench,
  type Contender,
  handwritten,
  handwrittenPath,
  hire,
  interpreted,
  quiet,
  tokenOf,
} from './signoff/lab.ts';
import { type Server, withTemporal } from './temporal.ts';

const POOL_MAX = 20;
const IN_FLIGHT = 30;
const WARM_UP = 10;
/** Of an instance whose first approval is open: started, a workflow task, a record, a workflow task. */
const OPENED_EVENTS = 10;

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
const result = await withBenchDatabase('zhidu_bench_signoff', (url) =>
  withTemporal(report, (server) => measure(url, server)),
);
process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${JSON.stringify(result, null, 2)}\n`);

async function measure(url: string, server: Server) {
  const db = createDb(url, 'zhidu-bench', { poolMax: POOL_MAX });
  try {
    await hire(db);
    const bench = { ...server, db };
    const code = await bundleWorkflowCode({ workflowsPath: handwrittenPath });
    const ours = await interpreted(bench, workflowCode(), { withDeadlines: true });
    const theirs = await handwritten(bench, { workflowBundle: code }, { withDeadlines: true });
    return await ours.worker.runUntil(theirs.worker.runUntil(compare(ours, theirs, bench)));
  } finally {
    await db.destroy();
  }
}

async function compare(ours: Contender, theirs: Contender, bench: Bench) {
  report('warming up');
  await alternate(ours, theirs, WARM_UP, bench);
  report(`${values.instances} instances of each, one after the other`);
  const idle = await alternate(ours, theirs, Number(values.instances), bench);
  report(`${values.rounds} rounds of each with ${IN_FLIGHT} in flight`);
  const busy = await rounds(ours, theirs, Number(values.rounds), bench);
  return {
    ratio: round(median(pairs(timesOf(idle.theirs), timesOf(idle.ours)))),
    ratioOfInstances: round(median(pairs(wholeOf(idle.theirs), wholeOf(idle.ours)))),
    ratioInFlight30: round(median(busy.map((it) => it.ours.perSecond / it.theirs.perSecond))),
    idle: { interpreted: latencyOf(timesOf(idle.ours)), handwritten: latencyOf(timesOf(idle.theirs)) },
    inFlight30: {
      interpreted: summary(busy.map((it) => it.ours)),
      handwritten: summary(busy.map((it) => it.theirs)),
    },
    perSignOff: { interpreted: await costAlone(ours, bench), handwritten: await costAlone(theirs, bench) },
  };
}

/** How the one compares with the other that was measured right beside it: what slows the machine down slows both. */
function pairs(these: readonly number[], those: readonly number[]): readonly number[] {
  return these.map((value, index) => value / (those[index] ?? Number.NaN));
}

function wholeOf(instances: readonly Carried[]): readonly number[] {
  return instances.map((it) => it.whole);
}

function timesOf(instances: readonly Carried[]): readonly number[] {
  return instances.flatMap((it) => it.times);
}

type Carried = Awaited<ReturnType<typeof carryOut>>;

/** How long each sign-off took, the one kind and the other in turn: whatever the machine does meets both. */
async function alternate(ours: Contender, theirs: Contender, instances: number, bench: Bench) {
  const found = { ours: [] as Carried[], theirs: [] as Carried[] };
  for (let left = instances; left > 0; left -= 1) {
    found.ours.push(await carryOut(ours, bench));
    found.theirs.push(await carryOut(theirs, bench));
  }
  return found;
}

async function carryOut(contender: Contender, bench: Bench) {
  const begun = performance.now();
  const id = await contender.start();
  const first = await signedOff(contender, bench, id, 1);
  const second = await signedOff(contender, bench, id, 2);
  return { id, times: [first, second], whole: performance.now() - begun };
}

/** How long a manager waits for the answer, once the approval is in the list. */
async function signedOff(contender: Contender, bench: Bench, id: string, number: 1 | 2): Promise<number> {
  const token = await tokenOf(bench, id);
  return timed(() => contender.signOff(id, number, token));
}

async function timed(act: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

type Round = { readonly perSecond: number; readonly times: readonly number[]; readonly events: number };

async function rounds(ours: Contender, theirs: Contender, count: number, bench: Bench) {
  const found: { readonly ours: Round; readonly theirs: Round }[] = [];
  for (let left = count; left > 0; left -= 1) {
    // Who goes first changes, so that neither always meets a warmer machine.
    const [first, second] = left % 2 === 0 ? [ours, theirs] : [theirs, ours];
    const one = await together(first, bench);
    const other = await together(second, bench);
    found.push(first === ours ? { ours: one, theirs: other } : { ours: other, theirs: one });
  }
  return found;
}

/** So many sign-offs at once: each instance has its first approval open, then both are signed off. */
async function together(contender: Contender, bench: Bench): Promise<Round> {
  const ids = await Promise.all(Array.from({ length: IN_FLIGHT }, () => contender.start()));
  await Promise.all(ids.map((id) => quiet(bench.client.workflow.getHandle(id), OPENED_EVENTS)));
  const begun = performance.now();
  const done = await Promise.all(
    ids.map(async (id) => {
      const first = await signedOff(contender, bench, id, 1);
      return { id, times: [first, await signedOff(contender, bench, id, 2)] };
    }),
  );
  const seconds = (performance.now() - begun) / 1_000;
  const times = done.flatMap((it) => it.times);
  const lengths = await Promise.all(
    done.map(async ({ id }) => {
      const { historyLength } = await bench.client.workflow.getHandle(id).describe();
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
async function costAlone(contender: Contender, bench: Bench) {
  const id = await contender.start();
  const handle = bench.client.workflow.getHandle(id);
  const cost = async (atLeastEvents: number) => {
    await quiet(handle, atLeastEvents);
    return costOf((await handle.fetchHistory()).events ?? []);
  };
  const before = await cost(OPENED_EVENTS);
  await signedOff(contender, bench, id, 1);
  return minus(await cost(before.events + 1), before);
}
