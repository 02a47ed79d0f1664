import { setTimeout as wait } from 'node:timers/promises';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2_000;

/** How long to go on, and whom to tell of each failure. */
export type Patience = {
  readonly patienceMs: number;
  readonly onFailure?: (error: unknown) => void;
  /** Ends the waiting when there is nothing left to wait for. */
  readonly signal?: AbortSignal;
};

/** Tries until it works, waiting longer each time; throws the last error once patience is over. */
export async function retrying<T>(attempt: () => Promise<T>, { patienceMs, onFailure, signal }: Patience): Promise<T> {
  const giveUpAt = Date.now() + patienceMs;
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() + waitMs > giveUpAt) throw error;
      onFailure?.(error);
      await wait(waitMs, undefined, { signal });
    }
  }
}
