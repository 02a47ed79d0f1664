import { complete } from '../activity.ts';
import type { Behaviour } from '../behaviour.ts';

export const manualTask: Behaviour<'manualTask'> = {
  enter(_node, token, run) {
    complete(token, {}, run);
  },
};
