import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cost, costOf, minus } from '../../bench/signoff/cost.ts';
import {
  type Bench,
  type Contender,
  handwritten,
  handwrittenPath,
  hire,
  interpreted,
  type Options,
  quiet,
  tokenOf,
} from '../../bench/signoff/lab.ts';
import { createTestDatabase } from '../setup/database.ts';
import { devServer } from '../setup/temporal.ts';
import { testBundle } from './workflowBundle.ts';
import './world.ts';

/** Started, a workflow task, a record, a workflow task. */
const OPENED_EVENTS = 10;

type Lab = { readonly by: (name: string) => Promise<Costs>; readonly close: () => Promise<void> };
type Costs = { readonly first: Cost; readonly second: Cost; readonly whole: Cost };

let lab: Lab;
beforeAll(async () => {
  lab = await createLab();
});
afterAll(() => lab.close());

async function createLab(): Promise<Lab> {
  const [environment, database] = await Promise.all([devServer(), createTestDatabase()]);
  await hire(database.db);
  const bench = { client: environment.client, connection: environment.nativeConnection, db: database.db };
  const [ours, theirs] = [
    { workflowBundle: await testBundle() },
    { workflowBundle: await testBundle(handwrittenPath, ['bench/handwritten']) },
  ];
  const make: Record<string, () => Promise<Contender>> = {
    handwritten: () => handwritten(bench, theirs, timeless),
    'handwritten with deadlines': () => handwritten(bench, theirs, timed),
    interpreted: () => interpreted(bench, ours, timeless),
    'interpreted with deadlines': () => interpreted(bench, ours, timed),
    'interpreted with gateways': () => interpreted(bench, ours, { ...timeless, gateways: 5 }),
  };
  return {
    by: async (name) => costsOf(await make[name]?.(), bench),
    close: async () => {
      await environment.teardown();
      await database.drop();
    },
  };
}

const timeless: Options = { withDeadlines: false };
const timed: Options = { withDeadlines: true };

/** One instance from its start to its end, and what each of its sign-offs cost. */
async function costsOf(contender: Contender | undefined, bench: Bench): Promise<Costs> {
  if (!contender) throw new Error('there is no such contender');
  return contender.worker.runUntil(async () => {
    const id = await contender.start();
    const handle = bench.client.workflow.getHandle(id);
    const cost = async () => costOf((await handle.fetchHistory()).events ?? []);
    await quiet(handle, OPENED_EVENTS);
    const opening = await cost();
    await contender.signOff(id, 1, await tokenOf(bench, id));
    await quiet(handle, opening.events + 1);
    const afterFirst = await cost();
    await contender.signOff(id, 2, await tokenOf(bench, id));
    await handle.result();
    const whole = await cost();
    return { first: minus(afterFirst, opening), second: minus(whole, afterFirst), whole };
  });
}

describe('what a process costs, against the same two approvals written by hand', () => {
  test('a sign-off adds no event, no action and no workflow task', async () => {
    const [ours, theirs] = [await lab.by('interpreted'), await lab.by('handwritten')];

    expect(ours.first).toEqual({ events: 11, workflowTasks: 2, actions: 2 });
    expect([ours.first, ours.second]).toEqual([theirs.first, theirs.second]);
    expect(theirs.whole).toEqual({ events: 33, workflowTasks: 6, actions: 6 });
    // The definition is read once a run: one marker.
    expect(minus(ours.whole, theirs.whole)).toEqual({ events: 1, workflowTasks: 0, actions: 1 });
  });

  test('with a deadline on each approval it costs less: one alarm serves both', async () => {
    const [ours, theirs] = [await lab.by('interpreted with deadlines'), await lab.by('handwritten with deadlines')];

    expect(ours.first.events).toBeLessThan(theirs.first.events);
    expect(ours.second).toEqual(theirs.second);
    expect(ours.whole.events).toBeLessThanOrEqual(theirs.whole.events);
    expect(ours.whole.actions).toBeLessThanOrEqual(theirs.whole.actions);
  });

  test('gateways add nothing', async () => {
    expect((await lab.by('interpreted with gateways')).whole).toEqual((await lab.by('interpreted')).whole);
  });
});
