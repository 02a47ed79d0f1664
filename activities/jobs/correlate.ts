import type { Variables } from '../../engine/bpmn/instance.ts';
import { beginning, begunBy } from '../../store/beginnings.ts';
import type { Db } from '../../store/db.ts';
import { messageStartOf } from '../../store/definitions.ts';
import {
  type Message,
  offerMessage,
  type Subscription,
  subscriptionsFor,
  waitingMessages,
  withdrawOffer,
} from '../../store/messages.ts';
import type { BeginProcess } from '../tutorings.ts';
import { beginByMessage, instanceFor } from './messageStart.ts';
import { pages } from './pages.ts';

/** What is to be brought together: a message that was sent, or a subscription that has begun. */
export type Correlation =
  | {
      readonly kind: 'message';
      readonly id: string;
      readonly message: string;
      readonly key: string;
      readonly variables: Variables;
      /** Of the sender: what the message begins goes as fast. Absent: 1. */
      readonly timeScale?: number;
    }
  | {
      readonly kind: 'subscription';
      readonly instanceId: string;
      readonly token: string;
      readonly message: string;
      readonly key: string;
    };

/** A message at the door of the instance that waits for it. */
export type Delivery = {
  readonly messageId: string;
  readonly token: string;
  readonly message: string;
  readonly variables: Variables;
};

/** Hands a message over; false when the instance no longer waits for it, or is gone. */
export type Deliver = (instanceId: string, delivery: Delivery) => Promise<boolean>;

/** What correlation reaches the world through. */
export type Office = { readonly db: Db; readonly deliver: Deliver; readonly beginProcess: BeginProcess };

/**
 * The subscriptions in Postgres are hints: the instance says whether it takes the message, and the record of its step
 * closes the message. A message is on offer to one at a time: to a subscriber, or to the instance that it is to begin.
 */
export async function correlate(office: Office, correlation: Correlation): Promise<{ readonly matched: boolean }> {
  return { matched: await (correlation.kind === 'message' ? send(office, correlation) : collect(office, correlation)) };
}

type Sent = Extract<Correlation, { kind: 'message' }>;
type Letter = Omit<Sent, 'kind'>;

/** Whoever waits comes first; then a process that begins with such a message; else it is kept. */
async function send(office: Office, { kind: _kind, ...letter }: Sent): Promise<boolean> {
  for await (const { instance, token } of pages<Subscription>((after) =>
    subscriptionsFor(office.db, letter.message, letter.key, after),
  )) {
    if ((await handOver(office, letter, `${instance}|${token}`)) !== 'declined') return true;
  }
  const process = await messageStartOf(office.db, letter.message);
  const instance = process && (await instanceFor(office.db, process, letter));
  return instance !== undefined && (await handOver(office, letter, beginning(instance))) !== 'declined';
}

async function collect(office: Office, waiting: Extract<Correlation, { kind: 'subscription' }>): Promise<boolean> {
  const { message, key } = waiting;
  const now = new Date();
  for await (const { id, key: ownKey, variables } of pages<Message>((after) =>
    waitingMessages(office.db, message, key, now, after),
  )) {
    const letter = { id, message, key: ownKey, variables };
    const outcome = await handOver(office, letter, `${waiting.instanceId}|${waiting.token}`);
    if (outcome !== 'taken by another') return outcome === 'taken';
  }
  return false;
}

/** Whoever finds the message on offer to another settles that first: the same delivery twice is one. */
async function handOver(
  office: Office,
  letter: Letter,
  wanted: string,
): Promise<'taken' | 'taken by another' | 'declined'> {
  const { db } = office;
  for (;;) {
    const holder = await offerMessage(db, letter.id, wanted);
    if (holder === undefined) return 'taken by another';
    if (await settle(office, letter, holder)) return holder === wanted ? 'taken' : 'taken by another';
    await withdrawOffer(db, letter.id, holder);
    if (holder === wanted) return 'declined';
  }
}

async function settle(office: Office, letter: Letter, holder: string): Promise<boolean> {
  const instance = begunBy(holder);
  if (instance !== undefined) return beginByMessage(office, letter, instance);
  const split = holder.lastIndexOf('|');
  const { id: messageId, message, variables } = letter;
  return office.deliver(holder.slice(0, split), { messageId, token: holder.slice(split + 1), message, variables });
}
