import { allHandlersFinished, condition, setHandler } from '@temporalio/workflow';
import { closeWaveSignal, moveOnSignal, remindWaveSignal, type WaveInput, waveDirtySignal } from './messages.ts';
import { renew } from './renewal.ts';
import { WaveKeeper } from './waveKeeper.ts';

/** How a wave ended. */
export type WaveEnd = { readonly reason: string };

/**
 * Lives as long as one training wave, and never knows its people one by one: they are rows. It counts when something was
 * learnt, follows who joins and leaves, climbs the ladder of reminders, and tells its rollout when the gate can open.
 */
export async function wave(input: WaveInput): Promise<WaveEnd> {
  const keeper = new WaveKeeper(input);
  setHandler(waveDirtySignal, () => keeper.touch());
  setHandler(moveOnSignal, () => keeper.touch());
  setHandler(remindWaveSignal, (asked) => keeper.ask(asked));
  setHandler(closeWaveSignal, ({ reason } = { reason: 'gate' }) => keeper.close(reason));
  await keeper.open();
  for (;;) {
    await keeper.tend();
    const end = keeper.end;
    if (end !== undefined) return keeper.finish(end);
    if (keeper.mayRenew && allHandlersFinished()) await renew<typeof wave>(keeper.successor());
    await condition(() => keeper.isCalled, keeper.rest);
  }
}
