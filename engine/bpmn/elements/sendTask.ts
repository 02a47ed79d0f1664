import { complete } from '../activity.ts';
import { askJob } from '../ask.ts';
import type { Behaviour } from '../behaviour.ts';
import { textOf } from '../expressions.ts';
import { jobDone } from '../jobs.ts';
import { payloadOf } from '../variables.ts';

export const sendTask: Behaviour<'sendTask'> = {
  enter({ job, message }, token, run) {
    if (job !== undefined) {
      askJob(token, { type: 'service', name: job.type, headers: job.headers }, run);
      return;
    }
    if (message !== undefined) {
      const key = message.key === undefined ? '' : textOf(message.key, token, run);
      const id = `${run.process.id}/${run.head.businessKey}/${token.id}`;
      run.emit({ kind: 'sendMessage', id, message: message.name, key, variables: payloadOf(token, run) });
    }
    complete(token, {}, run);
  },

  resume: jobDone,
};
