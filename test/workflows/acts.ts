import type { Variables } from '../../engine/bpmn/instance.ts';
import { type Running, until, type World } from './world.ts';

/** What people do in processes whose tasks are put before persons, in the world of a test file. */
export function actsIn(world: () => World) {
  /** Whoever the open task of a node is put before. */
  async function whose(running: Running, node: string): Promise<string> {
    const token = await running.token(node);
    const { candidates } = await world().db('task').where({ instance_id: running.id, token }).first('candidates');
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

  const ended = (running: Running) =>
    until(async () => {
      const { status } = await running.instance();
      return status === 'running' ? undefined : status;
    });

  const caseOf = (running: Running) => world().db('violation_case').where({ instance_id: running.id }).first();

  return { whose, does, signs, incidents, ended, caseOf };
}
