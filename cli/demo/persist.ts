import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../say.ts';

/** How long a request is repeated while the system is down or coming back, unless told otherwise. */
export const PATIENCE_MS = 120_000;
const PAUSE_MS = 250;

/** A response, read to its end: a server that is killed may leave half of one. */
export type Reply = { readonly response: Response; readonly answer: unknown };

type Patience = {
  readonly patienceMs?: number;
  /** What is asked, for whoever reads that nobody answered. */
  readonly what: { readonly method: string; readonly path: string };
};

/** Asks until there is a whole answer that is not the server's own fault. */
export async function persist(attempt: () => Promise<Reply>, { patienceMs = PATIENCE_MS, what }: Patience) {
  const until = Date.now() + patienceMs;
  for (;;) {
    const reply = await attempt().catch((error: unknown) => ({ error }));
    if ('response' in reply && reply.response.status < 500) return reply;
    if (Date.now() > until) throw new Error(say('demo.noAnswer', what), { cause: reply });
    await sleep(PAUSE_MS);
  }
}
