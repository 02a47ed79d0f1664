import { allHandlersFinished, condition } from '@temporalio/workflow';
import type { Outcome, ProcessInput } from './messages.ts';
import { renew } from './renewal.ts';
import { Shell } from './shell.ts';

/**
 * Lives as long as one running process: takes events in, steps the interpreter, records what it did and does what it
 * asks. Its Temporal type is the process key.
 */
export async function processInstance(input: ProcessInput): Promise<Outcome> {
  const shell = new Shell(input);
  await shell.load();
  for (;;) {
    if (shell.hasMail) {
      const drained = shell.drain();
      shell.conclude(drained, await shell.write(drained));
    } else if (shell.isClosing) {
      await condition(() => shell.hasMail || (allHandlersFinished() && (shell.hasEnded || shell.mayRenew)));
      if (shell.hasMail) continue;
      if (shell.hasEnded) return shell.outcome;
      await renew<typeof processInstance>(shell.successor());
    } else {
      await shell.arrival();
    }
  }
}
