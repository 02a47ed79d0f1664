import { findMessage, type Message, waitingOf } from '../../store/messages.ts';
import { correlate, type Office } from './correlate.ts';

/** Messages of one page. */
const PAGE = 50;

/** Messages that are kept already: these, or all that a sender has sent and nobody has taken. */
export type Kept = {
  readonly ids?: readonly string[];
  readonly sender?: string;
  /** Ids up to this one are done. */
  readonly after?: string;
  readonly timeScale: number;
};

/** Correlates a page of them. Answers after which id the next page begins; without one all is done. */
export async function deliverKept(office: Office, order: Kept): Promise<{ readonly after?: string }> {
  const messages = await pageOf(office, order);
  for (const { id, name: message, key, variables } of messages) {
    await correlate(office, { kind: 'message', id, message, key, variables, timeScale: order.timeScale });
  }
  const last = messages.at(-1)?.id;
  return order.sender === undefined || last === undefined || messages.length < PAGE ? {} : { after: last };
}

async function pageOf({ db }: Office, { ids, sender, after = '' }: Kept): Promise<readonly Message[]> {
  if (sender !== undefined) return waitingOf(db, { sender, after, limit: PAGE });
  const found = await Promise.all((ids ?? []).map((id) => findMessage(db, id)));
  return found.flatMap((message) => (message?.state === 'waiting' ? [message] : []));
}
