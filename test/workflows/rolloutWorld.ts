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
} from '../../workflows/messages.ts';
import { end, processOf, start, task } from './model.ts';
import { seedPolicy } from './rolloutPolicy.ts';
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

function rolloutOf(world: World, policy: string): RunningRollout {
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
