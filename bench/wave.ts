import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Worker } from '@temporalio/worker';
import { Evaluator } from '../activities/index.ts';
import { createLog } from '../platform/log.ts';
import { saveCourse } from '../store/courses.ts';
import { createDb, type Db } from '../store/db.ts';
import { markDirty } from '../store/waves.ts';
import { installRuntime } from '../worker/runtime.ts';
import { createWorkers } from '../worker/workers.ts';
import { closeWaveSignal, type WaveInput, waveDirtySignal } from '../workflows/messages.ts';
import { withBenchDatabase } from './postgres.ts';
import { type Server, withTemporal } from './temporal.ts';
import { course, departments, hire, hireMore, learn } from './wave/company.ts';
import { Memory } from './wave/memory.ts';

const POOL_MAX = 20;
const WAVE = 'wave/POL-01@v2/bench';
const POLL_MS = 50;
const DAY_MS = 86_400_000;
const SECOND_MS = 1_000;
/** People who are done within a second. */
const LEARNERS = 2_500;
/** Who has not learnt by the due date, of a hundred. */
const LATE_OF_HUNDRED = 10;
const JOINERS = 100;
/** A day takes a second: reminders, escalations and holds all come to pass. */
const DAY_TAKES_MS = 1_000;
/** Due after so many of these days. */
const DUE_DAYS = 30;

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, people: { type: 'string', default: '100000' } },
});
const people = Number(values.people);

const report = (line: string) => void process.stderr.write(`· ${line}\n`);
installRuntime(createLog('bench', { level: 'error' }), undefined);
const result = await withBenchDatabase('zhidu_bench_wave', (url) =>
  withTemporal(report, (server) => measure(url, server)),
);
process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${JSON.stringify(result, null, 2)}\n`);

async function measure(url: string, server: Server) {
  const loader = createDb(url, 'zhidu-bench', { statementTimeoutMs: 0, poolMax: 2 });
  const db = createDb(url, 'zhidu-worker', { poolMax: POOL_MAX });
  const evaluator = new Evaluator();
  const queue = `bench-${randomUUID()}`;
  try {
    report(`hiring ${people} people`);
    await hire(loader, people);
    await saveCourse(loader, course);
    const workers = await createWorkers({
      ...server,
      namespace: 'default',
      queue,
      deps: { db, evaluator, consoleUrl: 'http://zhidu.test' },
    });
    return await during(workers, () => live(loader, server, queue));
  } finally {
    await evaluator.close();
    await loader.destroy();
    await db.destroy();
  }
}

async function during<T>(workers: readonly Worker[], act: () => Promise<T>): Promise<T> {
  const runs = workers.map((worker) => worker.run());
  try {
    return await act();
  } finally {
    for (const worker of workers) worker.shutdown();
    await Promise.all(runs);
  }
}

/** The whole life of one wave: enrolment, learning, reminders, holds, joiners and leavers, the gate, the end. */
async function live(db: Db, { client }: Server, queue: string) {
  const memory = new Memory();
  const rssAtStart = memory.sample();
  const begun = performance.now();
  await client.workflow.start('wave', { taskQueue: queue, workflowId: WAVE, args: [input()] });
  const handle = client.workflow.getHandle(WAVE);
  const enrolmentSeconds = await enrolled(db, begun);
  report(`enrolled in ${enrolmentSeconds} s`);
  const rssEnrolled = memory.sample();

  const punctual = Math.floor((people * (100 - LATE_OF_HUNDRED)) / 100);
  await study(db, handle, 0, punctual);
  const countedSeconds = await counted(db, punctual);
  report(`${punctual} have learnt and were counted ${countedSeconds} s later`);
  await hireMore(db, people, JOINERS);
  await until(async () => (await held(db)) > 0);
  report('the late ones were reminded, escalated and held');
  await study(db, handle, punctual, people + JOINERS);
  await handle.signal(closeWaveSignal, { reason: 'gate' });
  const end = await handle.result();
  const { end: rssAtEnd, peak } = memory.stop();
  return {
    people,
    enrolmentSeconds,
    historyEvents: await historyOf(client),
    seconds: since(begun),
    countedSeconds,
    notifications: await countOf(db, 'notification'),
    certificates: await countOf(db, 'credential'),
    rssMb: { start: rssAtStart, enrolled: rssEnrolled, end: rssAtEnd, peak },
    end,
  };
}

/** Everybody counts as told when the first of a second says so: the others find the mark set. */
async function study(db: Db, handle: ReturnType<Server['client']['workflow']['getHandle']>, from: number, to: number) {
  for (let next = from; next < to; next += LEARNERS) {
    const second = wait(SECOND_MS);
    await learn(db, WAVE, next, Math.min(next + LEARNERS, to));
    if (await markDirty(db, WAVE)) await handle.signal(waveDirtySignal);
    await second;
  }
}

async function enrolled(db: Db, begun: number): Promise<number> {
  await until(async () => (await countOf(db, 'enrolment')) >= people);
  return since(begun);
}

async function counted(db: Db, expected: number): Promise<number> {
  const begun = performance.now();
  await until(async () => {
    const row = (await db('wave').where({ id: WAVE }).first('counts')) as { counts: { passed?: number } } | undefined;
    return (row?.counts.passed ?? 0) >= expected;
  });
  return since(begun);
}

function held(db: Db): Promise<number> {
  return countOf(db, 'entitlement_suspension');
}

async function countOf(db: Db, table: string): Promise<number> {
  const found = await db(table).count({ count: '*' }).first<{ count: string }>();
  return Number(found?.count ?? 0);
}

/** Of all the runs of the wave together. */
async function historyOf(client: Server['client']): Promise<number> {
  let events = 0;
  for await (const { historyLength } of client.workflow.list({ query: `WorkflowId = '${WAVE}'` })) {
    events += historyLength ?? 0;
  }
  return events;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await wait(POLL_MS);
}

function since(begun: number): number {
  return Math.round((performance.now() - begun) / 10) / 100;
}

function input(): WaveInput {
  const now = Date.now();
  const name = { 'zh-CN': '全员', en: 'Everybody' };
  const timeScale = DAY_TAKES_MS / DAY_MS;
  return {
    wave: WAVE,
    rollout: 'rollout/POL-01@v2',
    policy: 'POL-01',
    version: 2,
    name,
    courses: [course.id],
    audience: { departments },
    manager: 'boss0',
    due: now + (DUE_DAYS + people / LEARNERS) * DAY_TAKES_MS,
    startedBy: 'boss0',
    startedAt: now,
    timeScale,
  };
}
