import { findMessage, type Message, waitingOf } from '../../store/messages.ts';
import { bring, forEach } from './bring.ts';
import type { Office } from './correlate.ts';

/** Messages of one page. */
const PAGE = 50;
/** A page is tried so often; what is still left of it is for the sweep. */
const TRIES = 3;

/** Messages that are kept already: these, or all that a sender has sent and nobody has brought on their way. */
export type Kept = {
  readonly ids?: readonly string[];
  readonly sender?: string;
  /** Ids up to this one are done. */
  readonly after?: string;
  readonly timeScale: number;
};

/**
 * Brings a page of them on their way, several at a time. Tried again, it does what was left. Answers after which id the
 * next page begins; without one all is done.
 */
export async function deliverKept(office: Office, order: Kept, tryNumber = 1): Promise<{ readonly after?: string }> {
  const messages = await pageOf(office, order);
  const [failure] = await forEach(messages, (message) => bring(office, message, order.timeScale));
  if (failure !== undefined && tryNumber < TRIES) throw failure;
  const last = messages.at(-1)?.id;
  return order.sender === undefined || last === undefined || messages.length < PAGE ? {} : { after: last };
}

async function pageOf({ db }: Office, { ids, sender, after = '' }: Kept): Promise<readonly Message[]> {
  if (sender !== undefined) return waitingOf(db, { sender, after, limit: PAGE });
  const found = await Promise.all((ids ?? []).map((id) => findMessage(db, id)));
  return found.flatMap((message) => (message?.state === 'waiting' ? [message] : []));
}
