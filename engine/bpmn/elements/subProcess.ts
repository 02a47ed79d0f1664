import { complete } from '../activity.ts';
import type { Behaviour } from '../behaviour.ts';
import { assertRoom } from '../leave.ts';
import { openScope, startAt, startsOf } from '../scope.ts';

export const subProcess: Behaviour<'subProcess'> = {
  enter({ id }, token, run) {
    const starts = startsOf(id, run);
    if (starts.length === 0) {
      complete(token, {}, run);
      return;
    }
    assertRoom(starts.length, run);
    const scope = openScope({ kind: 'subProcess', node: id, host: token.id }, run);
    run.edit(token.id, { body: scope.id });
    startAt(starts, scope, run);
  },
};
