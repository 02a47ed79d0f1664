import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { teach } from '../workflows/finished.ts';
import { openRunningWorld, type RunningWorld } from './running.ts';
import { report } from './supervisionCases.ts';
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

const { openTask, does, reported, noticed, seen } = stepsIn(() => world);

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
