import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedDemo } from '../../cli/seed.ts';
import { makePlansLive } from '../../store/inspectionPlans.ts';
import { superviseFacts } from '../../store/inspections.ts';
import type { DrawInput, DrawOutcome } from '../../workflows/messages.ts';
import { timeSkipping } from '../setup/temporal.ts';
import { actsIn } from './acts.ts';
import { finishSteps } from './finished.ts';
import { createWorld, runningOf, type World } from './world.ts';

/** Three working days and the longest holidays lie within it. */
const LONG_ENOUGH = '20 days';
const DAY_MS = 86_400_000;

let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
  await seedDemo(world.db);
  await world
    .db('policy_version')
    .where({ version: 1 })
    .update({ effective_from: new Date('2026-01-01') });
  await makePlansLive(world.db, 'POL-01', 1, 'qin-lang');
});
afterAll(() => world.close());

const { whose, does, incidents, ended, caseOf } = actsIn(() => world);
const findingOf = (id: string) => world.db('finding').where({ id }).first();

let draws = 0;
async function draw(input: DrawInput): Promise<DrawOutcome> {
  draws += 1;
  return world.client.workflow.execute('drawInspections', {
    taskQueue: world.queue,
    workflowId: `drawInspections/${draws}`,
    args: [input],
  });
}

describe('a draw', () => {
  test('of all that is due draws each live plan once a period, and nothing where nothing was finished', async () => {
    const yesterday = new Date(Date.now() - 7 * DAY_MS);
    await finishSteps(world.db, [
      { key: 'week-1', by: 'he-ming', process: 'bankChangeCheck', node: 'callBack', closedAt: yesterday },
    ]);
    await world.db('inspection_plan').update({ live_since: new Date(0) });

    const first = await draw({});
    const again = await draw({});

    expect(first.drawn.map(({ id }) => id)).toEqual([expect.stringMatching(/^bankChangeCheck-callBack\.\d{4}-W\d\d$/)]);
    expect(again.drawn).toEqual(first.drawn);
    expect(first.empty.length).toBeGreaterThan(10);
    expect(await world.db('inspection').where({ plan_id: 'bankChangeCheck-callBack' })).toHaveLength(1);
    const running = runningOf(world, `inspectionRun/${first.drawn[0]?.id}`);
    expect(await whose(running, 'inspectItems')).not.toBe('he-ming');
  });

  test('leaves what no independent inspector could look at as an incident', async () => {
    const people = ['luo-min', 'du-ruo', 'he-ming', 'chen-kexin', 'peng-fei'];
    await finishSteps(
      world.db,
      people.map((by) => ({ key: `all-${by}`, by, node: 'acceptGoods' })),
    );

    const { drawn } = await draw({ plan: 'procurement-acceptGoods', key: 'all', from: 0 });
    const running = runningOf(world, `inspectionRun/${drawn[0]?.id}`);

    expect(await incidents(running)).toEqual([expect.stringContaining('independent')]);
  });
});

// Last: the time-skipping server skips no time any more once a child has outlived its parent and ended.
describe('an inspection', () => {
  test('goes from the sample to findings that were put right, and a critical one opens a case', async () => {
    const late = { closedAt: new Date(), dueAt: new Date(Date.now() - DAY_MS) };
    await finishSteps(world.db, [
      { key: 'pay-1', by: 'cui-ying' },
      { key: 'pay-2', by: 'cui-ying', ...late },
      { key: 'pay-3', by: 'long-ze' },
      { key: 'pay-4', by: 'long-ze' },
    ]);
    const { drawn } = await draw({ plan: 'procurement-payBalance', key: 'k1', from: 0, by: 'luo-min' });
    const [inspection] = drawn;
    if (!inspection) throw new Error('nothing was drawn');
    expect(inspection).toMatchObject({ id: 'procurement-payBalance.now-k1', population: 4, sampleSize: 4 });
    const running = runningOf(world, `inspectionRun/${inspection.id}`);

    const inspector = await whose(running, 'inspectItems');
    const { department_id: department } = await world.db('person').where({ id: inspector }).first();
    expect(department).not.toBe('finance');
    const items = await world.db('inspection_item').where({ inspection_id: inspection.id }).orderBy('number');
    const numberOf = (key: string) => items.find(({ task_id: task }) => task.includes(key))?.number as number;
    const results = items.map(({ number }) => ({ item: number, result: 'PASS' }));
    const judged = results.map((it) => {
      if (it.item === numberOf('pay-1'))
        return {
          ...it,
          result: 'CRITICAL',
          note: '付款人与批准人为同一人',
          clause: 'POL-01#3.2',
          intentSuspected: true,
        };
      return it.item === numberOf('pay-3') ? { ...it, result: 'MINOR', note: '回单模糊' } : it;
    });
    await running.complete('inspectItems', inspector, { results: judged });

    const hearings = await running.tokens('respond', 2);
    expect(hearings).toHaveLength(2);
    for (const token of hearings) {
      const { candidates } = await world.db('task').where({ instance_id: running.id, token }).first('candidates');
      if (!candidates.includes('person:cui-ying')) continue;
      const answer = { answer: 'contested', answerComment: '当时系统故障' };
      await running.complete('respond', 'cui-ying', answer, { token });
    }
    await world.environment.sleep(LONG_ENOUGH);
    await does(running, 'confirmResults', { results: judged });

    const critical = `${inspection.id}-${numberOf('pay-1')}`;
    const minor = `${inspection.id}-${numberOf('pay-3')}`;
    const serious = runningOf(world, `findingCorrection/${critical}`);
    expect(await does(serious, 'correctNow', { correction: '已追回权限', correctedOn: '2026-11-24' })).toBe('cui-ying');
    const [heard] = await world
      .db('inspection_item')
      .where({ inspection_id: inspection.id, number: numberOf('pay-1') });
    expect(heard).toMatchObject({ result: 'CRITICAL', answer: 'contested', answer_comment: '当时系统故障' });
    expect((await world.db('inspection').where({ id: inspection.id }).first()).accepted).toBe(false);

    const slight = runningOf(world, `findingCorrection/${minor}`);
    expect(await does(slight, 'correct', { correction: '补传回单', correctedOn: '2026-11-24' })).toBe('long-ze');
    const cause = { cause: '无人复核', correctiveAction: '增加复核' };
    for (const finding of [serious, slight]) await does(finding, 'findCause', cause);
    await world.environment.sleep('31 days');
    expect(await does(serious, 'checkEffect', { effective: true, effect: '三十日内无再犯' })).toBe(inspector);
    await does(slight, 'checkEffect', { effective: false, effect: '仍有两例' });
    await does(slight, 'correct', { correction: '逐笔复核', correctedOn: '2026-12-30' });
    await slight.token('findCause');
    expect(await findingOf(minor)).toMatchObject({ times_reopened: 1, state: 'corrected' });
    await does(slight, 'findCause', cause);
    await world.environment.sleep('31 days');
    await does(slight, 'checkEffect', { effective: true, effect: '已无再犯' });

    expect(await ended(running)).toBe('completed');
    expect(await findingOf(critical)).toMatchObject({ state: 'closed', severity: 'CRITICAL', clause: 'POL-01#3.2' });
    expect(await findingOf(minor)).toMatchObject({ state: 'closed', times_reopened: 1 });
    expect((await world.db('inspection').where({ id: inspection.id }).first()).state).toBe('closed');
    expect(await superviseFacts(world.db, 'POL-01', 1, 0)).toEqual([
      expect.objectContaining({ id: 'plans-live', ok: true }),
      expect.objectContaining({ id: 'critical-uncorrected', measured: 0, ok: true }),
    ]);

    const opened = runningOf(world, `violationCase/F-${critical}`);
    expect(await caseOf(opened)).toMatchObject({
      source: 'inspection',
      respondent_id: 'cui-ying',
      reporter_id: inspector,
      finding_id: critical,
      state: 'triage',
    });
    expect((await findingOf(critical)).case_id).toBe(`F-${critical}`);
    expect((await world.db('process_instance').where({ id: opened.id }).first()).parent_id).toBeNull();
  });
});
