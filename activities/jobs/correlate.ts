import type { Variables } from '../../engine/bpmn/instance.ts';
import type { Db } from '../../store/db.ts';
import { subscriptionsFor, waitingMessages } from '../../store/messages.ts';

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
 * closes the message.
 */
export async function correlate(
  db: Db,
  deliver: Deliver,
  correlation: Correlation,
): Promise<{ readonly matched: boolean }> {
  return {
    matched: await (correlation.kind === 'message'
      ? send(db, deliver, correlation)
      : collect(db, deliver, correlation)),
  };
}

type Sent = Extract<Correlation, { kind: 'message' }>;
type Waiting = Extract<Correlation, { kind: 'subscription' }>;

async function send(db: Db, deliver: Deliver, { id, message, key, variables }: Sent): Promise<boolean> {
  for (const { instance: instanceId, token } of await subscriptionsFor(db, message, key)) {
    if (await deliver(instanceId, { messageId: id, token, message, variables })) return true;
  }
  return false;
}

async function collect(db: Db, deliver: Deliver, { instanceId, token, message, key }: Waiting): Promise<boolean> {
  for (const { id, variables } of await waitingMessages(db, message, key, new Date())) {
    // Not taken: the instance waits no longer, so the other messages need not be offered.
    return deliver(instanceId, { messageId: id, token, message, variables });
  }
  return false;
}
