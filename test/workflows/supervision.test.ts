import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedDemo } from '../../cli/seed.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { currentDefinition } from '../../store/definitions.ts';
import { makePlansLive } from '../../store/inspectionPlans.ts';
import { superviseFacts } from '../../store/inspections.ts';
import { type DrawInput, type DrawOutcome, retryUpdate } from '../../workflows/messages.ts';
import { timeSkipping } from '../setup/temporal.ts';
import { finishSteps, teach } from './finished.ts';
import { begin, createWorld, envelope, type Running, runningOf, until, type World } from './world.ts';

/** Three working days and the longest holidays lie within it. */
const LONG_ENOUGH = '20 days';
const FILE = 'file-1';
const DAY_MS = 86_400_000;
const yuan = (amount: number) => amount * 100;

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

let draws = 0;
async function draw(input: DrawInput): Promise<DrawOutcome> {
  draws += 1;
  return world.client.workflow.execute('drawInspections', {
    taskQueue: world.queue,
    workflowId: `drawInspections/${draws}`,
    args: [input],
  });
}

const caseOf = (running: Running) => world.db('violation_case').where({ instance_id: running.id }).first();
const findingOf = (id: string) => world.db('finding').where({ id }).first();
const ended = (running: Running) =>
  until(async () => {
    const { status } = await running.instance();
    return status === 'running' ? undefined : status;
  });
const reaches = (running: Running, state: string) =>
  until(async () => ((await caseOf(running))?.state === state ? state : undefined));

/** Whoever the open task of a node is put before. */
async function whose(running: Running, node: string): Promise<string> {
  const token = await running.token(node);
  const { candidates } = await world.db('task').where({ instance_id: running.id, token }).first('candidates');
  return (candidates as string[])[0]?.replace('person:', '') ?? '';
}

async function does(running: Running, node: string, variables: Variables = {}): Promise<string> {
  const by = await whose(running, node);
  await running.complete(node, by, variables);
  return by;
}

async function signs(running: Running, node: string, verdict: 'approved' | 'rejected' = 'approved'): Promise<string> {
  const by = await whose(running, node);
  await running.signOff(node, by, { verdict });
  return by;
}

async function incidents(running: Running): Promise<readonly string[]> {
  return until(async () => {
    const found = Object.values((await running.instance()).incidents).map(({ reason }) => reason);
    return found.length > 0 ? found : undefined;
  });
}

describe('a draw', () => {
  test('of all that is due draws each live plan once a period, and nothing where nothing was finished', async () => {
    const yesterday = new Date(Date.now() - 7 * DAY_MS);
    await finishSteps(world.db, [{ key: 'week-1', by: 'he-ming', node: 'callBack', closedAt: yesterday }]);
    await world.db('inspection_plan').update({ live_since: new Date(0) });

    const first = await draw({});
    const again = await draw({});

    expect(first.drawn.map(({ id }) => id)).toEqual([expect.stringMatching(/^procurement-callBack\.\d{4}-W\d\d$/)]);
    expect(again.drawn).toEqual(first.drawn);
    expect(first.empty.length).toBeGreaterThan(10);
    expect(await world.db('inspection').where({ plan_id: 'procurement-callBack' })).toHaveLength(1);
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

/** A case that somebody reported, up to the notice of the facts. */
async function reported(report: Variables, by = 'wang-siqi'): Promise<Running> {
  const definition = await currentDefinition(world.db, 'violationCase');
  if (!definition) throw new Error('violationCase is not deployed');
  return begin(world, {
    process: definition.model,
    startedBy: { by },
    variables: { ...report, requester: { id: by, department: 'operations' } },
  });
}

const triage = { conflict: 'none', triage: 'accepted' };
const noticed = { noticeText: '认定的事实', noticeMethod: 'in-person', noticeFiles: [FILE] };
const served = { serviceMethod: 'in-person', servedOn: '2026-12-24', serviceReceipt: FILE };
const found = { established: true, foundFacts: '收受供应商礼品未登记', caseEvidence: [FILE] };

describe('a violation case', () => {
  test('against somebody who was not told of the clause ends in a reminder at most', async () => {
    const report = { respondent: 'ma-jun', clause: 'POL-01#8.2', actedOn: '2026-11-24', allegation: '收礼' };
    await world
      .db('policy_version')
      .where({ version: 1 })
      .update({ effective_from: new Date('2026-01-01') });
    const running = await reported(report);
    const officer = await does(running, 'triage', { ...triage, violationClass: 'ordinary' });
    const investigator = await does(running, 'investigate', found);
    await does(running, 'giveNotice', noticed);
    expect(await does(running, 'state', { statement: '不知道须登记' })).toBe('ma-jun');
    await running.token('propose');

    const file = await caseOf(running);
    expect(file.enforceability).toMatchObject({ verdict: 'reminder-only', obstacles: ['not-informed', 'not-trained'] });
    expect(file.allowed).toEqual(['no-measure', 'reminder-talk', 'retraining']);
    expect(file.statement).toBe('不知道须登记');
    await does(running, 'propose', { measures: ['reminder-talk', 'retraining'], reasons: '首次' });
    const legal = await signs(running, 'checkLegal');
    const hr = await signs(running, 'checkHr');
    const decider = await signs(running, 'decideAlone');
    await does(running, 'serve', served);
    await reaches(running, 'lesson');
    expect(await world.db('notification').where({ person_id: 'ma-jun', kind: 'case-served' })).toHaveLength(1);
    await does(running, 'learn', { lesson: '礼品须登记', changeProposed: false });

    expect(await ended(running)).toBe('completed');
    expect(await caseOf(running)).toMatchObject({ state: 'closed', outcome: 'decided', lesson: '礼品须登记' });
    expect(await world.db('notification').where({ person_id: 'wang-siqi', kind: 'case-closed' })).toHaveLength(1);
    const staff = [officer, investigator, legal, hr, decider];
    expect(new Set(staff).size).toBe(staff.length);
    expect(staff).not.toEqual(expect.arrayContaining(['ma-jun']));
    expect(staff).not.toEqual(expect.arrayContaining(['xie-yutong']));
  });

  test('that is severe goes before a panel; a second time weighs more; a dismissal is told to the union first', async () => {
    await teach(world.db, 'tian-ye', ['8'], new Date('2026-10-01'));
    const report = { respondent: 'tian-ye', clause: 'POL-01#8.2', actedOn: '2026-11-20', allegation: '收受回扣' };
    const running = await reported(report);
    await does(running, 'triage', { ...triage, violationClass: 'severe' });
    await does(running, 'investigate', { ...found, against: ['intent'], inFavour: ['repair'] });
    await does(running, 'giveNotice', noticed);
    await running.token('state');
    await world.environment.sleep(LONG_ENOUGH);
    await running.token('propose');
    const file = await caseOf(running);
    expect(file).toMatchObject({ weighed_class: 'severe', occurrence: 1, statement: null });
    expect(file.enforceability).toEqual({ verdict: 'enforceable', obstacles: [], version: 1 });
    expect(file.allowed).toContain('dismissal');

    await does(running, 'propose', { measures: ['dismissal'], reasons: '严重违反' });
    await signs(running, 'checkLegal', 'rejected');
    await does(running, 'propose', { measures: ['dismissal'], reasons: '严重违反，理由补充' });
    await signs(running, 'checkLegal');
    await signs(running, 'checkHr');
    await does(running, 'notifyUnion', { unionNoticedOn: '2026-12-20', unionOpinion: '无异议', unionFile: FILE });
    const seats = await running.tokens('decidePanel', 3);
    expect(seats).toHaveLength(3);
    for (const [index, token] of seats.entries()) {
      const { candidates } = await world.db('task').where({ instance_id: running.id, token }).first('candidates');
      const by = (candidates as string[])[0]?.replace('person:', '') ?? '';
      await running.signOff('decidePanel', by, { token, verdict: index === 0 ? 'rejected' : 'approved' });
    }
    await does(running, 'serve', served);
    await does(running, 'learn', { lesson: '供应商回扣' });
    expect(await ended(running)).toBe('completed');
    expect(await caseOf(running)).toMatchObject({ measures: ['dismissal'], reasons: '严重违反，理由补充' });

    const second = await reported({ ...report, actedOn: '2026-11-23', allegation: '再次收受' });
    await does(second, 'triage', { ...triage, violationClass: 'ordinary' });
    await does(second, 'investigate', found);
    await does(second, 'giveNotice', noticed);
    await does(second, 'state', { statement: '认错' });
    await second.token('propose');
    expect(await caseOf(second)).toMatchObject({ occurrence: 2, weighed_class: 'ordinary' });
  });

  test('keeps a compensation within its cap even when somebody gets past the API', async () => {
    await teach(world.db, 'lu-xin', ['8'], new Date('2026-10-01'));
    const report = { respondent: 'lu-xin', clause: 'POL-01#8.2', actedOn: '2026-11-20', allegation: '损坏货物' };
    const running = await reported(report);
    await does(running, 'triage', { ...triage, violationClass: 'ordinary' });
    await does(running, 'investigate', found);
    await does(running, 'giveNotice', noticed);
    await does(running, 'state', { statement: '愿意赔偿' });
    const figures = {
      actualLoss: yuan(5_000),
      monthWage: yuan(6_000),
      minimumWage: yuan(2_360),
      contractBasis: '劳动合同第九条',
    };
    const proposal = { measures: ['loss-compensation'], reasons: '合同约定', ...figures };
    await does(running, 'propose', { ...proposal, compensation: yuan(1_200) + 1 });

    expect(await incidents(running)).toEqual([expect.stringContaining('compensation-above-cap')]);
    const [token = ''] = Object.keys((await running.instance()).incidents);
    const retry = { ...(await envelope(world, token, 'qin-lang')), variables: { compensation: yuan(1_200) } };
    await running.handle.executeUpdate(retryUpdate, { updateId: retry.requestId, args: [retry] });
    await running.token('checkLegal');
    const file = await caseOf(running);
    expect(Number(file.compensation)).toBe(yuan(1_200));
    expect(file.compensation_cap).toMatchObject({ cap: yuan(1_200), share: yuan(1_200), room: yuan(3_640) });
    await expect(
      world
        .db('violation_case')
        .where({ instance_id: running.id })
        .update({ compensation: yuan(1_200) + 1 }),
    ).rejects.toThrow('violation_case');
    await expect(
      world
        .db('violation_case')
        .where({ instance_id: running.id })
        .update({ measures: ['fine'] }),
    ).rejects.toThrow('sanction_measures');
  });

  test('passes to another officer when the first declares a conflict, and closes when nothing is established', async () => {
    const report = { respondent: 'jiang-yi', clause: 'POL-01#8.2', actedOn: '2026-11-20', allegation: '传闻' };
    const running = await reported(report);
    const first = await does(running, 'triage', { ...triage, conflict: 'declared', violationClass: 'slight' });
    const second = await until(async () => {
      const officer = (await caseOf(running))?.officer_id as string;
      return officer === first ? undefined : officer;
    });
    await until(async () => ((await whose(running, 'triage')) === second ? true : undefined));
    await does(running, 'triage', { ...triage, violationClass: 'slight' });
    await does(running, 'investigate', { ...found, established: false });

    expect(await ended(running)).toBe('completed');
    expect(await caseOf(running)).toMatchObject({ state: 'closed', outcome: 'not-established', noticed_at: null });
    expect(await world.db('notification').where({ person_id: 'jiang-yi' })).toEqual([]);
  });

  test('that is late comes before an officer, never before the line manager, and the statement before nobody', async () => {
    const report = { respondent: 'ye-qing', clause: 'POL-01#8.2', actedOn: '2026-11-20', allegation: '收礼' };
    const running = await reported(report);
    await does(running, 'triage', { ...triage, violationClass: 'slight' });
    await running.token('investigate');
    await world.environment.sleep('40 days');
    const escalated = await until(async () => {
      const { escalated_to: to } = await world
        .db('task')
        .where({ instance_id: running.id, node: 'investigate' })
        .first();
      return (to as string[]).length > 0 ? (to as string[]) : undefined;
    });
    const officers = await world.db('duty_holder').where({ duty_id: 'compliance-officer' }).pluck('person_id');
    expect(officers.map((id) => `person:${id}`)).toEqual(expect.arrayContaining(escalated));

    await does(running, 'investigate', found);
    await does(running, 'giveNotice', noticed);
    await running.token('state');
    await world.environment.sleep(LONG_ENOUGH);
    await running.token('propose');
    const statement = await world.db('task').where({ instance_id: running.id, node: 'state' }).first();
    expect(statement).toMatchObject({ status: 'withdrawn', escalated_to: [] });
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
