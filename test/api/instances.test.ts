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
    expect(await ideas.evidence(refused.requestId)).toMatchObject([
      { actor_id: 'ma-jun', action: 'startProcess', refused: 'not-allowed', subject_id: 'testApproval' },
    ]);
    const offered = (await ma.call('listProcesses')).body.items.map(({ key }: { key: string }) => key);
    expect(offered).not.toContain('testApproval');
    expect(offered).toContain('testGuarded');
  });
});

describe('an instance', () => {
  test('is shown to whoever has part in it and to those who oversee, and to nobody else', async () => {
    const { instanceId } = await ideas.proposed(lin);
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
    await su.send('completeTask', { params: { taskId: await ideas.openTask(instanceId) } });
    const operations = await world.as('gu-yang');
    await expect
      .poll(async () => (await operations.call('getInstance', { params: { instanceId } })).body.incidents.length)
      .toBe(1);
    const { incidents, mayRetry, links } = (await operations.call('getInstance', { params: { instanceId } })).body;
    expect(mayRetry).toBe(true);
    expect(links.temporalUi).toContain(encodeURIComponent(instanceId));
    const params = { instanceId, token: incidents[0]?.token ?? '' };

    expect((await lin.send('retryIncident', { params })).problem.code).toBe('not-allowed');
    expect((await operations.send('retryIncident', { params })).status).toBe(200);
    const gone = await operations.send('retryIncident', { params: { instanceId, token: 'none' } });
    expect(gone.problem.code).toBe('incident-unknown');
  });

  test('is cancelled by whoever started it, and takes no more answers', async () => {
    const { instanceId, taskId } = await ideas.proposed(lin);
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
    for (let count = 0; count < 5; count += 1) await ideas.begun(zhao);
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
