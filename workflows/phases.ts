import { failPhase, type Phase } from '../domain/rollout.ts';
import { buildPhase } from './buildPhase.ts';
import { type Course, TakenBack, Trouble } from './course.ts';
import { holdGate } from './hearing.ts';
import { planPhase } from './planPhase.ts';
import { supervisePhase } from './supervisePhase.ts';
import { trainPhase } from './trainPhase.ts';

/** What is done in each phase before its gate. */
const bodies: { readonly [P in Phase]: (course: Course) => Promise<void> } = {
  plan: planPhase,
  build: buildPhase,
  train: trainPhase,
  supervise: supervisePhase,
};

/** Carries a launched phase through its work and its gate. Taken back, it stops. */
export async function carryOut(course: Course): Promise<void> {
  try {
    await work(course);
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
}

/** Work that comes to nothing fails the phase before its gate. */
async function work(course: Course): Promise<void> {
  try {
    if (course.standing.state === 'running') await bodies[course.phase](course);
    await holdGate(course);
    settle(course);
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    await course.note((rollout) => failPhase(rollout, course.phase, error.missing), {
      kind: 'phase-failed',
      params: { missing: error.missing.map(({ kind, id }) => `${kind}:${id}`).join(',') },
      tell: course.circle,
    });
  }
}

/** What a decided gate leaves behind. A plan that did not hold is made anew: it is signed where it is written. */
function settle({ phase, prefix, standing, ground }: Course): void {
  if (standing.state === 'failed' && phase !== 'plan') return;
  ground.procedures.forget(prefix);
  unmark(ground.marks, prefix);
}

/** What is marked under names that begin so may be done again. */
export function unmark(marks: Set<string>, prefix: string): void {
  for (const mark of [...marks]) if (mark.startsWith(prefix)) marks.delete(mark);
}
