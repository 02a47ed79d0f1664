import { ask } from '../ask.ts';
import type { Definition } from '../behaviour.ts';
import { textOf } from '../expressions.ts';

export const message: Definition<'message'> = {
  wait({ message: name, key }, token, run) {
    const text = key === undefined ? '' : textOf(key, token, run);
    ask({ kind: 'subscribe', token: token.id, node: token.node, message: name, key: text }, run);
  },
};
