import type { Worker } from '@temporalio/worker';

type Running = Pick<Worker, 'run' | 'getState' | 'shutdown'>;

/**
 * Runs workers until all of them have ended. When one ends, told to or not, the others take no more and finish what
 * they have in hand, so that nothing is cut off when the process exits. Throws what the first to fail ended with.
 */
export async function runTogether(workers: readonly Running[]): Promise<void> {
  const stopOthers = () => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  const ends = await Promise.allSettled(workers.map((worker) => worker.run().finally(stopOthers)));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}
