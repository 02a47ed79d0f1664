import { expect } from 'vitest';
import type { RunningWorld } from './running.ts';
import type { Caller } from './world.ts';

/** What the form of an idea takes. */
export const variables = { item: '充电宝', amount: 1_000 };

export type Idea = { readonly instanceId: string; readonly taskId: string };

/** Brings instances of testApproval to where a test begins. */
export function ideasIn(world: RunningWorld) {
  const openTask = async (instanceId: string): Promise<string> => {
    const row = await world.db('task').where({ instance_id: instanceId, status: 'open' }).first('id');
    return row.id;
  };
  /** Started: gives the id of the open task. */
  const begun = async (by: Caller): Promise<Idea> => {
    const { body } = await by.send('startProcess', { params: { process: 'testApproval' }, body: { variables } });
    return { instanceId: body.instanceId, taskId: await openTask(body.instanceId) };
  };
  /** Written down, and waiting for approval. */
  const proposed = async (by: Caller): Promise<Idea> => {
    const { instanceId, taskId } = await begun(by);
    const done = await by.send('completeTask', { params: { taskId }, body: { variables } });
    expect(done.body).toMatchObject({ instanceId, status: 'running' });
    return { instanceId, taskId: await openTask(instanceId) };
  };
  const evidence = (requestId: string) => world.db('audit_event').where({ request_id: requestId });
  return { openTask, begun, proposed, evidence };
}

/** Ids of the tasks in somebody's list. */
export async function idsIn(caller: Caller, query = {}): Promise<string[]> {
  const { body } = await caller.call('listTasks', { query: { limit: 100, ...query } });
  return body.items.map(({ id }: { id: string }) => id);
}
