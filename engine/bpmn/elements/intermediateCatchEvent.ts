import type { Behaviour } from '../behaviour.ts';
import { definitionOf } from '../definitions/index.ts';
import { depart } from '../leave.ts';
import { assign } from '../variables.ts';

export const intermediateCatchEvent: Behaviour<'intermediateCatchEvent'> = {
  enter({ event }, token, run) {
    const definition = definitionOf(event);
    if (definition.wait) definition.wait(event, token, run);
    else depart(token, run);
  },

  trigger(_node, token, variables, run) {
    assign(variables, token, run);
    depart(token, run);
  },
};
