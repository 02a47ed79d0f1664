import { parseArgs } from 'node:util';
import { createDb, type Db } from '../store/db.ts';
import { inboxCounts, inboxPage } from '../store/views/inbox.ts';
import { fill } from './inbox/data.ts';
import { work } from './inbox/traffic.ts';
import { withBenchDatabase } from './postgres.ts';

const PEOPLE = 100_000;
const PAGE = 20;
const FAR_PAGE = 50;
const WARM_UP = 50;
const TASKS_OF_AN_INSTANCE = 10;

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    tasks: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '300' },
  },
});
const tasks = Number(values.tasks);
const rounds = Number(values.rounds);

const report = (line: string) => void process.stderr.write(`· ${line}\n`);
const result = await withBenchDatabase('zhidu_bench_inbox', measure);
process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : table(result));

/** Reads inboxes of people picked at random, one after the other, while others claim and decide. */
async function measure(url: string) {
  const loader = createDb(url, 'zhidu-bench', { statementTimeoutMs: 0, poolMax: 1 });
  report(`making a company of ${PEOPLE} people with ${tasks} open tasks`);
  await fill(loader, { people: PEOPLE, tasks });
  await loader.destroy();

  const reader = createDb(url, 'zhidu-bench-reader', { poolMax: 1 });
  const writer = createDb(url, 'zhidu-bench-writer', { poolMax: 1 });
  let isOver = false;
  const traffic = work(writer, Math.floor(tasks / TASKS_OF_AN_INSTANCE), () => isOver);
  try {
    for (let round = 0; round < WARM_UP; round += 1) await readAll(reader);
    report('reading');
    const rows = [];
    for (let round = 0; round < rounds; round += 1) rows.push(await readAll(reader));
    isOver = true;
    return summary(rows, await traffic);
  } finally {
    isOver = true;
    await traffic.catch(() => 0);
    await reader.destroy();
    await writer.destroy();
  }
}

type Timings = Readonly<Record<'firstPage' | 'farPage' | 'filter' | 'count', number>>;

async function readAll(db: Db): Promise<Timings> {
  const person = `p${Math.floor(Math.random() * PEOPLE)}`;
  const at = new Date();
  const page = { person, at, limit: PAGE };
  const cursor = await cursorOf(db, { ...page, limit: PAGE * (FAR_PAGE - 1) });
  return {
    firstPage: await timed(() => inboxPage(db, page)),
    farPage: await timed(() => inboxPage(db, { ...page, cursor })),
    filter: await timed(() => inboxPage(db, { ...page, process: 'process7', overdue: true })),
    count: await timed(() => inboxCounts(db, { person, at })),
  };
}

/** Where the page before the far one ends. */
async function cursorOf(db: Db, query: Parameters<typeof inboxPage>[1]): Promise<string | undefined> {
  return (await inboxPage(db, query)).next ?? undefined;
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

function summary(rows: readonly Timings[], steps: number) {
  const of = (name: keyof Timings, share: number) => {
    const sorted = rows.map((it) => it[name]).sort((a, b) => a - b);
    return Number((sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(2));
  };
  return {
    tasks,
    rounds: rows.length,
    firstPageP50Ms: of('firstPage', 0.5),
    firstPageP95Ms: of('firstPage', 0.95),
    page50P50Ms: of('farPage', 0.5),
    page50P95Ms: of('farPage', 0.95),
    filterP50Ms: of('filter', 0.5),
    filterP95Ms: of('filter', 0.95),
    countP50Ms: of('count', 0.5),
    countP95Ms: of('count', 0.95),
    stepsBeside: steps,
  };
}

function table(figures: Readonly<Record<string, number>>): string {
  return `${Object.entries(figures)
    .map(([figure, value]) => `${figure.padEnd(16)} ${value}`)
    .join('\n')}\n`;
}
