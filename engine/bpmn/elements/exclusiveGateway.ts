import type { Behaviour } from '../behaviour.ts';
import { DeadEnd } from '../deadEnd.ts';
import { holds } from '../expressions.ts';
import { take } from '../leave.ts';

export const exclusiveGateway: Behaviour<'exclusiveGateway'> = {
  enter({ id, outgoing, fallback }, token, run) {
    const chosen = outgoing.find((flow) => {
      const { condition } = run.flow(flow);
      return flow !== fallback && (condition === undefined || holds(condition, token, run));
    });
    const flow = chosen ?? fallback;
    if (flow === undefined && outgoing.length > 0) {
      throw new DeadEnd(`no condition of ${id} holds and it has no default flow`);
    }
    take(token, flow === undefined ? [] : [flow], run);
  },
};
