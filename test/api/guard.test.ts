import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OperationName } from '../../contract/index.ts';
import { attempt, fake } from './attempt.ts';
import { factsCases } from './factsCases.ts';
import type { Case } from './guardCase.ts';
import { variables } from './ideas.ts';
import { intakeCases } from './intakeCases.ts';
import { learningCases } from './learningCases.ts';
import { policyCases } from './policyCases.ts';
import { rolloutsIn } from './rollouts.ts';
import { openRunningWorld, type RunningWorld } from './running.ts';
import { instanceOf, PASSWORD, type Scene, setScene } from './scene.ts';
import { staffCases } from './staffCases.ts';
import { supervisionCases } from './supervisionCases.ts';

let world: RunningWorld;
let scene: Scene;
let rollouts: ReturnType<typeof rolloutsIn>;
beforeAll(async () => {
  world = await openRunningWorld();
  scene = await setScene(world);
  rollouts = rolloutsIn(world);
}, 120_000);
afterAll(() => world.close());

const task = (pick: 'propose' | 'approve', body?: Record<string, unknown>) => async (it: Scene) => ({
  params: { taskId: await it[pick]() },
  ...(body ? { body } : {}),
});

/** Every operation that needs a session. One that is new does not compile until it is here. */
const cases: { readonly [K in Exclude<OperationName, Open>]: Case } = {
  me: { right: 'ma-jun' },
  setLocale: { right: 'ma-jun', input: async () => ({ body: { locale: 'zh-CN' } }) },
  createInvite: {
    right: 'gu-yang',
    wrong: 'qin-lang',
    refusal: 'not-allowed',
    input: async () => {
      const id = `p${randomUUID().slice(0, 8)}`;
      const person = { id, name: { 'zh-CN': '新人', en: 'New' }, department: null };
      return { body: { person, login: id, roles: [] } };
    },
  },
  createResetLink: {
    right: 'gu-yang',
    wrong: 'qin-lang',
    refusal: 'not-allowed',
    input: async () => ({ params: { person: 'xie-yutong' } }),
  },
  changePassword: {
    right: 'xie-yutong',
    input: async () => ({ body: { current: PASSWORD, next: PASSWORD } }),
  },
  disableAccount: {
    right: 'gu-yang',
    wrong: 'luo-min',
    refusal: 'not-allowed',
    input: async () => ({ params: { person: 'xie-yutong' }, body: { disabled: false } }),
  },
  searchPeople: { right: 'ma-jun', input: async () => ({ query: { q: '林' } }) },
  listTasks: { right: 'ma-jun' },
  countTasks: { right: 'ma-jun' },
  getTask: { right: 'lin-yue', wrong: 'ma-jun', refusal: 'task-unknown', input: task('propose') },
  claimTask: { right: 'lin-yue', wrong: 'ma-jun', refusal: 'not-a-candidate', input: task('propose') },
  unclaimTask: {
    right: 'lin-yue',
    wrong: 'ma-jun',
    refusal: 'not-a-candidate',
    input: async (it) => {
      const taskId = await it.propose();
      await (await world.as('lin-yue')).send('claimTask', { params: { taskId } });
      return { params: { taskId } };
    },
  },
  completeTask: {
    right: 'lin-yue',
    wrong: 'ma-jun',
    refusal: 'not-a-candidate',
    input: task('propose', { variables }),
  },
  signOffTask: {
    right: 'lu-chen',
    wrong: 'lin-yue',
    refusal: 'not-a-candidate',
    input: task('approve', { verdict: 'approved' }),
  },
  returnTask: {
    right: 'lu-chen',
    wrong: 'lin-yue',
    refusal: 'not-a-candidate',
    input: task('approve', { to: 'propose', reason: '补充' }),
  },
  transferTask: {
    right: 'lu-chen',
    wrong: 'lin-yue',
    refusal: 'not-a-candidate',
    input: task('approve', { to: 'shen-wei' }),
  },
  listTransferTargets: { right: 'lu-chen', wrong: 'ma-jun', refusal: 'task-unknown', input: task('approve') },
  listProcesses: { right: 'ma-jun' },
  getProcess: { right: 'ma-jun', input: async () => ({ params: { process: 'testApproval' } }) },
  getDefinition: {
    right: 'ma-jun',
    input: async () => ({ params: { hash: (await world.db('process_definition').first('hash')).hash } }),
  },
  startProcess: {
    right: 'lin-yue',
    wrong: 'ma-jun',
    refusal: 'not-allowed',
    input: async () => ({ params: { process: 'testApproval' }, body: { variables } }),
  },
  deployProcess: {
    right: 'gu-yang',
    wrong: 'su-jing',
    refusal: 'not-allowed',
    input: async () => ({
      body: { xml: (await world.db('process_definition').where({ key: 'testApproval' }).first('xml')).xml },
    }),
  },
  listInstances: { right: 'ma-jun' },
  getInstance: {
    right: 'luo-min',
    wrong: 'ma-jun',
    refusal: 'instance-unknown',
    input: async (it) => ({ params: { instanceId: it.instance } }),
  },
  retryIncident: {
    right: 'gu-yang',
    wrong: 'lin-yue',
    refusal: 'not-allowed',
    input: async (it) => ({ params: await it.failed() }),
  },
  cancelInstance: {
    right: 'gu-yang',
    wrong: 'lu-chen',
    refusal: 'not-allowed',
    input: async (it) => ({ params: { instanceId: instanceOf(await it.propose()) }, body: { reason: '不需要' } }),
  },
  listNotifications: { right: 'ma-jun' },
  markNotificationsRead: { right: 'ma-jun', input: async () => ({ body: { ids: ['somebody else’s'] } }) },
  getClause: { right: 'ma-jun', input: async () => ({ params: { clause: 'POL-01#12.1' } }) },
  listRollouts: { right: 'ma-jun' },
  getRollout: { right: 'ma-jun', input: async () => ({ params: { rollout: await rollouts.create() } }) },
  listRolloutEvents: { right: 'ma-jun', input: async () => ({ params: { rollout: await rollouts.create() } }) },
  createRollout: {
    right: 'qin-lang',
    wrong: 'shen-wei',
    refusal: 'not-allowed',
    input: async () => ({ body: await rollouts.body() }),
  },
  launchPhase: {
    right: 'qin-lang',
    wrong: 'shen-wei',
    refusal: 'not-allowed',
    input: async () => ({ params: { rollout: await rollouts.create(), phase: 'plan' } }),
  },
  pauseRollout: {
    right: 'qin-lang',
    wrong: 'shen-wei',
    refusal: 'not-allowed',
    input: async () => ({ params: { rollout: await rollouts.create() }, body: { reason: '大促期间' } }),
  },
  resumeRollout: {
    right: 'qin-lang',
    wrong: 'shen-wei',
    refusal: 'not-allowed',
    input: async () => ({ params: { rollout: await rollouts.paused() } }),
  },
  cancelRollout: {
    right: 'qin-lang',
    wrong: 'shen-wei',
    refusal: 'not-allowed',
    input: async () => ({ params: { rollout: await rollouts.create() }, body: { reason: '并入另一制度' } }),
  },
  regressPhase: {
    right: 'qin-lang',
    wrong: 'shen-wei',
    refusal: 'not-allowed',
    input: async () => ({ params: { rollout: await rollouts.open(), phase: 'plan' }, body: { reason: '范围有变' } }),
  },
  meetCondition: {
    right: 'shen-wei',
    wrong: 'ma-jun',
    refusal: 'not-allowed',
    input: async () => ({ params: await rollouts.conditional(), body: { comment: '已补充' } }),
  },
  ...intakeCases(() => world),
  ...factsCases(() => world),
  ...learningCases(() => world),
  ...policyCases(() => world),
  ...staffCases(() => world),
  ...supervisionCases(() => world),
  uploadFile: { right: 'ma-jun' },
  getFile: {
    right: 'lin-yue',
    wrong: 'ma-jun',
    refusal: 'file-unknown',
    input: async (it) => ({ params: { file: it.file } }),
  },
  downloadFile: {
    right: 'lin-yue',
    wrong: 'ma-jun',
    refusal: 'file-unknown',
    input: async (it) => ({ params: { file: it.file } }),
  },
  listAudit: { right: 'luo-min', wrong: 'lu-chen', refusal: 'not-allowed' },
};

type Open =
  | ('signIn' | 'signOut' | 'demoPeople' | 'signInAs' | 'redeemLink' | 'verifyCredential')
  | ('receiveHook' | 'fileComplaint' | 'trackComplaint');

const guarded = Object.entries(cases) as [keyof typeof cases, Case][];
const withWrong = guarded.filter(([, { wrong }]) => wrong !== undefined);

describe.each(guarded)('%s', (name, { right, input = async () => ({}) }) => {
  test('is for nobody who is not signed in', async () => {
    const { status, problem } = await attempt(world.visitor(), name, fake(name));

    expect(status).toBe(401);
    expect(problem.code).toBe('sign-in-required');
  });

  test(`is for ${right}`, async () => {
    const { status, problem } = await attempt(await world.as(right), name, await input(scene));

    expect(status === 200 ? undefined : problem).toBeUndefined();
  });
});

describe.each(withWrong)('%s', (name, { wrong = '', refusal, input = async () => ({}) }) => {
  test(`refuses ${wrong}, and keeps the attempt as evidence`, async () => {
    const { rows } = await world.db.raw<{ rows: { last: string }[] }>(
      'select coalesce(max(id), 0) as last from audit_event',
    );
    const given = await input(scene);

    const { status, problem } = await attempt(await world.as(wrong), name, given);

    expect(problem.code).toBe(refusal);
    expect([403, 404]).toContain(status);
    const kept = await world
      .db('audit_event')
      .where('id', '>', rows[0]?.last ?? '0')
      .where({ actor_id: wrong, action: name, refused: refusal });
    expect(kept).toHaveLength(1);
  });
});

describe('whoever is no longer at work', () => {
  test('may do nothing, although the session is young', async () => {
    const leaver = await world.as('chen-kexin');
    await world.db('person').where({ id: 'chen-kexin' }).update({ active: false });

    const answers = await Promise.all(guarded.map(([name]) => attempt(leaver, name, fake(name))));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
  });
});
