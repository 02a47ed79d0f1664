import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRunningWorld, type RunningWorld } from './running.ts';

let world: RunningWorld;
beforeAll(async () => {
  world = await openRunningWorld({ updatePatienceMs: 1_000 });
}, 120_000);
afterAll(() => world.close());

const variables = { item: '充电宝', amount: 1_000 };

describe('an answer given while no worker runs', () => {
  test('is found later by its request id, and counts from the moment it was first given', async () => {
    const lin = await world.as('lin-yue');
    const { body: started } = await lin.send('startProcess', {
      params: { process: 'testApproval' },
      body: { variables },
    });
    const { id: taskId } = await world.db('task').where({ instance_id: started.instanceId }).first('id');
    const resume = await world.pause();

    const before = Date.now();
    const busy = await lin.send('completeTask', { params: { taskId }, body: { variables } });
    const after = Date.now();
    expect(busy.status).toBe(503);
    expect(busy.problem.code).toBe('busy');
    expect(Number(busy.headers.get('retry-after'))).toBeGreaterThan(0);

    await resume();
    const again = () =>
      lin.send('completeTask', { params: { taskId }, body: { variables, requestId: busy.requestId } });
    await expect.poll(async () => (await again()).status, { timeout: 20_000, interval: 500 }).toBe(200);
    expect((await again()).body.status).toBe('running');
    const steps = await world.db('process_step').where({ request_id: busy.requestId });
    expect(steps).toHaveLength(1);
    const at = new Date(steps[0].at).getTime();
    expect(at).toBeGreaterThanOrEqual(before - 1_000);
    expect(at).toBeLessThanOrEqual(after - 900);
  });

  test('is found even when the API never heard it: the step’s own receipt is asked first', async () => {
    const lin = await world.as('lin-yue');
    const { body: started } = await lin.send('startProcess', {
      params: { process: 'testApproval' },
      body: { variables },
    });
    const { id: taskId } = await world.db('task').where({ instance_id: started.instanceId }).first('id');
    const first = await lin.send('completeTask', { params: { taskId }, body: { variables } });
    await world.db('request_receipt').where({ request_id: first.requestId }).update({ status: null, answer: null });
    const resume = await world.pause();

    const again = await lin.send('completeTask', {
      params: { taskId },
      body: { variables, requestId: first.requestId },
    });

    expect(again.body).toEqual(first.body);
    await resume();
  });
});
