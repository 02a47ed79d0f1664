import type { Behaviour } from '../behaviour.ts';
import { join } from '../join.ts';
import { assertRoom, take } from '../leave.ts';

export const parallelGateway: Behaviour<'parallelGateway'> = {
  enter(gateway, token, run) {
    assertRoom(gateway.outgoing.length - 1, run);
    const joined = join(gateway, token, run);
    if (joined !== undefined) take(joined, gateway.outgoing, run);
  },
};
