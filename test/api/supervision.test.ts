import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OperationName } from '../../contract/index.ts';
import { finishSteps, teach } from '../workflows/finished.ts';
import { upload } from './attempt.ts';
import { until } from './learning.ts';
import { openRunningWorld, type RunningWorld } from './running.ts';
import { drawn, PLAN, report } from './supervisionCases.ts';

const FAST = 1;

let world: RunningWorld;
beforeAll(async () => {
  world = await openRunningWorld();
  await world
    .db('policy_version')
    .where({ version: 1 })
    .update({ effective_from: new Date('2026-01-01') });
}, 120_000);
afterAll(() => world.close());

/** The open task of a node, and whoever it is put before. */
async function openTask(instance: string, node: string) {
  return until(async () => {
    const task = await world.db('task').where({ instance_id: instance, node, status: 'open' }).first();
    return task && { taskId: task.id as string, by: (task.candidates[0] as string).replace('person:', '') };
  });
}

async function does(instance: string, node: string, variables: Record<string, unknown>): Promise<string> {
  const { taskId, by } = await openTask(instance, node);
  const { status, problem } = await (await world.as(by)).send('completeTask', {
    params: { taskId },
    body: { variables },
  });
  if (status !== 200) throw new Error(`${node}: ${JSON.stringify(problem)}`);
  return by;
}

const evidenceOf = async (person: string): Promise<string> => (await upload(await world.as(person))).body.id;

async function reported(more: Partial<typeof report> = {}, by = 'wang-siqi'): Promise<string> {
  const body = { ...report, timeScale: FAST, ...more };
  const { status, body: answer, problem } = await (await world.as(by)).send('reportViolation', { body });
  if (status !== 200) throw new Error(JSON.stringify(problem));
  return answer.case;
}

/** Brings a case to where its subject is told of the facts. */
async function noticed(id: string, violationClass = 'ordinary'): Promise<string> {
  const instance = `violationCase/${id}`;
  const triage = { conflict: 'none', triage: 'accepted', violationClass };
  await does(instance, 'triage', triage);
  const { by: investigator } = await openTask(instance, 'investigate');
  const caseEvidence = [await evidenceOf(investigator)];
  await does(instance, 'investigate', { established: true, foundFacts: '收礼两次', caseEvidence });
  const { by: officer } = await openTask(instance, 'giveNotice');
  const noticeFiles = [await evidenceOf(officer)];
  await does(instance, 'giveNotice', { noticeText: '认定收礼两次', noticeMethod: 'electronic', noticeFiles });
  await openTask(instance, 'state');
  return noticeFiles[0] ?? '';
}

type Person = { readonly id: string; readonly why: string };
const outsiders: readonly Person[] = [
  { id: 'chen-kexin', why: 'a colleague' },
  { id: 'li-haoran', why: 'a panel member before it comes to them' },
  { id: 'xie-yutong', why: 'the line manager' },
  { id: 'zheng-guodong', why: 'the head of the department' },
  { id: 'gu-yang', why: 'the administrator and operations' },
];
const insiders: readonly Person[] = [
  { id: 'qin-lang', why: 'an officer' },
  { id: 'xu-wenbo', why: 'legal' },
  { id: 'he-jia', why: 'HR' },
  { id: 'luo-min', why: 'the auditor' },
];

const seen = async (person: string, name: OperationName, input: object = {}) =>
  JSON.stringify((await (await world.as(person)).call(name, input as never)).body);

describe('a violation case', () => {
  let id: string;
  let instance: string;
  let noticeFile: string;
  let triageTask: string;
  beforeAll(async () => {
    id = await reported();
    instance = `violationCase/${id}`;
    triageTask = (await openTask(instance, 'triage')).taskId;
  }, 60_000);

  const everywhere = async (person: string): Promise<string> => {
    const lists = await Promise.all([
      seen(person, 'listCases'),
      seen(person, 'listInstances', { query: { limit: 100 } }),
      seen(person, 'listInstances', { query: { limit: 100, process: 'violationCase' } }),
      seen(person, 'listInstances', { query: { limit: 100, mine: true } }),
      seen(person, 'listTasks'),
      seen(person, 'listTasks', { query: { box: 'started' } }),
      seen(person, 'listTasks', { query: { box: 'done' } }),
      seen(person, 'listNotifications'),
    ]);
    return lists.join('\n');
  };

  test.each(outsiders)('is nothing that $why learns of, in no list and by no address', async ({ id: person }) => {
    expect(await everywhere(person)).not.toContain(id);
    const caller = await world.as(person);
    const refused = await Promise.all([
      caller.call('getCase', { params: { case: id } }),
      caller.call('getInstance', { params: { instanceId: instance } }),
      caller.call('getTask', { params: { taskId: triageTask } }),
      caller.call('listTransferTargets', { params: { taskId: triageTask } }),
      caller.send('cancelInstance', { params: { instanceId: instance }, body: { reason: '无' } }),
      caller.send('transferTask', { params: { taskId: triageTask }, body: { to: 'li-haoran' } }),
    ]);

    expect(refused.map(({ status }) => status >= 403 && status <= 409)).toEqual(refused.map(() => true));
    expect(refused.map(({ problem }) => JSON.stringify(problem)).join('')).not.toContain('ma-jun');
  });

  test('is not in the evidence that an administrator reads, but in that of the auditor', async () => {
    expect(await seen('luo-min', 'listAudit', { query: { limit: 100 } })).toContain(id);
    expect(await seen('gu-yang', 'listAudit', { query: { limit: 100 } })).not.toContain(id);
  });

  test('is nothing its subject learns of before the notice of the facts', async () => {
    expect(await everywhere('ma-jun')).not.toContain(id);
    expect((await (await world.as('ma-jun')).call('getCase', { params: { case: id } })).problem.code).toBe(
      'case-unknown',
    );
  });

  test.each(insiders)('is open to $why', async ({ id: person }) => {
    const { body } = await (await world.as(person)).call('getCase', { params: { case: id } });

    expect(body).toMatchObject({
      view: 'handler',
      state: 'triage',
      clause: report.clause,
      allegation: report.allegation,
    });
    expect([body.respondent?.id, body.reporter?.id]).toEqual(['ma-jun', 'wang-siqi']);
    expect(await seen(person, 'listCases')).toContain(id);
    const { status } = await (await world.as(person)).call('getInstance', { params: { instanceId: instance } });
    expect(status).toBe(200);
  });

  test('shows whoever reported it how it stands, and nobody’s name', async () => {
    const { body } = await (await world.as('wang-siqi')).call('getCase', { params: { case: id } });

    expect(body).toMatchObject({ view: 'reporter', state: 'triage', allegation: report.allegation, respondent: null });
    expect([body.officer, body.investigator, body.panel, body.instanceId]).toEqual([null, null, [], null]);
    expect(await seen('wang-siqi', 'listTasks', { query: { box: 'started' } })).not.toContain(id);
    expect(await seen('wang-siqi', 'listInstances', { query: { mine: true } })).not.toContain(id);
    const { problem } = await (await world.as('wang-siqi')).send('cancelInstance', {
      params: { instanceId: instance },
      body: { reason: '撤回' },
    });
    expect(problem.code).toBe('instance-unknown');
  });

  test('shows its subject the notice, the task and the evidence shown, and nothing else of the case', async () => {
    noticeFile = await noticed(id);
    const subject = await world.as('ma-jun');
    const { body: file } = await subject.call('getCase', { params: { case: id } });
    const { taskId } = await openTask(instance, 'state');
    const { body: task } = await subject.call('getTask', { params: { taskId } });

    expect(file).toMatchObject({ view: 'respondent', facts: '认定收礼两次', evidence: [noticeFile], reporter: null });
    expect([file.allegation, file.investigator, file.allowed, file.measures]).toEqual([null, null, [], []]);
    expect(task.variables).toMatchObject({ noticeText: '认定收礼两次', clause: report.clause });
    expect(JSON.stringify(task)).not.toMatch(/wang-siqi|收受供应商礼品|foundFacts/);
    expect([task.history, task.returnTargets, task.progress.visited]).toEqual([[], [], []]);
    expect(task.verbs).not.toContain('return');
    expect((await subject.call('getFile', { params: { file: noticeFile } })).status).toBe(200);
    const [other] = await world.db('evidence_file').where({ instance_id: instance }).whereNot({ id: noticeFile });
    expect((await subject.call('getFile', { params: { file: other.id } })).problem.code).toBe('file-unknown');
    expect((await subject.call('getInstance', { params: { instanceId: instance } })).problem.code).toBe(
      'instance-unknown',
    );
    const back = await subject.send('returnTask', { params: { taskId }, body: { to: 'investigate', reason: '重查' } });
    expect(back.problem.code).toBe('not-allowed');
  });

  test.each(outsiders)('stays hidden from $why after the notice, evidence too', async ({ id: person }) => {
    expect(await everywhere(person)).not.toContain(id);
    const { problem } = await (await world.as(person)).call('getFile', { params: { file: noticeFile } });
    expect(problem.code).toBe('file-unknown');
  });

  test('leaves only a talk and training against somebody who was not told, and says so', async () => {
    await does(instance, 'state', { statement: '不知道须登记' });
    const { taskId, by } = await openTask(instance, 'propose');
    const officer = await world.as(by);
    const { body: task } = await officer.call('getTask', { params: { taskId } });
    expect(task.context.find(({ name }) => name === 'allowed')?.value).toEqual([
      'no-measure',
      'reminder-talk',
      'retraining',
    ]);

    const variables = { measures: ['severe-warning'], reasons: '严重' };
    const { status, problem } = await officer.send('completeTask', { params: { taskId }, body: { variables } });

    expect([status, problem.code]).toEqual([422, 'measure-not-allowed']);
    expect(problem.detail).toMatch(/严重警告|Severe warning/);
    const kept = await world.db('audit_event').where({ action: 'completeTask', refused: 'measure-not-allowed' });
    expect(kept).toHaveLength(1);
  });

  test('takes no measure that is none of the policy', async () => {
    const { taskId, by } = await openTask(instance, 'propose');
    for (const measure of ['fine', 'withheld-wage', 'deposit']) {
      const variables = { measures: [measure], reasons: '罚款' };
      const { problem } = await (await world.as(by)).send('completeTask', { params: { taskId }, body: { variables } });
      expect(problem.code).toBe('malformed');
    }
  });
});

describe('a compensation', () => {
  test('above the cap is refused with the computation, in the caller’s language', async () => {
    await teach(world.db, 'lu-xin', ['8'], new Date('2026-10-01'));
    const id = await reported({ respondent: 'lu-xin' });
    const instance = `violationCase/${id}`;
    await noticed(id);
    await does(instance, 'state', { statement: '愿意赔偿' });
    const { taskId, by } = await openTask(instance, 'propose');
    const figures = { actualLoss: 500_000, monthWage: 600_000, minimumWage: 236_000, contractBasis: '第九条' };
    const variables = { measures: ['loss-compensation'], reasons: '合同约定', ...figures, compensation: 120_001 };
    const officer = await world.as(by);

    const chinese = await officer.send('completeTask', { params: { taskId }, body: { variables } });
    const { contractBasis: _basis, ...unfounded } = variables;
    const missing = await officer.send('completeTask', { params: { taskId }, body: { variables: unfounded } });

    expect(chinese.status).toBe(422);
    expect(chinese.problem.code).toBe('compensation-above-cap');
    for (const figure of ['1,200.01', '1,200.00', '6,000.00', '2,360.00', '3,640.00', '5,000.00'])
      expect(chinese.problem.detail).toContain(figure);
    expect(missing.problem.code).toBe('compensation-unfounded');
    await does(instance, 'propose', { ...variables, compensation: 120_000 });
    await openTask(instance, 'checkLegal');
    const { body } = await (await world.as('luo-min')).call('getCase', { params: { case: id } });
    expect(body).toMatchObject({ state: 'checks', compensation: 120_000, measures: ['loss-compensation'] });
    expect(body.compensationCap).toMatchObject({ cap: 120_000, share: 120_000, room: 364_000 });
  });
});

describe('a report', () => {
  test.each([
    ['nobody at work', { respondent: 'nobody' }, 'person-unknown'],
    ['no clause', { clause: 'POL-01#99.9' }, 'clause-missing'],
  ])('of %s is refused', async (_, change, code) => {
    const { problem } = await (await world.as('lin-yue')).send('reportViolation', { body: { ...report, ...change } });

    expect(problem.code).toBe(code);
  });

  test('of oneself is a self-report, and one’s own to read', async () => {
    const id = await reported({ respondent: 'fang-yu' }, 'fang-yu');

    const { body } = await (await world.as('fang-yu')).call('getCase', { params: { case: id } });

    expect(body).toMatchObject({ source: 'self-report', view: 'respondent' });
    const file = await world.db('violation_case').where({ id }).first();
    expect(file.officer_id).not.toBe('fang-yu');
  });

  test('about an officer is led by another, and hidden from the one it is about', async () => {
    const id = await reported({ respondent: 'qin-lang' });

    const file = await world.db('violation_case').where({ id }).first();
    expect(file.officer_id).not.toBe('qin-lang');
    for (const name of ['listCases', 'listInstances', 'listAudit'] as const)
      expect(await seen('qin-lang', name, { query: { limit: 100 } })).not.toContain(id);
    const caller = await world.as('qin-lang');
    const { taskId } = await openTask(`violationCase/${id}`, 'triage');
    const tries = await Promise.all([
      caller.call('getCase', { params: { case: id } }),
      caller.call('getInstance', { params: { instanceId: `violationCase/${id}` } }),
      caller.call('getTask', { params: { taskId } }),
      caller.send('transferTask', { params: { taskId }, body: { to: 'xu-wenbo' } }),
      caller.send('cancelInstance', { params: { instanceId: `violationCase/${id}` }, body: { reason: '误报' } }),
    ]);
    expect(tries.map(({ status }) => status >= 400)).toEqual(tries.map(() => true));
  });

  test('about the head of compliance is led by nobody who answers to them', async () => {
    const id = await reported({ respondent: 'xu-wenbo' });

    const file = await world.db('violation_case').where({ id }).first();
    const staff = [file.officer_id, file.investigator_id, file.hr_reviewer_id, file.decider_id, ...file.panel];
    expect(staff.length).toBeGreaterThan(6);
    for (const below of ['qin-lang', 'han-xue', 'xu-wenbo', 'zhou-qiming']) expect(staff).not.toContain(below);
  });

  test('made twice with one request id opens one case', async () => {
    const caller = await world.as('zhao-yifan');
    const first = await caller.send('reportViolation', { body: report });
    const again = await caller.send('reportViolation', { body: { ...report, requestId: first.requestId } });

    expect(again.body).toEqual(first.body);
    expect(await world.db('violation_case').where({ reporter_id: 'zhao-yifan' })).toHaveLength(1);
  });
});

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

// Last: somebody is gone after it.
describe('a case', () => {
  test('whose handler leaves goes on with an officer, and not with their superior', async () => {
    const id = await reported({ respondent: 'du-ruo' });
    const instance = `violationCase/${id}`;
    await does(instance, 'triage', { conflict: 'none', triage: 'accepted', violationClass: 'slight' });
    const { taskId, by } = await openTask(instance, 'investigate');
    await (await world.as(by)).send('claimTask', { params: { taskId } });

    const left = await (await world.as('gu-yang')).send('leaveStaff', {
      params: { person: by },
      body: { reason: '离职' },
    });

    expect(JSON.stringify(left.body)).not.toContain(id);
    const { assignee_id: next } = await world.db('task').where({ id: taskId }).first('assignee_id');
    expect(['qin-lang', 'xu-wenbo']).toContain(next);
  });
});
