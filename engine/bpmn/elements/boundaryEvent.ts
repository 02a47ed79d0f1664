import type { Behaviour } from '../behaviour.ts';
import { happen } from '../boundary.ts';
import { depart } from '../leave.ts';
import { assign } from '../variables.ts';

export const boundaryEvent: Behaviour<'boundaryEvent'> = {
  enter(boundary, token, run) {
    // A watcher comes here only when what it could not do for want of room is tried again.
    if (token.watches === undefined) depart(token, run);
    else happen(boundary, token, run);
  },

  trigger(boundary, watcher, variables, run) {
    assign(variables, watcher, run);
    happen(boundary, watcher, run);
  },
};
