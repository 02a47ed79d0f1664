import { askJob } from '../ask.ts';
import type { Behaviour } from '../behaviour.ts';
import { jobDone } from '../jobs.ts';

export const scriptTask: Behaviour<'scriptTask'> = {
  enter({ script, result }, token, run) {
    askJob(token, { type: 'script', script, result }, run);
  },

  resume: jobDone,
};
