import type { Fact, Missing, Phase } from '../domain/rollout.ts';
import { conditionsOf, decideGate, openGate } from '../domain/rolloutGate.ts';
import type { Course, Errand } from './course.ts';
import { processWorkflowId } from './messages.ts';
import { rollouts } from './proxies.ts';

const DAY_MS = 86_400_000;
/** China's midnight, at which the day of a condition ends. */
const UTC_OFFSET_MS = 28_800_000;

/** Holds the gate of a phase: measures, has it signed, measures again and judges. */
export async function holdGate(course: Course): Promise<void> {
  if (course.standing.state !== 'gate-pending') await open(course);
  const round = course.standing.rounds;
  const errand = reviewOf(course, course.phase, round, course.rollout.signers[course.phase]);
  if (course.phase !== 'plan') await course.run(errand);
  const review = course.phase === 'plan' ? planReviewOf(course) : instanceOf(course, errand);
  const { facts, signOffs } = await heard(course, review);
  const at = Date.now();
  const conditions = conditionsOf(signOffs, `${course.phase}-${round}`, endOfDay(course, at));
  const signers = course.rollout.signers[course.phase];
  const verdict = decideGate(course.rollout, course.phase, { facts, signOffs, signers, conditions, at });
  const { state } = verdict.phases[course.phase];
  await course.note((rollout) => decideGate(rollout, course.phase, { facts, signOffs, signers, conditions, at }), {
    kind: `gate-${state}`,
    tell: course.circle,
  });
}

async function open(course: Course): Promise<void> {
  await course.until();
  const facts = await measured(course);
  await course.note((rollout) => openGate(rollout, course.phase, facts), {
    kind: 'gate-opened',
    params: { facts: String(facts.length) },
  });
}

/** What is measured at this moment, of the phase or of one of its waves. */
export async function measured(course: Course, wave?: string): Promise<readonly Fact[]> {
  const { say } = course.ground;
  return course.during(rollouts(say('details.measure')).measureGate(questionOf(course, wave)));
}

/** The same, with the signatures of its review. */
export async function heard(course: Course, review: string, wave?: string) {
  await course.until();
  const { say } = course.ground;
  return course.during(rollouts(say('details.hear')).hearGate({ ...questionOf(course, wave), review }));
}

/** The process in which the signers of a gate sign. */
export function reviewOf(
  course: Course,
  name: Phase | `wave-${string}`,
  round: number,
  signers: readonly string[],
  facts: readonly Fact[] = course.standing.gate?.facts ?? [],
): Errand {
  const { ground, key, phase } = course;
  const wave = name.slice('wave-'.length);
  const shown = { title: ground.input.title, phase: ground.say(`phases.${phase}`), wave };
  return {
    process: 'gateReview',
    name: `gate/${name}/${round}`,
    businessKey: `${key}-${name}`,
    title: ground.say(name === phase ? 'details.gateTitle' : 'details.waveGateTitle', shown),
    turn: round,
    variables: { gate: name, facts: shownFacts(facts), signers: [...signers] },
  };
}

/** Facts as the forms of reviews show them. */
export const shownFacts = (facts: readonly Fact[]) => facts.map(({ id, ...fact }) => ({ fact: id, ...fact }));

/** The workflow id of a review, wherever it was begun. */
export const instanceOf = (course: Course, { process, businessKey, turn }: Errand): string =>
  processWorkflowId(process, course.turned(businessKey, turn));

/** The plan is signed where it is written. */
const planReviewOf = (course: Course): string => processWorkflowId('rolloutPlan', course.turned(course.key));

function questionOf({ ground, phase, standing }: Course, wave: string | undefined) {
  const { rollout, policy, version, createdAt } = ground.input;
  const since = standing.launchedAt ?? createdAt;
  return { rollout, policy, version, phase, since, ...(wave === undefined ? {} : { wave }) };
}

/** When a day ends for conditions: lengths of time fly in the demo, so it comes as much sooner. */
export function endOfDay({ ground }: Course, from: number): (day: string) => number {
  return (day) => {
    const end = Date.parse(`${day}T00:00:00Z`) + DAY_MS - UTC_OFFSET_MS;
    if (Number.isNaN(end)) return from;
    return from + Math.max(0, Math.round((end - from) * ground.input.timeScale));
  };
}

/** Waves whose gates did not hold, as what the phase lacks. */
export const missingWaves = (waves: readonly string[]): readonly Missing[] => waves.map((id) => ({ kind: 'wave', id }));
