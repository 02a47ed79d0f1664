import { expect } from 'vitest';
import { upload } from './attempt.ts';
import { variables } from './ideas.ts';
import type { RunningWorld } from './running.ts';

export const PASSWORD = 'a long and private sentence';

/** What the requests are about: all of it belongs to lin-yue's department, and is nothing of ma-jun's. */
export type Scene = {
  readonly instance: string;
  /** An open task of each step, used up by whoever may do it. */
  readonly propose: () => Promise<string>;
  readonly approve: () => Promise<string>;
  readonly failed: () => Promise<{ instanceId: string; token: string }>;
  readonly file: string;
};

export async function setScene(world: RunningWorld): Promise<Scene> {
  const [lin, su] = await Promise.all([world.as('lin-yue'), world.as('su-jing')]);
  const admin = await world.as('gu-yang');
  await world.db('account').insert({ person_id: 'xie-yutong', username: 'xie' });
  const { body: link } = await admin.send('createResetLink', { params: { person: 'xie-yutong' } });
  await world.visitor().send('redeemLink', { body: { token: link.token, password: PASSWORD } });

  const start = async (process: string, given = {}) => {
    const { body } = await lin.send('startProcess', { params: { process }, body: { variables: given } });
    return body.instanceId as string;
  };
  const openTask = async (instance: string): Promise<string> =>
    (await world.db('task').where({ instance_id: instance, status: 'open' }).first('id')).id;
  const propose = async () => openTask(await start('testApproval', variables));
  return {
    instance: await start('testApproval', variables),
    file: (await upload(lin)).body.id,
    propose,
    approve: async () => {
      const taskId = await propose();
      await lin.send('completeTask', { params: { taskId }, body: { variables } });
      return openTask(instanceOf(taskId));
    },
    failed: async () => {
      const instanceId = await start('testGuarded');
      await su.send('completeTask', { params: { taskId: await openTask(instanceId) } });
      const incident = () => world.db('incident').where({ instance_id: instanceId }).first('token');
      await expect.poll(incident).toBeDefined();
      return { instanceId, token: (await incident()).token };
    },
  };
}

export const instanceOf = (taskId: string) => taskId.slice(0, taskId.lastIndexOf('|'));
