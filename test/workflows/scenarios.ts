import { deployProcess } from '../../store/definitions.ts';
import { insertMessage } from '../../store/messages.ts';
import {
  cancelUpdate,
  claimUpdate,
  type DeliverInput,
  deliverWorkflowId,
  retryUpdate,
  returnUpdate,
  transferUpdate,
} from '../../workflows/messages.ts';
import { approval, type Draft, end, processOf, start, task } from './model.ts';
import { abandoningScenarios, rolloutScenarios } from './rolloutScenarios.ts';
import { supervisionScenarios } from './supervisionScenarios.ts';
import { trainingScenarios } from './trainingScenarios.ts';
import { begin, envelope, type Running, runningOf, until, type World } from './world.ts';

export type Run = { readonly workflowId: string; readonly runId: string };
export type Scenario = (world: World) => Promise<readonly Run[]>;

const runOf = async ({ id, handle }: Running): Promise<Run> => ({
  workflowId: id,
  runId: (await handle.describe()).runId,
});

/** Every run from the first to the last. */
async function runsOf(running: Running, first: string): Promise<readonly Run[]> {
  const last = await runOf(running);
  return last.runId === first ? [last] : [{ ...last, runId: first }, last];
}

const incidentOf = (world: World, running: Running) =>
  until(() => world.db('incident').where({ instance_id: running.id, resolved_at: null }).first());

/** The ways that a process can take; each is recorded once and replayed by every later build. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  // First: after some of the others the test server no longer skips time.
  ...trainingScenarios,
  ...rolloutScenarios,

  handling: async (world) => {
    const process = processOf(
      'goldenHandling',
      [start, task('propose'), approval('review', ['propose']), end],
      ['start -> propose', 'propose -> review', 'review -> end'],
    );
    const running = await begin(world, { process });
    const message = async (node: string, by: string) => envelope(world, await running.token(node), by);
    await running.handle.executeUpdate(claimUpdate, { args: [await message('propose', 'zhao')] });
    await running.complete('propose', 'zhao', { amount: 100 });
    const back = { ...(await message('review', 'wang')), to: 'propose', reason: 'no quote' };
    await running.handle.executeUpdate(returnUpdate, { args: [back] });
    await running.complete('propose', 'zhao', { amount: 90 });
    const transfer = { ...(await message('review', 'wang')), to: 'chen' };
    await running.handle.executeUpdate(transferUpdate, { args: [transfer] });
    await running.signOff('review', 'lin', { actor: { by: 'lin' } }).catch(() => undefined);
    await running.signOff('review', 'chen', { verdict: 'rejected' });
    await running.handle.result();
    return [await runOf(running)];
  },

  deadlines: async (world) => {
    const boundary = { kind: 'boundaryEvent', host: 'review' } as const;
    const after = (duration: string) => ({ kind: 'timer', timer: { kind: 'duration', duration } }) as const;
    const process = processOf(
      'goldenDeadlines',
      [
        start,
        approval('review', [], { due: { duration: 'P2D', remindBefore: 'P1D', escalate: 'superior' } }),
        { ...boundary, id: 'nudge', interrupting: false, event: after('P1DT12H') },
        { ...boundary, id: 'expiry', interrupting: true, event: after('P3D') },
        task('note'),
        task('chase'),
        end,
      ],
      ['start -> review', 'review -> end', 'nudge -> note', 'note -> end', 'expiry -> chase', 'chase -> end'],
    );
    const running = await begin(world, { process });
    await running.token('review');
    await world.environment.sleep('80 hours');
    await running.complete('note', 'wang');
    await running.complete('chase', 'wang');
    await running.handle.result();
    return [await runOf(running)];
  },

  ...abandoningScenarios,

  jobs: async (world) => {
    const notify = { type: 'notify', headers: { to: 'duty:absent', text: 'purchase-rejected' } };
    const process = processOf(
      'goldenJobs',
      [
        start,
        { id: 'count', kind: 'scriptTask', script: 'amount * 2', result: 'total' },
        { id: 'route', kind: 'exclusiveGateway', fallback: 'f4' },
        { id: 'tell', kind: 'serviceTask', job: notify },
        task('read'),
        end,
      ],
      ['start -> count', 'count -> route', 'route -> tell: total > 10', 'route -> end', 'tell -> read', 'read -> end'],
    );
    const running = await begin(world, { process, variables: { amount: 21 } });
    const { token } = await incidentOf(world, running);
    await world.db('duty').insert({ id: 'absent', name: '{"zh-CN":"缺席","en":"Absent"}' });
    await world.db('duty_holder').insert({ person_id: 'zhao', duty_id: 'absent' });
    await running.handle.executeUpdate(retryUpdate, { args: [await envelope(world, token, 'chen')] });
    await running.complete('read', 'wang');
    await running.handle.result();
    return [await runOf(running)];
  },

  beginning: async (world) => {
    const first: Draft = { id: 'start', kind: 'startEvent', event: { kind: 'message', message: 'golden-lot' } };
    const lot = processOf('goldenLot', [first, task('check'), end], ['start -> check', 'check -> end']);
    await deployProcess(world.db, { model: lot, xml: '<definitions/>' });
    const message = { name: 'golden-lot', key: 'order' };
    const sender = processOf(
      'goldenAnnouncing',
      [start, { id: 'send', kind: 'sendTask', message }, end],
      ['start -> send', 'send -> end'],
    );
    const sending = await begin(world, { process: sender, variables: { order: 'L-1' } });
    await sending.handle.result();
    const begun = runningOf(world, 'goldenLot/L-1');
    await begun.complete('check', 'zhao');
    await begun.handle.result();
    const now = new Date();
    const letter = { id: 'golden-1', name: 'golden-lot', key: 'L-2', variables: {}, sender: 'hook:golden' };
    await insertMessage(world.db, { ...letter, createdAt: now, expiresAt: new Date(now.getTime() + 60_000) });
    const workflowId = deliverWorkflowId('golden-1');
    const args: [DeliverInput] = [{ ids: ['golden-1'], timeScale: 1 }];
    await world.client.workflow.execute('deliverMessage', { taskQueue: world.queue, workflowId, args });
    const { runId } = await world.client.workflow.getHandle(workflowId).describe();
    const withdrawn = runningOf(world, 'goldenLot/L-2');
    await withdrawn.complete('check', 'zhao');
    return [await runOf(sending), await runOf(begun), { workflowId, runId }];
  },

  messages: async (world) => {
    const message = { name: 'order-paid', key: 'order' };
    const sender = processOf(
      'goldenSender',
      [start, { id: 'send', kind: 'sendTask', message }, end],
      ['start -> send', 'send -> end'],
    );
    const timer = { kind: 'timer', timer: { kind: 'duration', duration: 'P9D' } } as const;
    const receiver = processOf(
      'goldenReceiver',
      [
        start,
        { id: 'either', kind: 'eventBasedGateway' },
        { id: 'paid', kind: 'intermediateCatchEvent', event: { kind: 'message', message: 'order-paid', key: 'order' } },
        { id: 'late', kind: 'intermediateCatchEvent', event: timer },
        task('ship'),
        task('drop'),
        end,
      ],
      [
        'start -> either',
        'either -> paid',
        'either -> late',
        'paid -> ship',
        'late -> drop',
        'ship -> end',
        'drop -> end',
      ],
    );
    const receiving = await begin(world, { process: receiver, variables: { order: 'g1' } });
    await until(() => world.db('subscription').where({ instance_id: receiving.id }).first());
    const sending = await begin(world, { process: sender, variables: { order: 'g1', amount: 5 } });
    await sending.handle.result();
    await receiving.complete('ship', 'wang');
    await receiving.handle.result();
    return [await runOf(sending), await runOf(receiving)];
  },

  children: async (world) => {
    const called = processOf('goldenCalled', [start, task('screen'), end], ['start -> screen', 'screen -> end']);
    await deployProcess(world.db, { model: called, xml: '<definitions/>' });
    const call: Draft = {
      id: 'call',
      kind: 'callActivity',
      calls: 'goldenCalled',
      businessKey: '"g1"',
      outputs: [{ target: 'risk', source: 'risk' }],
    };
    const process = processOf(
      'goldenCalling',
      [
        start,
        { id: 'fork', kind: 'parallelGateway' },
        call,
        task('chat'),
        { id: 'join', kind: 'parallelGateway' },
        approval('review'),
        end,
      ],
      [
        'start -> fork',
        'fork -> call',
        'fork -> chat',
        'call -> join',
        'chat -> join',
        'join -> review',
        'review -> end',
      ],
    );
    const parent = await begin(world, { process, renewAfter: 15 });
    const child = runningOf(world, 'goldenCalled/g1');
    await child.token('screen');
    const { runId } = await runOf(parent);
    await parent.complete('chat', 'wang');
    await until(async () => ((await runOf(parent)).runId === runId ? undefined : true));
    await child.complete('screen', 'wang', { risk: 'low' });
    await parent.signOff('review', 'wang');
    await parent.handle.result();
    return [await runOf(child), ...(await runsOf(parent, runId))];
  },

  cancelling: async (world) => {
    const process = processOf('goldenCancelled', [start, task('propose'), end], ['start -> propose', 'propose -> end']);
    const running = await begin(world, { process });
    const { token: _token, ...rest } = await envelope(world, await running.token('propose'), 'chen');
    await running.handle.executeUpdate(cancelUpdate, { args: [{ ...rest, reason: 'budget' }] });
    await running.handle.result();
    return [await runOf(running)];
  },

  sealing: async (world) => {
    const handle = await world.client.workflow.start('sealAudit', {
      taskQueue: world.queue,
      workflowId: 'golden-sealing',
    });
    await handle.result();
    return [{ workflowId: handle.workflowId, runId: handle.firstExecutionRunId }];
  },

  // Last: what it begins outlives it.
  ...supervisionScenarios,
};
