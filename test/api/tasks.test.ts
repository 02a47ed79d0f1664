import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRunningWorld, type RunningWorld } from './running.ts';
import type { Caller } from './world.ts';

let world: RunningWorld;
let lin: Caller;
let lu: Caller;
beforeAll(async () => {
  world = await openRunningWorld();
  [lin, lu] = await Promise.all([world.as('lin-yue'), world.as('lu-chen')]);
}, 120_000);
afterAll(() => world.close());

const variables = { item: '充电宝', amount: 1_000 };

/** Starts an instance and gives the id of its open task. */
async function begun(by: Caller = lin): Promise<{ instanceId: string; taskId: string }> {
  const { body } = await by.send('startProcess', { params: { process: 'testApproval' }, body: { variables } });
  return { instanceId: body.instanceId, taskId: await openTask(body.instanceId) };
}

async function proposed(by: Caller = lin): Promise<{ instanceId: string; taskId: string }> {
  const { instanceId, taskId } = await begun(by);
  const done = await by.send('completeTask', { params: { taskId }, body: { variables } });
  expect(done.body).toMatchObject({ instanceId, status: 'running' });
  return { instanceId, taskId: await openTask(instanceId) };
}

async function openTask(instanceId: string): Promise<string> {
  const row = await world.db('task').where({ instance_id: instanceId, status: 'open' }).first('id');
  return row.id;
}

const inboxOf = async (caller: Caller, query = {}) => (await caller.call('listTasks', { query })).body.items;
const idsIn = async (caller: Caller, query = {}) =>
  (await inboxOf(caller, { limit: 100, ...query })).map(({ id }: { id: string }) => id);
const evidence = (requestId: string) => world.db('audit_event').where({ request_id: requestId });

describe('starting a process', () => {
  test('makes an instance that the lists know at once, titled as the process says', async () => {
    const { body } = await lin.send('startProcess', { params: { process: 'testApproval' }, body: { variables } });

    const [instance] = (await lin.call('listInstances', { query: { mine: 'true' } })).body.items;
    expect(instance).toMatchObject({ id: body.instanceId, title: '想法:充电宝', status: 'running' });
  });

  test('twice with the same request id makes one instance and gives the same answer', async () => {
    const params = { process: 'testApproval' };
    const first = await lin.send('startProcess', { params, body: { variables } });
    const again = await lin.send('startProcess', { params, body: { variables, requestId: first.requestId } });

    expect(again.body).toEqual(first.body);
  });

  test('with a request id of another request, or of somebody else, is refused', async () => {
    const params = { process: 'testApproval' };
    const { requestId } = await lin.send('startProcess', { params, body: { variables } });
    const zhao = await world.as('zhao-yifan');

    const other = { variables: { ...variables, amount: 2 }, requestId };
    expect((await lin.send('startProcess', { params, body: other })).problem.code).toBe('request-reused');
    expect((await zhao.send('startProcess', { params, body: { variables, requestId } })).problem.code).toBe(
      'request-reused',
    );
  });

  test('with a business key that is taken is refused, also after Temporal has forgotten it', async () => {
    const send = () =>
      lin.send('startProcess', { params: { process: 'testApproval' }, body: { variables, businessKey: 'K-1' } });
    expect((await send()).status).toBe(200);

    const { status, problem } = await send();

    expect(status).toBe(409);
    expect(problem.detail).toContain('K-1');
  });

  test('with a form that is filled in wrongly says of each field what is wrong, and the same id may try again', async () => {
    const params = { process: 'testApproval' };
    const wrong = await lin.send('startProcess', { params, body: { variables: { amount: 1.5, sneaky: true } } });

    expect(wrong.status).toBe(400);
    expect(wrong.problem.particulars?.map(({ where, code }) => `${where} ${code}`).sort()).toEqual([
      '/body/variables/amount type',
      '/body/variables/item required',
      '/body/variables/sneaky additionalProperties',
    ]);
    const corrected = await lin.send('startProcess', { params, body: { variables, requestId: wrong.requestId } });
    expect(corrected.status).toBe(200);
  });

  test('is only for whoever holds the duty, and the attempt is kept as evidence', async () => {
    const ma = await world.as('ma-jun');
    const refused = await ma.send('startProcess', { params: { process: 'testApproval' }, body: { variables } });

    expect(refused.status).toBe(403);
    expect(await evidence(refused.requestId)).toMatchObject([
      { actor_id: 'ma-jun', action: 'startProcess', refused: 'not-allowed', subject_id: 'testApproval' },
    ]);
    const offered = (await ma.call('listProcesses')).body.items.map(({ key }: { key: string }) => key);
    expect(offered).not.toContain('testApproval');
    expect(offered).toContain('testGuarded');
  });
});

describe('a task', () => {
  test('shows its form, its clause, what was entered before, and what may be done', async () => {
    const { taskId } = await begun();

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
    const { taskId } = await begun();
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
    const { taskId } = await begun();
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
    const { taskId } = await begun();
    const wrong = await lin.send('completeTask', { params: { taskId }, body: { variables: { item: '', extra: 1 } } });

    expect(wrong.status).toBe(400);
    expect((await lin.send('completeTask', { params: { taskId }, body: { variables } })).status).toBe(200);
  });

  test('that was done is followed by the next, which its candidates see at once', async () => {
    const { taskId } = await proposed();

    expect(await idsIn(lu)).toContain(taskId);
    expect((await lu.call('countTasks')).body.todo).toBeGreaterThan(0);
    expect(await idsIn(lin, { box: 'started' })).toContain(taskId);
  });

  test('that asks for a permission is refused without it and says which', async () => {
    const { body } = await lin.send('startProcess', { params: { process: 'testGuarded' } });
    const taskId = await openTask(body.instanceId);
    const zheng = await world.as('zheng-guodong');

    const refused = await zheng.send('completeTask', { params: { taskId } });

    expect(refused.problem).toMatchObject({ code: 'permission-missing', params: { permission: 'payment-approve' } });
    const { denied } = (await zheng.call('getTask', { params: { taskId } })).body;
    expect(denied.map(({ verb }: { verb: string }) => verb)).toEqual(['claim', 'complete']);
  });
});

describe('a sign-off', () => {
  test('is given once: a repeat gets the same answer, somebody else is told who was first', async () => {
    const { taskId } = await proposed();
    const body = { verdict: 'approved', comment: '同意' };
    const first = await lu.send('signOffTask', { params: { taskId }, body });
    const again = await lu.send('signOffTask', { params: { taskId }, body: { ...body, requestId: first.requestId } });
    const shen = await world.as('shen-wei');
    const late = await shen.send('signOffTask', { params: { taskId }, body });

    expect(first.body.status).toBe('completed');
    expect(again.body).toEqual(first.body);
    expect(late.status).toBe(409);
    expect(late.problem).toMatchObject({ code: 'task-closed', params: { by: 'lu-chen' } });
    expect(await evidence(late.requestId)).toHaveLength(1);
    expect(await idsIn(lu, { box: 'done' })).toContain(taskId);
  });

  test('by two at the same time counts for one of them', async () => {
    const { taskId } = await proposed();
    const shen = await world.as('shen-wei');

    const answers = await Promise.all(
      [lu, shen].map((it) => it.send('signOffTask', { params: { taskId }, body: { verdict: 'approved' } })),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('is never given by whoever asked, whatever their duties, and the attempt is kept', async () => {
    const fang = await world.as('fang-yu');
    const { taskId } = await proposed(fang);

    const refused = await fang.send('signOffTask', { params: { taskId }, body: { verdict: 'approved' } });

    expect(refused.status).toBe(403);
    expect(refused.problem.code).toBe('own-request');
    expect(await evidence(refused.requestId)).toMatchObject([{ refused: 'own-request', actor_id: 'fang-yu' }]);
  });

  test('is never given by whoever did what is judged', async () => {
    const fang = await world.as('fang-yu');
    const { instanceId, taskId } = await begun();
    await fang.send('completeTask', { params: { taskId }, body: { variables } });

    const next = await openTask(instanceId);
    const refused = await fang.send('signOffTask', { params: { taskId: next }, body: { verdict: 'approved' } });

    expect(refused.problem).toMatchObject({ code: 'own-work', params: { step: 'propose' } });
  });

  test('may be given for somebody who has delegated, and says for whom', async () => {
    const { taskId, instanceId } = await proposed();
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
    const { taskId } = await proposed();

    expect((await lu.send('completeTask', { params: { taskId } })).problem.code).toBe('verdict-missing');
    const { taskId: plain } = await begun();
    const body = { verdict: 'approved', variables };
    expect((await lin.send('signOffTask', { params: { taskId: plain }, body })).problem.code).toBe('verdict-unwanted');
  });
});

describe('a task that is given back or handed on', () => {
  test('returns to an earlier step, and only to one of those that are offered', async () => {
    const { taskId, instanceId } = await proposed();
    const { returnTargets } = (await lu.call('getTask', { params: { taskId } })).body;
    expect(returnTargets).toMatchObject([{ node: 'propose' }]);

    const nowhere = await lu.send('returnTask', { params: { taskId }, body: { to: 'approve', reason: '补充' } });
    const back = await lu.send('returnTask', { params: { taskId }, body: { to: 'propose', reason: '补充' } });

    expect(nowhere.problem.code).toBe('return-target');
    expect(back.status).toBe(200);
    const again = await openTask(instanceId);
    const { body } = await lin.call('getTask', { params: { taskId: again } });
    expect(body.node).toBe('propose');
    expect(body.history.at(-1)).toMatchObject({ kind: 'taskReturned', to: 'propose', comment: '补充' });
  });

  test('goes to somebody who could do it, and to nobody else', async () => {
    const { taskId } = await proposed();
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
    await shen.send('markNotificationsRead', { body: { ids: [told[0].id] } });
    expect((await shen.call('listNotifications', { query: { unread: 'true' } })).body.items).not.toContainEqual(
      told[0],
    );
  });
});

describe('an instance', () => {
  test('is shown to whoever has part in it and to those who oversee, and to nobody else', async () => {
    const { instanceId } = await proposed();
    const status = async (person: string) =>
      (await (await world.as(person)).call('getInstance', { params: { instanceId } })).status;

    expect(await Promise.all(['lin-yue', 'shen-wei', 'luo-min', 'qin-lang'].map(status))).toEqual([200, 200, 200, 200]);
    expect(await Promise.all(['ma-jun', 'zheng-guodong'].map(status))).toEqual([404, 404]);
    const managed = (await (await world.as('zheng-guodong')).call('listInstances')).body.items;
    expect(managed.map(({ id }: { id: string }) => id)).not.toContain(instanceId);
  });

  test('that failed is tried again by operations alone', async () => {
    const { body } = await lin.send('startProcess', { params: { process: 'testGuarded' } });
    const { instanceId } = body;
    const su = await world.as('su-jing');
    await su.send('completeTask', { params: { taskId: await openTask(instanceId) } });
    const operations = await world.as('gu-yang');
    await expect
      .poll(async () => (await operations.call('getInstance', { params: { instanceId } })).body.incidents.length)
      .toBe(1);
    const { incidents, mayRetry, links } = (await operations.call('getInstance', { params: { instanceId } })).body;
    expect(mayRetry).toBe(true);
    expect(links.temporalUi).toContain(encodeURIComponent(instanceId));
    const params = { instanceId, token: incidents[0].token };

    expect((await lin.send('retryIncident', { params })).problem.code).toBe('not-allowed');
    expect((await operations.send('retryIncident', { params })).status).toBe(200);
    const gone = await operations.send('retryIncident', { params: { instanceId, token: 'none' } });
    expect(gone.problem.code).toBe('incident-unknown');
  });

  test('is cancelled by whoever started it, and takes no more answers', async () => {
    const { instanceId, taskId } = await proposed();
    const cancel = (it: Caller) => it.send('cancelInstance', { params: { instanceId }, body: { reason: '不需要了' } });

    expect((await cancel(lu)).problem.code).toBe('not-allowed');
    const cancelled = await cancel(lin);
    expect(cancelled.body.status).toBe('cancelled');
    expect((await lu.send('signOffTask', { params: { taskId }, body: { verdict: 'approved' } })).status).toBe(409);
    expect((await cancel(lin)).problem.code).toBe('instance-ended');
  });
});

describe('a list', () => {
  test('is given page by page, everything once', async () => {
    const zhao = await world.as('zhao-yifan');
    for (let count = 0; count < 5; count += 1) await begun(zhao);
    const all = await idsIn(zhao, { process: 'testApproval' });

    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await zhao.call('listTasks', { query: { process: 'testApproval', limit: 2, cursor } });
      expect(body.items.length).toBeLessThanOrEqual(2);
      paged.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.next ?? undefined;
    } while (cursor !== undefined);

    expect(paged).toEqual(all);
    expect(new Set(paged).size).toBe(all.length);
  });

  test.each(['listTasks', 'listInstances', 'listNotifications'] as const)(
    '%s takes no cursor of its caller’s own making',
    async (name) => {
      expect((await lin.call(name, { query: { cursor: "x' or 1=1" } })).status).toBe(400);
      expect((await lin.call(name, { query: { limit: 1000 } })).status).toBe(400);
    },
  );
});
