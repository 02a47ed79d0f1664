import { setTimeout as wait } from 'node:timers/promises';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { createRollout } from '../contract/rolloutActs.ts';
import { Refusal } from '../domain/refusal.ts';
import { phases } from '../domain/rollout.ts';
import { defaultThresholds } from '../domain/training.ts';
import { queues } from '../platform/queues.ts';
import { searchAttributes } from '../platform/searchAttributes.ts';
import { peopleByIds } from '../store/people.ts';
import { versionOf } from '../store/policies.ts';
import { findRollout } from '../store/views/rollouts.ts';
import { type RolloutInput, type RolloutWave, rolloutWorkflowId } from '../workflows/messages.ts';
import type { Call, Services } from './handler.ts';
import { isStartedBy } from './startedBy.ts';
import { deadlineOf } from './updates.ts';

/** How long to wait until the lists know the new rollout. It is started in any case. */
const RECORD_PATIENCE_MS = 3_000;
const RECORD_PAUSE_MS = 25;
const DAY_MS = 86_400_000;
/** China's midnight, at which a day that somebody names ends. */
const UTC_OFFSET_MS = 28_800_000;

type CreateCall = Call<typeof createRollout>;

/** Starts the rollout of a version, once for ever, and answers when the lists know it. */
export async function startRollout(call: CreateCall, services: Services): Promise<string> {
  const { body } = call;
  const { db, settings } = services;
  if (body.timeScale !== undefined && settings.ZHIDU_MODE !== 'demo')
    throw new Refusal('not-allowed', { action: 'timeScale' });
  const { policy, version } = body;
  if (!(await versionOf(db, policy, version)))
    throw new Refusal('version-unknown', { policy, version: String(version) });
  await mustBeAtWork(call, services);
  const id = rolloutWorkflowId(policy, version);
  await start(services, body.requestId, inputOf(call, id));
  await recorded(services, id);
  return id;
}

/** Everybody who is named must be there to sign and to be told. */
async function mustBeAtWork({ body }: CreateCall, { db }: Services): Promise<void> {
  const named = [
    body.owner,
    ...phases.flatMap((phase) => body.signers[phase]),
    ...body.waves.map(({ manager }) => manager),
  ];
  const known = await peopleByIds(db, [...new Set(named)]);
  const missing = named.find((id) => !known.some((person) => person.id === id && person.active));
  if (missing !== undefined) throw new Refusal('person-unknown', { person: missing });
}

function inputOf({ body, actor, at }: CreateCall, rollout: string): RolloutInput {
  const { policy, version, title, owner, signers, waves, courses, thresholds, timeScale } = body;
  return {
    rollout,
    policy,
    version,
    title,
    owner,
    createdBy: actor.id,
    createdAt: at.getTime(),
    signers,
    waves: waves.map(waveOf),
    ...(courses === undefined ? {} : { courses }),
    thresholds: thresholds ?? defaultThresholds,
    timeScale: timeScale ?? 1,
  };
}

type GivenWave = CreateCall['body']['waves'][number];

function waveOf({ audience, due, ...wave }: GivenWave): RolloutWave {
  const rules = Object.entries(audience).filter(([, ids]) => ids !== undefined);
  const dueAt = Date.parse(`${due}T00:00:00Z`) + DAY_MS - UTC_OFFSET_MS;
  return { ...wave, audience: Object.fromEntries(rules), due: dueAt };
}

async function start(services: Services, requestId: string, input: RolloutInput): Promise<void> {
  const { temporal, db } = services;
  const { rollout: id, policy, version } = input;
  const taken = new Refusal('rollout-exists', { rollout: id });
  // Temporal forgets closed ids after their retention; Postgres does not.
  if ((await findRollout(db, id)) && !(await isStartedBy(services, requestId, id))) throw taken;
  try {
    await temporal.withDeadline(deadlineOf(services), () =>
      temporal.workflow.start('rollout', {
        taskQueue: queues.main,
        workflowId: id,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowIdConflictPolicy: 'FAIL',
        args: [input],
        staticSummary: input.title,
        memo: { requestId },
        typedSearchAttributes: [{ key: searchAttributes.policy, value: `${policy}@v${version}` }],
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    if (!(await isStartedBy(services, requestId, id))) throw taken;
  }
}

async function recorded({ db }: Services, id: string): Promise<void> {
  const giveUpAt = Date.now() + RECORD_PATIENCE_MS;
  while (Date.now() < giveUpAt && !(await findRollout(db, id))) await wait(RECORD_PAUSE_MS);
}
