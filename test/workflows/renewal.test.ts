import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deployProcess } from '../../store/definitions.ts';
import { signOffUpdate } from '../../workflows/messages.ts';
import { tasksOf } from '../../workflows/tasks.ts';
import { timeSkipping } from '../setup/temporal.ts';
import { approval, type Draft, end, processOf, start, task } from './model.ts';
import { begin, createWorld, envelope, type Running, runningOf, shownOf, until, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
});
afterAll(() => world.close());

/** A new run at nearly every step. */
const RENEW_AFTER = 12;

const due = { duration: 'P2D', escalate: 'superior' } as const;
const rounds = processOf(
  'rounds',
  [
    start,
    { id: 'fork', kind: 'parallelGateway' },
    approval('slow', [], { due }),
    approval('again'),
    { id: 'more', kind: 'exclusiveGateway', fallback: 'f5' },
    { id: 'join', kind: 'parallelGateway' },
    end,
  ],
  [
    'start -> fork',
    'fork -> slow',
    'fork -> again',
    'again -> more',
    'more -> join',
    'more -> again: again = "rejected"',
    'slow -> join',
    'join -> end',
  ],
);

const runsOf = async (running: Running) => {
  const { runId, raw } = await running.handle.describe();
  return { runId, first: raw.workflowExecutionInfo?.firstRunId };
};

/** Until the run has changed: nothing is in flight. */
const renewed = (running: Running, before: string) =>
  until(async () => {
    const { runId } = await runsOf(running);
    return runId === before ? undefined : runId;
  });

describe('a new run', () => {
  test('takes open tasks, their deadlines and the answers already given with it', async () => {
    const running = await begin(world, { process: rounds, renewAfter: RENEW_AFTER });
    const token = await running.token('again');
    const { runId } = await runsOf(running);
    const message = { ...(await envelope(world, token, 'wang')), verdict: 'rejected' as const, variables: {} };
    const first = await running.handle.executeUpdate(signOffUpdate, { updateId: message.requestId, args: [message] });
    await renewed(running, runId);

    const repeated = await running.handle.executeUpdate(signOffUpdate, { updateId: randomUUID(), args: [message] });

    expect(repeated).toEqual(first);
    expect((await running.instance()).sequence).toBe(2);
    await world.environment.sleep('49 hours');
    expect(tasksOf(await running.instance())).toContainEqual(
      expect.objectContaining({ node: 'slow', candidates: ['duty:manager', 'person:chen'] }),
    );
    await running.signOff('slow', 'chen');
    await running.signOff('again', 'wang');
    expect(await running.handle.result()).toEqual({ status: 'completed' });
  });

  test('loses no answer of many that come while runs change', async () => {
    const running = await begin(world, { process: rounds, renewAfter: RENEW_AFTER });
    const ROUNDS = 40;

    for (let round = 0; round < ROUNDS; round += 1) {
      expect(await running.signOff('again', 'wang', { verdict: 'rejected' })).toMatchObject({ kind: 'done' });
    }

    const steps = await world.db('process_step').where({ instance_id: running.id }).orderBy('sequence');
    expect(steps.map(({ sequence }) => sequence)).toEqual(Array.from({ length: ROUNDS + 1 }, (_, index) => index + 1));
    const { runId, first } = await runsOf(running);
    expect(runId).not.toBe(first);
  });

  test('keeps its title and what operations search it by', async () => {
    const running = await begin(world, { process: rounds, renewAfter: RENEW_AFTER });
    const { runId } = await runsOf(running);
    await running.signOff('again', 'wang', { verdict: 'rejected' });
    await renewed(running, runId);

    expect(await shownOf(running)).toMatchObject({ process: 'rounds' });
  });

  test('waits for its children’s reports, and starts none of them again', async () => {
    const screening = processOf('screening', [start, task('screen'), end], ['start -> screen', 'screen -> end']);
    const call: Draft = { id: 'call', kind: 'callActivity', calls: 'screening', businessKey: '"of-rounds"' };
    const calling = processOf(
      'callingRounds',
      [
        start,
        { id: 'fork', kind: 'parallelGateway' },
        call,
        task('chat'),
        { id: 'join', kind: 'parallelGateway' },
        end,
      ],
      ['start -> fork', 'fork -> call', 'fork -> chat', 'call -> join', 'chat -> join', 'join -> end'],
    );
    await deployProcess(world.db, { model: screening, xml: '<definitions/>' });
    const parent = await begin(world, { process: calling, renewAfter: RENEW_AFTER });
    const child = runningOf(world, 'screening/of-rounds');
    await child.token('screen');
    const { runId } = await runsOf(parent);
    await parent.complete('chat', 'wang');
    await renewed(parent, runId);
    expect((await child.handle.describe()).status.name).toBe('RUNNING');

    await child.complete('screen', 'wang');

    expect(await parent.handle.result()).toEqual({ status: 'completed' });
    expect(await world.db('process_instance').where({ parent_id: parent.id })).toHaveLength(1);
  });
});
