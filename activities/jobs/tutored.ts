import { finishTutoring } from '../../store/tutoring.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';
import type { Telling } from './tell.ts';

/** Service job "tutored": a tutor has explained, so the learner may try again. Reads wave, learner, course and round. */
export async function runTutored({ db }: Telling, run: JobRun, { variables }: CallOf<'service'>): Promise<JobResult> {
  const { wave, learner, course, round } = variables;
  if (
    typeof wave !== 'string' ||
    typeof learner !== 'string' ||
    typeof course !== 'string' ||
    typeof round !== 'number'
  ) {
    throw hopeless(`${run.node}: a tutored job has the variables wave, learner, course and round`);
  }
  await finishTutoring(db, { wave, person: learner, course, round }, run.instanceId);
  return { variables: {} };
}
