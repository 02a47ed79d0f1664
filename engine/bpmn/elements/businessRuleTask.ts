import { askJob } from '../ask.ts';
import type { Behaviour } from '../behaviour.ts';
import { jobDone } from '../jobs.ts';

export const businessRuleTask: Behaviour<'businessRuleTask'> = {
  enter({ decision, result }, token, run) {
    askJob(token, { type: 'decision', decision, result }, run);
  },

  resume: jobDone,
};
