import { type Plan, planParts } from '../domain/rolloutPlan.ts';
import type { Course } from './course.ts';

/** An officer fills the plan in, its owner and the general manager sign it; what was signed stays with the rollout. */
export async function planPhase(course: Course): Promise<void> {
  await course.once('plan', () => makePlan(course));
}

async function makePlan(course: Course): Promise<void> {
  const { ground, key, rollout } = course;
  const variables = await course.run({
    process: 'rolloutPlan',
    name: 'plan',
    businessKey: key,
    title: ground.say('details.planTitle', { title: ground.input.title }),
    variables: { signers: [...rollout.signers.plan] },
    keep: planParts,
  });
  const plan: Plan = variables;
  await course.note((it) => it, { kind: 'plan-signed', plan, tell: course.circle });
}
