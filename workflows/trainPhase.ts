import type { Rollout } from '../domain/rollout.ts';
import { conditionsOf, decideWaveGate, openWaveGate, waveOf, withWave } from '../domain/rolloutGate.ts';
import { chaptersOf } from './buildPhase.ts';
import { type Course, Trouble, together } from './course.ts';
import { endOfDay, heard, instanceOf, measured, missingWaves, reviewOf } from './hearing.ts';
import type { RolloutWave } from './rolloutState.ts';
import { closeWave, startWave } from './waveCall.ts';

/** Every wave is trained by a workflow of its own; each that is ready, or due, is put before its manager. */
export async function trainPhase(course: Course): Promise<void> {
  await course.until();
  const courses = await coursesOf(course);
  const { waves } = course.ground.input;
  await together(waves.map((wave) => trainWave(course, wave, courses)));
  const fallen = waves.filter(({ id }) => waveOf(course.rollout, id).state === 'failed');
  if (fallen.length > 0) throw new Trouble(missingWaves(fallen.map(({ id }) => id)));
}

/** The courses that the rollout names, else those of the chapters in scope. */
async function coursesOf(course: Course): Promise<readonly string[]> {
  const { courses, policy } = course.ground.input;
  return courses ?? (await chaptersOf(course)).map(({ id }) => `${policy}.${id}`);
}

async function trainWave(course: Course, wave: RolloutWave, courses: readonly string[]): Promise<void> {
  const { state, workflow } = waveOf(course.rollout, wave.id);
  if (state === 'passed' || state === 'conditional') return;
  if (workflow === undefined) await begin(course, wave, courses);
  await course.until(() => course.ground.reports.has(wave.id));
  await holdWaveGate(course, wave);
}

async function begin(course: Course, wave: RolloutWave, courses: readonly string[]): Promise<void> {
  const { input } = course.ground;
  const { attempt } = course.standing;
  const workflow = `wave/${course.key}/${course.turned(wave.id, attempt)}`;
  await course.during(startWave(workflow, wave, courses, input));
  const begun = (rollout: Rollout) =>
    withWave(rollout, wave.id, { ...waveOf(rollout, wave.id), state: 'running', workflow });
  await course.note(begun, {
    kind: 'wave-started',
    wave: wave.id,
    courses,
    tell: [wave.manager],
  });
}

async function holdWaveGate(course: Course, wave: RolloutWave): Promise<void> {
  const { id, manager } = wave;
  const { workflow = '' } = waveOf(course.rollout, id);
  if (waveOf(course.rollout, id).state !== 'gate-pending') {
    const facts = await measured(course, workflow);
    await course.note((rollout) => openWaveGate(rollout, id, manager, facts), { kind: 'wave-gate-opened', wave: id });
  }
  const { rounds, gate } = waveOf(course.rollout, id);
  const errand = reviewOf(course, `wave-${id}`, rounds, [manager], gate?.facts);
  await course.run({ ...errand, variables: { ...errand.variables, wave: id } });
  const { facts, signOffs } = await heard(course, instanceOf(course, errand), workflow);
  const at = Date.now();
  const conditions = conditionsOf(signOffs, `train-${id}-${rounds}`, endOfDay(course, at), id);
  const decision = { facts, signOffs, signers: [manager], conditions, at };
  const { state } = waveOf(decideWaveGate(course.rollout, id, decision), id);
  await course.note((rollout) => decideWaveGate(rollout, id, decision), {
    kind: `wave-gate-${state}`,
    wave: id,
    tell: [manager, ...course.circle],
  });
  if (state !== 'failed') await course.during(closeWave(workflow, 'gate'));
}
