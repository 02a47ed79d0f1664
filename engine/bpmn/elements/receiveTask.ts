import { complete } from '../activity.ts';
import { ask } from '../ask.ts';
import type { Behaviour } from '../behaviour.ts';
import { textOf } from '../expressions.ts';

export const receiveTask: Behaviour<'receiveTask'> = {
  enter({ id, message }, token, run) {
    const key = message?.key === undefined ? '' : textOf(message.key, token, run);
    ask({ kind: 'subscribe', token: token.id, node: id, message: message?.name ?? '', key }, run);
  },

  trigger(_node, token, variables, run) {
    complete(token, variables, run);
  },
};
