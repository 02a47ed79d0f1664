import type { Course } from './course.ts';
import { measured, shownFacts } from './hearing.ts';
import { rollouts } from './proxies.ts';

const DAY_MS = 86_400_000;
/** Days after the launch at which the running of the policy is reviewed (POL-01 on rollouts). */
const REVIEW_DAYS = [30, 60, 90] as const;

/** The inspection plans go live; the running is reviewed three times; then the closing gate. */
export async function supervisePhase(course: Course): Promise<void> {
  await course.once('supervision', () => openSupervision(course));
  for (const days of REVIEW_DAYS) await course.once(`review/${days}`, () => review(course, days));
}

async function openSupervision(course: Course): Promise<void> {
  await course.until();
  const { say, input } = course.ground;
  const { policy, version, createdBy } = input;
  const by = course.standing.launchedBy ?? createdBy;
  const plans = await course.during(rollouts(say('details.supervision')).openSupervision({ policy, version, by }));
  await course.note((rollout) => rollout, { kind: 'supervision-opened', params: { plans: String(plans) } });
}

async function review(course: Course, days: number): Promise<void> {
  const { say, input } = course.ground;
  await course.untilDue(`review/${days}`, () => dueAt(course, days));
  const facts = await measured(course);
  await course.run({
    process: 'superviseReview',
    name: `review/${days}`,
    businessKey: `${course.key}-${days}`,
    title: say('details.reviewTitle', { title: input.title, days: String(days) }),
    variables: { days, facts: shownFacts(facts), signers: [...course.rollout.signers.supervise] },
  });
  await course.note((rollout) => rollout, {
    kind: 'review-held',
    params: { days: String(days) },
    tell: course.circle,
  });
}

function dueAt({ ground, standing }: Course, days: number): number {
  const { launchedAt = ground.input.createdAt, delayMs = 0 } = standing;
  return launchedAt + delayMs + Math.round(days * DAY_MS * ground.input.timeScale);
}
