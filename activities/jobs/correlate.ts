import type { Variables } from '../../engine/bpmn/instance.ts';
import type { Db } from '../../store/db.ts';
import { offerMessage, subscriptionsFor, waitingMessages, withdrawOffer } from '../../store/messages.ts';

/** What is to be brought together: a message that was sent, or a subscription that has begun. */
export type Correlation =
  | {
      readonly kind: 'message';
      readonly id: string;
      readonly message: string;
      readonly key: string;
      readonly variables: Variables;
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

/**
 * The subscriptions in Postgres are hints: the instance says whether it takes the message, and the record of its step
 * closes the message. A message is on offer to one subscriber at a time, so of many who wait one takes it.
 */
export async function correlate(
  db: Db,
  deliver: Deliver,
  correlation: Correlation,
): Promise<{ readonly matched: boolean }> {
  const office = { db, deliver };
  return { matched: await (correlation.kind === 'message' ? send(office, correlation) : collect(office, correlation)) };
}

type Office = { readonly db: Db; readonly deliver: Deliver };
type Letter = { readonly id: string; readonly message: string; readonly variables: Variables };
type Subscriber = { readonly instanceId: string; readonly token: string };

async function send(office: Office, sent: Extract<Correlation, { kind: 'message' }>): Promise<boolean> {
  for (const { instance: instanceId, token } of await subscriptionsFor(office.db, sent.message, sent.key)) {
    if ((await handOver(office, sent, { instanceId, token })) !== 'declined') return true;
  }
  return false;
}

async function collect(office: Office, waiting: Extract<Correlation, { kind: 'subscription' }>): Promise<boolean> {
  const { message, key } = waiting;
  for (const { id, variables } of await waitingMessages(office.db, message, key, new Date())) {
    const outcome = await handOver(office, { id, message, variables }, waiting);
    if (outcome !== 'taken by another') return outcome === 'taken';
  }
  return false;
}

/** Whoever finds the message on offer to another settles that first: the same delivery twice is one. */
async function handOver(
  { db, deliver }: Office,
  { id, message, variables }: Letter,
  { instanceId, token }: Subscriber,
): Promise<'taken' | 'taken by another' | 'declined'> {
  const wanted = `${instanceId}|${token}`;
  for (;;) {
    const holder = await offerMessage(db, id, wanted);
    if (holder === undefined) return 'taken by another';
    const split = holder.lastIndexOf('|');
    const delivery = { messageId: id, token: holder.slice(split + 1), message, variables };
    const isTaken = await deliver(holder.slice(0, split), delivery);
    if (isTaken) return holder === wanted ? 'taken' : 'taken by another';
    await withdrawOffer(db, id, holder);
    if (holder === wanted) return 'declined';
  }
}
