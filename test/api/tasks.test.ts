import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ideasIn, idsIn, variables } from './ideas.ts';
import { openRunningWorld, type RunningWorld } from './running.ts';
import type { Caller } from './world.ts';

let world: RunningWorld;
let ideas: ReturnType<typeof ideasIn>;
let lin: Caller;
let lu: Caller;
beforeAll(async () => {
  world = await openRunningWorld();
  ideas = ideasIn(world);
  [lin, lu] = await Promise.all([world.as('lin-yue'), world.as('lu-chen')]);
}, 120_000);
afterAll(() => world.close());

describe('a task', () => {
  test('shows its form, its clause, what was entered before, and what may be done', async () => {
    const { taskId } = await ideas.begun(lin);

    const { body } = await lin.call('getTask', { params: { taskId } });

    expect(body).toMatchObject({
      name: { 'zh-CN': '写想法' },
      form: { id: 'test-idea', schema: { title: '想法', required: ['item', 'amount'] } },
      variables: { item: '充电宝', amount: 1_000 },
      clauseTexts: [{ id: 'POL-01#12.1' }],
      candidates: [{ key: 'duty:ops-specialist' }],
      progress: { active: ['propose'] },
      verbs: ['claim', 'complete', 'transfer'],
    });
    expect(body.history[0]).toMatchObject({ kind: 'started', by: { id: 'lin-yue' } });
  });

  test('is not there for whoever has nothing to do with it, who is recorded', async () => {
    const { taskId } = await ideas.begun(lin);
    const ma = await world.as('ma-jun');

    expect((await ma.call('getTask', { params: { taskId } })).problem.code).toBe('task-unknown');
    const refused = await ma.send('completeTask', { params: { taskId }, body: { variables } });
    expect(refused.problem.code).toBe('not-a-candidate');
    const kept = await world.db('audit_event').where({ actor_id: 'ma-jun', subject_id: taskId }).orderBy('id');
    expect(kept.map(({ action, refused: code }) => `${action} ${code}`)).toEqual([
      'getTask task-unknown',
      'completeTask not-a-candidate',
    ]);
  });

  test('leaves the other candidates’ inboxes when it is claimed, and comes back when it is given back', async () => {
    const { taskId } = await ideas.begun(lin);
    const zhao = await world.as('zhao-yifan');
    expect(await idsIn(zhao)).toContain(taskId);

    await lin.send('claimTask', { params: { taskId } });

    expect(await idsIn(zhao)).not.toContain(taskId);
    const late = await zhao.send('claimTask', { params: { taskId } });
    expect(late.problem).toMatchObject({ code: 'task-claimed', params: { by: 'lin-yue' } });
    await lin.send('unclaimTask', { params: { taskId } });
    expect(await idsIn(zhao)).toContain(taskId);
  });

  test('takes exactly what its form asks for', async () => {
    const { taskId } = await ideas.begun(lin);
    const wrong = await lin.send('completeTask', { params: { taskId }, body: { variables: { item: '', extra: 1 } } });

    expect(wrong.status).toBe(400);
    expect((await lin.send('completeTask', { params: { taskId }, body: { variables } })).status).toBe(200);
  });

  test('that was done is followed by the next, which its candidates see at once', async () => {
    const { taskId } = await ideas.proposed(lin);

    expect(await idsIn(lu)).toContain(taskId);
    expect((await lu.call('countTasks')).body.todo).toBeGreaterThan(0);
    expect(await idsIn(lin, { box: 'started' })).toContain(taskId);
  });

  test.each([
    { kind: 'credential', code: 'permission-lapsed' },
    { kind: 'training', code: 'permission-held' },
  ])('that asks for a permission is refused while it is suspended for $kind, and says so', async ({ kind, code }) => {
    const { body } = await lin.send('startProcess', { params: { process: 'testGuarded' } });
    const taskId = await ideas.openTask(body.instanceId);
    const su = await world.as('su-jing');
    const held = { person_id: 'su-jing', entitlement_id: 'payment-approve', kind, ref: 'x' };
    await world.db('entitlement_suspension').insert({ ...held, since: new Date() });

    const refused = await su.send('completeTask', { params: { taskId } });
    expect(refused).toMatchObject({ status: 403, problem: { code, params: { permission: 'payment-approve' } } });
    await world.db('entitlement_suspension').where(held).update({ lifted_at: new Date() });
    expect((await su.send('completeTask', { params: { taskId } })).status).toBe(200);
  });

  test('that asks for a permission is refused without it and says which', async () => {
    const { body } = await lin.send('startProcess', { params: { process: 'testGuarded' } });
    const taskId = await ideas.openTask(body.instanceId);
    const zheng = await world.as('zheng-guodong');

    const refused = await zheng.send('completeTask', { params: { taskId } });

    expect(refused.problem).toMatchObject({ code: 'permission-missing', params: { permission: 'payment-approve' } });
    const { denied } = (await zheng.call('getTask', { params: { taskId } })).body;
    expect(denied.map(({ verb }: { verb: string }) => verb)).toEqual(['claim', 'complete']);
    for (const said of [refused.problem.detail, ...denied.map(({ detail }: { detail: string }) => detail)])
      expect(said).toContain('需要权限“批准资金支付”');

    await zheng.send('setLocale', { body: { locale: 'en' } });
    const inEnglish = await zheng.send('completeTask', { params: { taskId } });
    expect(inEnglish.problem).toMatchObject({
      detail: expect.stringContaining('the permission “Approve payments”') as string,
      params: { permission: 'payment-approve' },
    });
    await zheng.send('setLocale', { body: { locale: 'zh-CN' } });
  });
});

describe('a sign-off', () => {
  test('is given once: a repeat gets the same answer, somebody else is told who was first', async () => {
    const { taskId } = await ideas.proposed(lin);
    const body = { verdict: 'approved', comment: '同意' };
    const first = await lu.send('signOffTask', { params: { taskId }, body });
    const again = await lu.send('signOffTask', { params: { taskId }, body: { ...body, requestId: first.requestId } });
    const shen = await world.as('shen-wei');
    const late = await shen.send('signOffTask', { params: { taskId }, body });

    expect(first.body.status).toBe('completed');
    expect(again.body).toEqual(first.body);
    expect(late.status).toBe(409);
    expect(late.problem).toMatchObject({ code: 'task-closed', params: { by: 'lu-chen' } });
    expect(await ideas.evidence(late.requestId)).toHaveLength(1);
    expect(await idsIn(lu, { box: 'done' })).toContain(taskId);
  });

  test('by two at the same time counts for one of them', async () => {
    const { taskId } = await ideas.proposed(lin);
    const shen = await world.as('shen-wei');

    const answers = await Promise.all(
      [lu, shen].map((it) => it.send('signOffTask', { params: { taskId }, body: { verdict: 'approved' } })),
    );

    expect(answers.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 409]));
  });

  test('is never given by whoever asked, whatever their duties, and the attempt is kept', async () => {
    const fang = await world.as('fang-yu');
    const { taskId } = await ideas.proposed(fang);

    const refused = await fang.send('signOffTask', { params: { taskId }, body: { verdict: 'approved' } });

    expect(refused.status).toBe(403);
    expect(refused.problem.code).toBe('own-request');
    expect(await ideas.evidence(refused.requestId)).toMatchObject([{ refused: 'own-request', actor_id: 'fang-yu' }]);
  });

  test('is never given by whoever did what is judged', async () => {
    const fang = await world.as('fang-yu');
    const { instanceId, taskId } = await ideas.begun(lin);
    await fang.send('completeTask', { params: { taskId }, body: { variables } });

    const next = await ideas.openTask(instanceId);
    const refused = await fang.send('signOffTask', { params: { taskId: next }, body: { verdict: 'approved' } });

    expect(refused.problem).toMatchObject({
      code: 'own-work',
      params: { step: 'propose' },
      detail: expect.stringContaining('“写想法”') as string,
    });
  });

  test('may be given for somebody who has delegated, and says for whom', async () => {
    const { taskId, instanceId } = await ideas.proposed(lin);
    await world.db('delegation').insert({
      id: 'd1',
      from_person_id: 'lu-chen',
      to_person_id: 'xie-yutong',
      valid_from: new Date(Date.now() - 1_000),
      valid_to: new Date(Date.now() + 60_000),
    });
    const xie = await world.as('xie-yutong');

    const { status } = await xie.send('signOffTask', { params: { taskId }, body: { verdict: 'rejected' } });

    expect(status).toBe(200);
    const step = await world
      .db('process_step')
      .where({ instance_id: instanceId, kind: 'taskCompleted' })
      .orderBy('sequence', 'desc')
      .first();
    expect(step).toMatchObject({ actor_id: 'xie-yutong', on_behalf_of: 'lu-chen', grounds: { delegation: 'd1' } });
    await world.db('delegation').delete();
    expect((await xie.call('getTask', { params: { taskId } })).status).toBe(200);
  });

  test('without a verdict, or a verdict where none is asked, is refused', async () => {
    const { taskId } = await ideas.proposed(lin);

    expect((await lu.send('completeTask', { params: { taskId } })).problem.code).toBe('verdict-missing');
    const { taskId: plain } = await ideas.begun(lin);
    const body = { verdict: 'approved', variables };
    expect((await lin.send('signOffTask', { params: { taskId: plain }, body })).problem.code).toBe('verdict-unwanted');
  });
});

describe('a task that is given back or handed on', () => {
  test('returns to an earlier step, and only to one of those that are offered', async () => {
    const { taskId, instanceId } = await ideas.proposed(lin);
    const { returnTargets } = (await lu.call('getTask', { params: { taskId } })).body;
    expect(returnTargets).toMatchObject([{ node: 'propose' }]);

    const nowhere = await lu.send('returnTask', { params: { taskId }, body: { to: 'approve', reason: '补充' } });
    const back = await lu.send('returnTask', { params: { taskId }, body: { to: 'propose', reason: '补充' } });

    expect(nowhere.problem.code).toBe('return-target');
    expect(back.status).toBe(200);
    const again = await ideas.openTask(instanceId);
    const { body } = await lin.call('getTask', { params: { taskId: again } });
    expect(body.node).toBe('propose');
    expect(body.history.at(-1)).toMatchObject({ kind: 'taskReturned', to: 'propose', comment: '补充' });
  });

  test('goes to somebody who could do it, and to nobody else', async () => {
    const { taskId } = await ideas.proposed(lin);
    const { people } = (await lu.call('listTransferTargets', { params: { taskId } })).body;
    expect(people.map(({ id }: { id: string }) => id)).toEqual(['fang-yu', 'lu-chen', 'shen-wei']);

    const refused = await lu.send('transferTask', { params: { taskId }, body: { to: 'ma-jun' } });
    const done = await lu.send('transferTask', { params: { taskId }, body: { to: 'shen-wei', reason: '请假' } });

    expect(refused.problem.code).toBe('transfer-target');
    expect(done.status).toBe(200);
    const shen = await world.as('shen-wei');
    expect(await idsIn(lu)).not.toContain(taskId);
    expect(await idsIn(shen)).toContain(taskId);
    const told = (await shen.call('listNotifications')).body.items;
    expect(told[0]).toMatchObject({ kind: 'task-transferred', taskId, read: false });
    await shen.send('markNotificationsRead', { body: { ids: [told[0]?.id ?? ''] } });
    expect((await shen.call('listNotifications', { query: { unread: 'true' } })).body.items).not.toContainEqual(
      told[0],
    );
  });
});
