import { complete } from '../activity.ts';
import { ask } from '../ask.ts';
import type { Behaviour } from '../behaviour.ts';
import { textOf } from '../expressions.ts';

export const callActivity: Behaviour<'callActivity'> = {
  enter({ id, calls, businessKey }, token, run) {
    const attempt = (token.attempt ?? 0) + 1;
    const key = businessKey === undefined ? `${run.head.businessKey}.${token.id}` : textOf(businessKey, token, run);
    run.edit(token.id, { attempt });
    // A child that failed keeps its key for ever, so the next attempt needs one of its own.
    const childKey = attempt === 1 ? key : `${key}.${attempt}`;
    ask({ kind: 'startChild', token: token.id, node: id, process: calls, businessKey: childKey }, run);
  },

  resume(_node, token, answer, run) {
    if (answer.kind === 'childCompleted') complete(token, answer.variables, run);
  },
};
