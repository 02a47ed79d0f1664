import { allHandlersFinished, condition } from '@temporalio/workflow';
import type { RolloutState } from '../domain/rollout.ts';
import { renew } from './renewal.ts';
import { RolloutRun } from './rolloutRun.ts';
import type { RolloutInput } from './rolloutState.ts';

/**
 * Brings one version of a policy to everybody, phase by phase, each launched by an officer and passed by those who sign.
 * Its id is "rollout/<policy>@v<n>".
 */
export async function rollout(input: RolloutInput): Promise<{ readonly state: RolloutState }> {
  const run = new RolloutRun(input);
  await run.load();
  for (;;) {
    if (run.hasNews) {
      await run.write();
    } else if (run.isOver || run.isLong) {
      await condition(() => run.hasNews || (allHandlersFinished() && run.isIdle));
      if (run.hasNews) continue;
      if (run.isOver) return { state: run.rollout.state };
      await renew<typeof rollout>(run.successor());
    } else {
      // A run grows long by what its phases do, too, and then begins nothing more: that must wake it.
      await condition(() => run.hasNews || run.isLong);
    }
  }
}
