import { askJob } from '../ask.ts';
import type { Behaviour } from '../behaviour.ts';
import { jobDone } from '../jobs.ts';

export const serviceTask: Behaviour<'serviceTask'> = {
  enter({ job: { type: name, headers } }, token, run) {
    askJob(token, { type: 'service', name, headers }, run);
  },

  resume: jobDone,
};
