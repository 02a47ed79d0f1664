import { expireMessage, type MessageToSweep, takeToSweep } from '../../store/messages.ts';
import { bring, forEach } from './bring.ts';
import type { Office } from './correlate.ts';

/** Messages taken at one time. */
const PAGE = 100;

/**
 * Brings messages on their way that whoever wrote them down could not, and lets those expire that nobody wanted. Swept by
 * several at once, a message still reaches one, once. Gives what could not be done: it is tried again by later sweeps.
 */
export async function sweepMessages(office: Office, now = new Date()): Promise<readonly unknown[]> {
  const failures: unknown[] = [];
  for (;;) {
    const page = await takeToSweep(office.db, now, PAGE);
    failures.push(...(await forEach(page, (message) => sweep(office, message, now))));
    if (page.length < PAGE) return failures;
  }
}

function sweep(office: Office, message: MessageToSweep, now: Date): Promise<void> {
  return message.expiresAt <= now ? expireMessage(office.db, message) : bring(office, message, message.timeScale);
}
