import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finishSteps } from '../workflows/finished.ts';
import { until } from './learning.ts';
import { openRunningWorld, type RunningWorld } from './running.ts';
import { drawn, PLAN } from './supervisionCases.ts';
import { stepsIn } from './supervisionSteps.ts';

let world: RunningWorld;
beforeAll(async () => {
  world = await openRunningWorld();
  await world
    .db('policy_version')
    .where({ version: 1 })
    .update({ effective_from: new Date('2026-01-01') });
}, 120_000);
afterAll(() => world.close());

const { openTask, does, seen } = stepsIn(() => world);

describe('an inspection', () => {
  test('is drawn only of a plan that is live', async () => {
    await world.db('inspection_plan').update({ live_since: null });
    const caller = await world.as('luo-min');

    const { problem } = await caller.send('drawInspection', { params: { plan: PLAN } });
    const { body } = await caller.call('listInspectionPlans');

    expect(problem.code).toBe('plan-not-live');
    expect(body.items.filter(({ live, mayDraw }) => live || mayDraw)).toEqual([]);
    expect(new Set(body.items.map(({ step }) => step.process.key))).toContain('procurement');
  });

  test('of a window without a finished step is refused', async () => {
    await drawn(world);
    const from = new Date(Date.now() + 1_000).toISOString();

    const { problem } = await (await world.as('qin-lang')).send('drawInspection', {
      params: { plan: 'procurement-clearIpr' },
      body: { from },
    });

    expect(problem.code).toBe('nothing-to-inspect');
  });

  test('is drawn once for each request', async () => {
    await finishSteps(world.db, [{ key: 'once', by: 'cui-ying' }]);
    const caller = await world.as('luo-min');
    const first = await caller.send('drawInspection', { params: { plan: PLAN } });
    const again = await caller.send('drawInspection', { params: { plan: PLAN }, body: { requestId: first.requestId } });

    expect(first.status).toBe(200);
    expect(again.body).toEqual(first.body);
  });

  test('can be recomputed by whoever was drawn, by hand', async () => {
    const id = await drawn(world, ['cui-ying', 'long-ze', 'cui-ying', 'long-ze', 'cui-ying']);
    const { body } = await (await world.as('cui-ying')).call('recomputeSample', { params: { inspection: id } });
    const population = body.population ?? [];
    expect(population.length).toBeGreaterThanOrEqual(5);

    const lines = population.map((member) => `${member.id} ${member.weight}`).toSorted();
    const hash = createHash('sha256').update(lines.join('\n')).digest('hex');
    const tickets = population.map((member) => ({
      id: member.id,
      digest: createHmac('sha256', body.seed).update(`${member.id}#1`).digest('hex'),
    }));
    const sample = tickets.toSorted((one, other) => (one.digest < other.digest ? -1 : 1)).map((ticket) => ticket.id);

    expect(body.matches).toBe(true);
    expect(body.populationHash).toEqual({ stored: hash, computed: hash });
    expect(body.sample.stored).toEqual(sample.slice(0, body.sample.stored.length));
  });

  test('tells when the population is no longer what it was', async () => {
    const id = await drawn(world);
    const { window_to: to } = await world.db('inspection').where({ id }).first();
    await finishSteps(world.db, [{ key: `late-${id}`, by: 'cui-ying', closedAt: new Date(to.getTime() - 1) }]);

    const { body } = await (await world.as('luo-min')).call('recomputeSample', { params: { inspection: id } });

    expect(body.matches).toBe(false);
    expect(body.populationSize.computed).toBe(body.populationSize.stored + 1);
  });

  test('shows the inspected their own work, their manager the department’s, and strangers nothing', async () => {
    const id = await drawn(world);
    const params = { inspection: id };
    const itemsFor = async (person: string) => {
      const { body } = await (await world.as(person)).call('getInspection', { params });
      return body.items.filter(({ performer }) => performer !== null).map(({ performer }) => performer?.id);
    };

    expect(new Set(await itemsFor('cui-ying'))).toEqual(new Set(['cui-ying']));
    expect(new Set(await itemsFor('jiang-yingxue'))).toEqual(new Set(['cui-ying', 'long-ze']));
    expect(new Set(await itemsFor('luo-min'))).toEqual(new Set(['cui-ying', 'long-ze']));
    expect((await (await world.as('ma-jun')).call('getInspection', { params })).problem.code).toBe(
      'inspection-unknown',
    );
    expect(await seen('ma-jun', 'listInspections')).not.toContain(id);
    expect(await seen('cui-ying', 'listInspections', { query: { mine: 'true' } })).toContain(id);
  });

  test('takes results only of the whole sample, with a note and a known clause on what falls short', async () => {
    const id = await drawn(world);
    const instance = `inspectionRun/${id}`;
    const { taskId, by } = await openTask(instance, 'inspectItems');
    const inspector = await world.as(by);
    const { body: task } = await inspector.call('getTask', { params: { taskId } });
    const { results } = task.variables as { results: { item: number; subject: string }[] };
    expect(results.length).toBeGreaterThanOrEqual(2);
    const passed = results.map((it) => ({ ...it, result: 'PASS' }));
    const judge = async (given: readonly object[]) => {
      const body = { variables: { results: given } };
      return (await inspector.send('completeTask', { params: { taskId }, body })).problem;
    };

    expect((await judge(passed.slice(1))).code).toBe('inspection-incomplete');
    expect((await judge(passed.map((it, index) => (index === 0 ? { ...it, result: 'MAJOR' } : it)))).params).toEqual({
      items: '1',
    });
    const stray = { result: 'MAJOR', note: '金额不符', clause: 'POL-01#77.7' };
    expect((await judge(passed.map((it, index) => (index === 0 ? { ...it, ...stray } : it)))).code).toBe(
      'clause-missing',
    );
    const major = passed.map((it, index) => (index === 0 ? { ...it, ...stray, clause: 'POL-01#3.4' } : it));
    expect(
      (await inspector.send('completeTask', { params: { taskId }, body: { variables: { results: major } } })).status,
    ).toBe(200);
    const answerer = await does(instance, 'respond', { answer: 'accepted' });
    await does(instance, 'confirmResults', { results: major });
    const mine = await until(async () => {
      const { body } = await (await world.as(answerer)).call('listFindings', {
        query: { mine: 'true', inspection: id },
      });
      return body.items[0];
    });
    expect(mine).toMatchObject({ severity: 'MAJOR', clause: 'POL-01#3.4', state: 'open', case: null });
    expect(await seen('ma-jun', 'listFindings')).not.toContain(mine.id);
    expect(
      (await (await world.as('luo-min')).call('getInspection', { params: { inspection: id } })).body,
    ).toMatchObject({
      state: 'confirmed',
      accepted: false,
      findings: 1,
      findingList: [{ id: mine.id }],
    });
  });
});
