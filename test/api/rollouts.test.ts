import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rolloutsIn } from './rollouts.ts';
import { openRunningWorld, type RunningWorld } from './running.ts';
import type { Caller } from './world.ts';

let world: RunningWorld;
let rollouts: ReturnType<typeof rolloutsIn>;
let officer: Caller;
let operator: Caller;
beforeAll(async () => {
  world = await openRunningWorld();
  rollouts = rolloutsIn(world);
  [officer, operator] = await Promise.all([world.as('qin-lang'), world.as('ma-jun')]);
}, 120_000);
afterAll(() => world.close());

const boardOf = async (rollout: string, caller = officer) =>
  (await caller.call('getRollout', { params: { rollout } })).body;
const phaseOf = async (rollout: string, phase: string, caller = officer) => {
  const found = (await boardOf(rollout, caller)).phases.find((it) => it.phase === phase);
  if (!found) throw new Error(`${rollout} has no ${phase}`);
  return found;
};

describe('creating a rollout', () => {
  test('makes one that the board knows at once, with nothing launched', async () => {
    const rollout = await rollouts.create();

    const board = await boardOf(rollout);
    expect(board).toMatchObject({
      state: 'created',
      phase: 'plan',
      phaseState: 'not-started',
      owner: { id: 'shen-wei' },
    });
    expect(board.phases.map(({ state, mayLaunch }) => [state, mayLaunch])).toEqual([
      ['not-started', true],
      ['not-started', false],
      ['not-started', false],
      ['not-started', false],
    ]);
    expect(board.waves).toMatchObject([
      { id: 'pilot', state: 'not-started', manager: { id: 'lu-chen' }, funnel: null },
    ]);
    const [listed] = (await operator.call('listRollouts')).body.items;
    expect(listed?.id).toBe(rollout);
  });

  test('twice for one version is refused, also when Temporal has forgotten the first', async () => {
    const body = await rollouts.body();
    expect((await officer.send('createRollout', { body })).status).toBe(200);

    const { status, problem } = await officer.send('createRollout', { body });

    expect(status).toBe(409);
    expect(problem.code).toBe('rollout-exists');
  });

  test('twice with the same request id makes one rollout and gives the same answer', async () => {
    const body = await rollouts.body();
    const first = await officer.send('createRollout', { body });
    const again = await officer.send('createRollout', { body: { ...body, requestId: first.requestId } });

    expect(again.body).toEqual(first.body);
  });

  test.each([
    ['a version that is not there', { version: 9 }, 'version-unknown'],
    ['an owner who is not there', { owner: 'nobody' }, 'person-unknown'],
    [
      'a signer who is not there',
      { signers: { plan: ['shen-wei'], build: ['nobody'], train: ['shen-wei'], supervise: ['su-jing'] } },
      'person-unknown',
    ],
  ])('of %s is refused', async (_, more, code) => {
    const { problem } = await officer.send('createRollout', { body: await rollouts.body(more) });

    expect(problem.code).toBe(code);
  });
});

describe('launching a phase', () => {
  test('before it is due says in either language what is missing, and keeps the attempt', async () => {
    const rollout = await rollouts.create();
    const params = { rollout, phase: 'train' };

    const chinese = await officer.send('launchPhase', { params });
    expect(chinese.status).toBe(409);
    expect(chinese.problem).toMatchObject({ code: 'phase-not-due', params: { due: 'plan', missing: 'launch:plan' } });
    expect(chinese.problem.detail).toContain('制定计划');
    expect(chinese.problem.particulars).toEqual([{ where: 'plan', code: 'launch', detail: '尚未启动：制定计划' }]);
    const kept = await world.db('audit_event').where({ request_id: chinese.requestId, refused: 'phase-not-due' });
    expect(kept).toHaveLength(1);
  });

  test('twice with one request id is one launch; with another it is refused', async () => {
    const rollout = await rollouts.open();
    const params = { rollout, phase: 'plan' };
    const again = await rollouts.launch(rollout, 'plan');

    expect(again.problem.code).toBe('phase-launched');
    const launched = await world.db('rollout_event').where({ rollout_id: rollout, kind: 'phase-launched' });
    expect(launched).toHaveLength(1);
    const { requestId } = await world
      .db('audit_event')
      .where({ instance_id: rollout, action: 'rollout-phase-launched' })
      .first({ requestId: 'request_id' });
    const repeated = await officer.send('launchPhase', { params, body: { requestId } });
    expect(repeated.body).toMatchObject({ rollout, phase: 'plan', phaseState: 'running' });
  });

  test('is not for somebody who signs its gate', async () => {
    const rollout = await rollouts.create({
      signers: { plan: ['qin-lang'], build: ['shen-wei'], train: ['shen-wei'], supervise: ['su-jing'] },
    });

    expect((await rollouts.launch(rollout, 'plan')).problem.code).toBe('signs-own-launch');
  });
});

describe('the board', () => {
  test('shows what the plan phase is waiting for, and to each their own task', async () => {
    const rollout = await rollouts.open();
    const taskId = await rollouts.task(rollout, 'fillPlan');

    expect(await phaseOf(rollout, 'plan')).toMatchObject({
      state: 'running',
      launchedBy: { id: 'qin-lang' },
      procedures: [{ process: 'rolloutPlan', status: 'running', myTask: taskId }],
      mayLaunch: false,
      mayRegress: true,
    });
    expect(await phaseOf(rollout, 'plan', operator)).toMatchObject({
      procedures: [{ myTask: null }],
      mayRegress: false,
    });
  });

  test('keeps the gate with its facts and signatures, and the plan', async () => {
    const rollout = await rollouts.planned();

    const board = await boardOf(rollout);
    expect(board).toMatchObject({
      state: 'running',
      phase: 'build',
      phaseState: 'not-started',
      plan: { charter: '统一做法，减少差错。' },
    });
    const gate = board.phases[0]?.gate;
    expect(gate).toMatchObject({ verdict: 'passed', missing: [], round: 1 });
    expect(gate?.facts.every(({ ok }) => ok)).toBe(true);
    expect(gate?.facts.map(({ name }) => name['zh-CN'])).toContain('时间节点');
    expect(gate?.signOffs).toMatchObject([
      { person: { id: 'shen-wei' }, verdict: 'approved' },
      { person: { id: 'su-jing' }, verdict: 'approved' },
    ]);
    expect(board.phases[1]?.mayLaunch).toBe(true);
  });

  test('tells what happened, newest first, page by page', async () => {
    const rollout = await rollouts.planned();
    const first = (await officer.call('listRolloutEvents', { params: { rollout }, query: { limit: 2 } })).body;
    const second = (
      await officer.call('listRolloutEvents', { params: { rollout }, query: { limit: 20, cursor: first.next ?? '' } })
    ).body;

    expect([...first.items, ...second.items].map(({ kind }) => kind)).toEqual([
      'gate-passed',
      'gate-opened',
      'plan-signed',
      'phase-launched',
      'created',
    ]);
    expect(first.items[0]?.text).toEqual({ 'zh-CN': '“制定计划”的关口已通过', en: 'The gate of “Plan” passed' });
  });

  test('of a rollout that is not there is not found', async () => {
    const { status, problem } = await officer.call('getRollout', { params: { rollout: 'rollout/none@v1' } });

    expect([status, problem.code]).toEqual([404, 'rollout-unknown']);
  });
});

describe('whoever signs', () => {
  test('is told in their own language which phase was launched', async () => {
    const rollout = await rollouts.open();
    const signer = await world.as('shen-wei');
    const told = (await signer.call('listNotifications', { query: { limit: 20 } })).body.items;

    const launched = told.find(({ kind, instanceId }) => kind === 'rollout-phase-launched' && instanceId === rollout);
    expect(launched?.text).toContain('的“制定计划”阶段已启动');
  });
});

describe('a gate that passed with conditions', () => {
  test('lets the next phase be launched, and shows when the condition is due', async () => {
    const { rollout, condition } = await rollouts.conditional();

    expect(await phaseOf(rollout, 'plan')).toMatchObject({
      state: 'conditional',
      conditions: [{ id: condition, text: '补充基线数据', askedBy: { id: 'shen-wei' }, state: 'open', mayMeet: true }],
    });
    expect((await phaseOf(rollout, 'build')).mayLaunch).toBe(true);
  });

  test('passes when its owner has the condition met, once', async () => {
    const params = await rollouts.conditional();
    const owner = await world.as('shen-wei');
    const meet = () => owner.send('meetCondition', { params, body: { comment: '已补' } });

    expect((await meet()).status).toBe(200);
    expect((await meet()).problem.code).toBe('condition-met');
    expect(await phaseOf(params.rollout, 'plan')).toMatchObject({
      state: 'passed',
      conditions: [{ state: 'met', met: { by: { id: 'shen-wei' }, comment: '已补' }, mayMeet: false }],
    });
    expect((await operator.send('meetCondition', { params, body: { comment: '已补' } })).problem.code).toBe(
      'not-allowed',
    );
  });

  test('takes as evidence only a file that is there', async () => {
    const params = await rollouts.conditional();
    const { problem } = await officer.send('meetCondition', { params, body: { comment: '已补', evidence: 'none' } });

    expect(problem.code).toBe('file-unknown');
  });
});

describe('a rollout that is paused', () => {
  test('takes no launch until it is resumed, and says so on the board', async () => {
    const rollout = await rollouts.create();
    const params = { rollout };
    const paused = await officer.send('pauseRollout', { params, body: { reason: '双十一' } });

    expect(paused.body.state).toBe('paused');
    expect(await boardOf(rollout)).toMatchObject({ state: 'paused', mayPause: false, mayResume: true });
    expect((await rollouts.launch(rollout, 'plan')).problem.code).toBe('rollout-paused');
    expect((await officer.send('resumeRollout', { params })).body.state).toBe('created');
    expect((await officer.send('resumeRollout', { params })).problem.code).toBe('rollout-not-paused');
  });
});

describe('a phase that is taken back', () => {
  test('is due again, and its open process is withdrawn', async () => {
    const rollout = await rollouts.open();
    await rollouts.task(rollout, 'fillPlan');
    const back = await officer.send('regressPhase', {
      params: { rollout, phase: 'plan' },
      body: { reason: '范围有变' },
    });

    expect(back.body).toMatchObject({ phase: 'plan', phaseState: 'regressed' });
    await expect.poll(async () => (await phaseOf(rollout, 'plan')).procedures[0]?.status).toBe('cancelled');
    expect((await rollouts.launch(rollout, 'plan')).status).toBe(200);
    const again = await officer.send('regressPhase', {
      params: { rollout, phase: 'build' },
      body: { reason: '范围有变' },
    });
    expect(again.problem.code).toBe('phase-not-launched');
  });
});

describe('a rollout that is cancelled', () => {
  test('takes nothing more, also when its workflow has ended', async () => {
    const rollout = await rollouts.open();
    const params = { rollout };
    const cancel = () => officer.send('cancelRollout', { params, body: { reason: '并入另一制度' } });

    expect((await cancel()).body.state).toBe('cancelled');
    expect((await cancel()).problem.code).toBe('rollout-over');
    expect((await rollouts.launch(rollout, 'plan')).problem.code).toBe('rollout-over');
    expect(await boardOf(rollout)).toMatchObject({ state: 'cancelled', mayCancel: false });
  });
});
