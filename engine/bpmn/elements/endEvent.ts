import type { Behaviour } from '../behaviour.ts';
import { definitionOf } from '../definitions/index.ts';
import { end } from '../withdraw.ts';

export const endEvent: Behaviour<'endEvent'> = {
  enter({ event }, token, run) {
    const definition = definitionOf(event);
    if (definition.end) definition.end(event, token, run);
    else end(token, run);
  },
};
