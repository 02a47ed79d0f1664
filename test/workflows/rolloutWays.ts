import type { Variables } from '../../engine/bpmn/instance.ts';
import { waveDirtySignal } from '../../workflows/messages.ts';
import { chaptersReviewed, consulted, released } from './rolloutPolicy.ts';
import type { RunningRollout } from './rolloutWorld.ts';
import { until, type World } from './world.ts';

const DAY_MS = 86_400_000;

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
async function trained(world: World, it: RunningRollout, nap: Nap = skipping(world)): Promise<void> {
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

/** The processes that a rollout has had carried out, each with how it stands. */
export async function instancesOf({ db }: World, { id: parent }: RunningRollout): Promise<readonly string[]> {
  const rows = await db('process_instance').where({ parent_id: parent }).orderBy('id').select('id', 'status');
  return rows.map(({ id, status }: { id: string; status: string }) => `${id} ${status}`);
}

/** The opinion "passed on a condition", due in so many days by the server's clock. */
export async function onCondition(world: World, days: number): Promise<Variables> {
  const day = new Date((await world.environment.currentTimeMs()) + days * DAY_MS);
  const dueDate = day.toISOString().slice(0, 'YYYY-MM-DD'.length);
  return { outcome: 'conditional', conditions: [{ text: 'complete the baseline', dueDate }] };
}

/** The plan passes on a condition that is due in so many days; answers the condition's id. */
export async function plannedOnCondition(world: World, it: RunningRollout, days: number): Promise<string> {
  await it.launch('plan');
  const process = it.process('rolloutPlan', it.key);
  await process.complete('fillPlan', 'qin', wholePlan);
  await it.sign(process.id, 'wang', await onCondition(world, days));
  await process.signOff('approvePlan', 'chen', { variables: { outcome: 'passed' } });
  const { phases } = await it.state('plan', 'conditional');
  return phases.plan.conditions[0]?.id ?? '';
}
