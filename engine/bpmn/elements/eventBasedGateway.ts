import type { Behaviour } from '../behaviour.ts';
import { assertRoom } from '../leave.ts';
import type { Run } from '../run.ts';
import { end } from '../withdraw.ts';

/** A token waits at each event behind the gateway; the first to happen ends the others. */
export const eventBasedGateway: Behaviour<'eventBasedGateway'> = {
  enter({ outgoing }, token, run) {
    assertRoom(outgoing.length - 1, run);
    const racers = outgoing.map((via) => {
      return run.spawn({ node: run.flow(via).target, scope: token.scope, via, from: token.from }).id;
    });
    for (const id of racers) setRivals(id, racers, run);
    end(token, run);
  },
};

function setRivals(id: string, racers: readonly string[], run: Run): void {
  run.edit(id, { rivals: racers.filter((other) => other !== id) });
}
