import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { catalogPath } from '../../catalog/index.ts';
import type { Phase, Rollout } from '../../domain/rollout.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { compile } from '../../engine/bpmn/xml/compile.ts';
import { searchAttributes } from '../../platform/searchAttributes.ts';
import { deployProcess } from '../../store/definitions.ts';
import { savePeople } from '../../store/people.ts';
import { putInForce, savePolicy } from '../../store/policies.ts';
import { clausesOf, wordingHashOf } from '../../store/policyDrafts.ts';
import {
  cancelRolloutUpdate,
  launchPhaseUpdate,
  meetConditionUpdate,
  pauseRolloutUpdate,
  type RolloutAnswer,
  type RolloutInput,
  regressPhaseUpdate,
  resumeRolloutUpdate,
  rolloutQuery,
  rolloutWorkflowId,
  waveDirtySignal,
} from '../../workflows/messages.ts';
import { end, processOf, start, task } from './model.ts';
import { insist, type Running, runningOf, until, type World } from './world.ts';

const named = (name: string) => ({ 'zh-CN': name, en: name });
const DAY_MS = 86_400_000;

/** Qin launches, Wang answers for it and signs, Zhao signs and manages the wave, Chen is general manager, Lin learns. */
export async function seedRollout(world: World): Promise<void> {
  const { db } = world;
  const qin = { id: 'qin', department: 'purchasing', superior: 'chen', locale: 'zh-CN', active: true } as const;
  await savePeople(db, [{ ...qin, name: named('qin'), email: null, position: null }]);
  for (const [duty, person] of [
    ['compliance-officer', 'qin'],
    ['general-manager', 'chen'],
  ]) {
    await db('duty').insert({ id: duty, name: JSON.stringify(named(duty ?? '')) });
    await db('duty_holder').insert({ duty_id: duty, person_id: person });
  }
  for (const key of ['rolloutPlan', 'gateReview', 'superviseReview']) await deployShipped(world, key);
  for (const key of ['chapterReview', 'consultation', 'policyRelease']) {
    const model = processOf(key, [start, task('work'), end], ['start -> work', 'work -> end']);
    await deployProcess(db, { model, xml: '<definitions/>' });
  }
}

async function deployShipped({ db }: World, key: string): Promise<void> {
  const xml = readFileSync(join(catalogPath, 'processes', `${key}.bpmn`), 'utf8');
  const { processes, problems } = await compile(xml);
  const [model] = processes;
  if (!model) throw new Error(`${key}: ${JSON.stringify(problems)}`);
  await deployProcess(db, { model, xml });
}

/** A policy of its own with version 1 in force and version 2 drafted: chapter 7 touches vital interests, chapter 12 does not. */
export async function seedPolicy({ db }: World, policy: string): Promise<void> {
  const clause = (number: string, vitalInterest: boolean, text: string) => ({
    id: `${policy}#${number}`,
    chapter: named(`chapter ${number}`),
    number,
    kind: 'PROCESS',
    binding: 'MUST' as const,
    vitalInterest,
    text: named(text),
    laws: [],
  });
  const clauses = [clause('7.1', true, 'old'), clause('12.1', false, 'old'), clause('13.1', false, 'kept')];
  await savePolicy(db, { id: policy, title: named(policy), version: 1, effectiveFrom: new Date(0), clauses });
  await db('policy_version').insert({
    policy_id: policy,
    version: 2,
    status: 'draft',
    content_hash: 'h2',
    based_on: 1,
  });
  const changed = [clause('7.1', true, 'new'), clause('12.1', false, 'new'), clause('13.1', false, 'kept')];
  await db('clause').insert(
    changed.map(({ vitalInterest, chapter, text, laws, ...rest }, position) => ({
      ...rest,
      policy_id: policy,
      version: 2,
      chapter: JSON.stringify(chapter),
      text: JSON.stringify(text),
      laws: JSON.stringify(laws),
      vital_interest: vitalInterest,
      position,
      since_version: 2,
    })),
  );
  for (const chapter of ['7', '12'])
    await db('course').insert({
      id: `${policy}.${chapter}`,
      hash: 'h',
      policy_id: policy,
      chapter,
      content: JSON.stringify({ title: named(chapter), lessons: [], quiz: { items: [] } }),
    });
}

/** What the review of chapters leaves behind. */
export async function chaptersReviewed({ db }: World, policy: string): Promise<void> {
  const reviewed = { policy_id: policy, version: 2, status: 'approved', instance_id: 'x' };
  await db('chapter_review').insert(['7', '12'].map((chapter_id) => ({ ...reviewed, chapter_id })));
}

/** What the consultation leaves behind. */
export async function consulted({ db }: World, policy: string): Promise<void> {
  const [clause] = await clausesOf(db, { policy, version: 2 });
  await db('consultation').insert({
    id: `consultation/${policy}`,
    policy_id: policy,
    version: 2,
    round: 1,
    mode: 'all-staff',
    status: 'concluded',
    draft_hash: 'h2',
    opened_at: new Date(),
    agreement: 'agreed',
    concluded_at: new Date(),
  });
  await db('consultation_clause').insert({
    consultation_id: `consultation/${policy}`,
    clause_id: clause?.id,
    text_hash: wordingHashOf(clause),
  });
}

/** What the release leaves behind: published and in force. */
export async function released({ db }: World, policy: string): Promise<void> {
  await db('publicity_notice').insert({
    id: randomUUID(),
    policy_id: policy,
    version: 2,
    channel: 'in-app',
    content_hash: 'h2',
    published_at: new Date(),
    audience: 5,
  });
  await db.transaction((trx) => putInForce(trx, { policy, version: 2, at: new Date() }));
}

/** A rollout that runs, and the people's way to it. */
export type RunningRollout = {
  readonly id: string;
  readonly key: string;
  readonly policy: string;
  readonly handle: WorkflowHandle<(input: RolloutInput) => Promise<unknown>>;
  readonly rollout: () => Promise<Rollout>;
  readonly ask: (message: Asked, by?: string, requestId?: string) => Promise<RolloutAnswer>;
  readonly launch: (phase: Phase, by?: string, requestId?: string) => Promise<RolloutAnswer>;
  readonly state: (phase: Phase, state: string) => Promise<Rollout>;
  readonly process: (key: string, businessKey: string) => Running;
  readonly sign: (
    review: string,
    person: string,
    values?: Variables,
    verdict?: 'approved' | 'rejected',
  ) => Promise<void>;
};

type Asked =
  | { readonly launch: Phase }
  | { readonly pause: string }
  | { readonly resume: true }
  | { readonly cancel: string }
  | { readonly regress: Phase; readonly reason: string }
  | { readonly meet: string; readonly phase: Phase };

/** The wave that rollouts have when nothing else is said. */
export const pilot = { id: 'pilot', name: named('pilot'), audience: { people: ['lin', 'zhao'] }, manager: 'zhao' };

let counter = 0;

/** Starts the rollout of version 2 of a policy of its own. */
export async function beginRollout(world: World, more: Partial<RolloutInput> = {}): Promise<RunningRollout> {
  counter += 1;
  const policy = more.policy ?? `POL-${counter}`;
  await seedPolicy(world, policy);
  const id = rolloutWorkflowId(policy, 2);
  const now = await world.environment.currentTimeMs();
  const input: RolloutInput = {
    rollout: id,
    policy,
    version: 2,
    title: `Rollout ${policy}`,
    owner: 'wang',
    createdBy: 'qin',
    createdAt: now,
    signers: { plan: ['wang'], build: ['wang', 'zhao'], train: ['wang'], supervise: ['zhao'] },
    waves: [{ ...pilot, due: now + 30 * DAY_MS }],
    thresholds: { passed: 95, acknowledged: 98 },
    timeScale: 1,
    ...more,
  };
  await world.client.workflow.start('rollout', {
    taskQueue: world.queue,
    workflowId: id,
    args: [input],
    typedSearchAttributes: [{ key: searchAttributes.policy, value: `${policy}@v2` }],
  });
  return rolloutOf(world, policy);
}

export function rolloutOf(world: World, policy: string): RunningRollout {
  const id = rolloutWorkflowId(policy, 2);
  const handle: RunningRollout['handle'] = world.client.workflow.getHandle(id);
  const rollout = () => handle.query(rolloutQuery);
  const process = (key: string, businessKey: string) => runningOf(world, `${key}/${businessKey}`);
  const ask = (asked: Asked, by = 'qin', requestId: string = randomUUID()) =>
    insist(() => send(handle, asked, by, requestId));
  return {
    id,
    policy,
    key: `${policy}@v2`,
    handle,
    rollout,
    ask,
    launch: (phase, by, requestId) => ask({ launch: phase }, by, requestId),
    state: (phase, state) =>
      until(async () => {
        const now = await rollout();
        return now.phases[phase].state === state ? now : undefined;
      }),
    process,
    sign: async (review, person, values = { outcome: 'passed' }, verdict = 'approved') => {
      const node = review.startsWith('rolloutPlan')
        ? 'signPlan'
        : review.startsWith('super')
          ? 'signReview'
          : 'signGate';
      const running = runningOf(world, review);
      const token = await taskOf(world, review, node, person);
      await running.signOff(node, person, { token, variables: values, verdict });
    },
  };
}

async function taskOf({ db }: World, instance: string, node: string, person: string): Promise<string> {
  return until(async () => {
    const found = await db('task')
      .where({ instance_id: instance, node, status: 'open' })
      .whereRaw('? = any(candidates)', [`person:${person}`])
      .first('token');
    return found?.token as string | undefined;
  });
}

function send(handle: RunningRollout['handle'], asked: Asked, by: string, requestId: string): Promise<RolloutAnswer> {
  const base = { requestId, actor: { by } };
  const options = { updateId: requestId } as const;
  if ('launch' in asked)
    return handle.executeUpdate(launchPhaseUpdate, { ...options, args: [{ ...base, phase: asked.launch }] });
  if ('pause' in asked)
    return handle.executeUpdate(pauseRolloutUpdate, { ...options, args: [{ ...base, reason: asked.pause }] });
  if ('resume' in asked) return handle.executeUpdate(resumeRolloutUpdate, { ...options, args: [base] });
  if ('cancel' in asked)
    return handle.executeUpdate(cancelRolloutUpdate, { ...options, args: [{ ...base, reason: asked.cancel }] });
  if ('regress' in asked) {
    const { regress: phase, reason } = asked;
    return handle.executeUpdate(regressPhaseUpdate, { ...options, args: [{ ...base, phase, reason }] });
  }
  const message = { ...base, phase: asked.phase, condition: asked.meet, comment: 'done' };
  return handle.executeUpdate(meetConditionUpdate, { ...options, args: [message] });
}

/** The values of a plan that has every part. */
export const wholePlan: Variables = {
  charter: 'why',
  timeNodes: ['plan', 'build', 'train', 'supervise'].map((name) => ({ name, date: '2027-01-01' })),
  publicity: [{ channel: 'in-app', date: '2027-01-01', audience: 'all' }],
  training: 'courses',
  assessment: 'quiz',
  owners: [{ task: 'all', person: 'wang' }],
  baseline: [{ metric: 'returns', value: '3 %' }],
};

/** Launches the plan phase and has it written and signed. */
export async function planned(it: RunningRollout, plan = wholePlan, turn = ''): Promise<void> {
  await it.launch('plan');
  const process = it.process('rolloutPlan', `${it.key}${turn}`);
  await process.complete('fillPlan', 'qin', plan);
  await it.sign(process.id, 'wang');
  await process.signOff('approvePlan', 'chen', { variables: { outcome: 'passed' } });
  await until(async () => (await it.rollout()).phases.plan.gate?.verdict);
}

/** Launches the build phase and has its processes done, with what they leave behind. */
export async function built(world: World, it: RunningRollout): Promise<void> {
  await it.launch('build');
  for (const chapter of ['7', '12']) await it.process('chapterReview', `${it.key}#${chapter}`).complete('work', 'wang');
  await chaptersReviewed(world, it.policy);
  await it.process('consultation', it.key).complete('work', 'wang');
  await consulted(world, it.policy);
  const release = it.process('policyRelease', it.key);
  await release.token('work');
  await released(world, it.policy);
  await release.complete('work', 'wang');
}

/** Signs the gate of the build phase. */
export async function buildSigned(it: RunningRollout): Promise<void> {
  for (const person of ['wang', 'zhao']) await it.sign(`gateReview/${it.key}-build`, person);
}

/** Everybody in the wave passes and acknowledges, and its workflow is told. */
export async function everybodyPassed(world: World, wave: string): Promise<void> {
  await until(() => world.db('enrolment').where({ wave_id: wave }).first());
  await world.db('enrolment').where({ wave_id: wave }).update({ status: 'passed', acknowledged_at: new Date() });
  await world.client.workflow.getHandle(wave).signal(waveDirtySignal);
}

/** Lets time pass, where the server can; with the demo's time scale it passes by itself. */
type Nap = (length: '15 minutes' | '30 days') => Promise<void>;
const skipping =
  (world: World): Nap =>
  (length) =>
    world.environment.sleep(length);

/** The wave has passed, and it and the train phase are signed. */
export async function trained(world: World, it: RunningRollout, nap: Nap = skipping(world)): Promise<void> {
  await it.launch('train');
  await everybodyPassed(world, `wave/${it.key}/pilot`);
  await nap('15 minutes');
  await it.sign(`gateReview/${it.key}-wave-pilot`, 'zhao');
  await it.sign(`gateReview/${it.key}-train`, 'wang');
  await it.state('train', 'passed');
}

/** The three reviews are held, and the closing gate is signed. */
async function supervised(it: RunningRollout, nap: Nap): Promise<void> {
  await it.launch('supervise');
  for (const days of [30, 60, 90]) {
    await nap('30 days');
    const review = it.process('superviseReview', `${it.key}-${days}`);
    await review.complete('writeReview', 'qin', { reviewSummary: 'fine' });
    await it.sign(review.id, 'zhao', {});
  }
  await it.sign(`gateReview/${it.key}-supervise`, 'zhao');
}

/** All four phases, launched and signed; between them what the test wants to happen. */
export async function wholeWay(
  world: World,
  it: RunningRollout,
  {
    between = async () => {},
    nap = skipping(world),
  }: { readonly between?: () => Promise<void>; readonly nap?: Nap } = {},
): Promise<void> {
  await planned(it);
  await it.state('plan', 'passed');
  await between();
  await built(world, it);
  await buildSigned(it);
  await it.state('build', 'passed');
  await between();
  await trained(world, it, nap);
  await between();
  await supervised(it, nap);
}

/** What happened to a rollout, in order and without a gap. */
export async function storyOf({ db }: World, { id }: RunningRollout): Promise<readonly string[]> {
  const rows: { sequence: number; kind: string }[] = await db('rollout_event')
    .where({ rollout_id: id })
    .orderBy('sequence')
    .select('sequence', 'kind');
  const gap = rows.findIndex(({ sequence }, index) => sequence !== index + 1);
  if (gap >= 0) throw new Error(`${id} has no entry ${gap + 1}`);
  return rows.map(({ kind }) => kind);
}

/** Everything that happens on the whole way, in its order. */
export const wholeStory = [
  ...['created', 'phase-launched', 'plan-signed', 'gate-opened', 'gate-passed'],
  ...['phase-launched', 'gate-opened', 'gate-passed'],
  ...['phase-launched', 'wave-started', 'wave-gate-opened', 'wave-gate-passed', 'gate-opened', 'gate-passed'],
  ...[
    'phase-launched',
    'supervision-opened',
    'review-held',
    'review-held',
    'review-held',
    'gate-opened',
    'gate-passed',
  ],
];
