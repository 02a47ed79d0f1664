import type { Behaviour } from '../behaviour.ts';
import { depart } from '../leave.ts';

export const startEvent: Behaviour<'startEvent'> = {
  enter(_node, token, run) {
    depart(token, run);
  },
};
