import type { Event } from '../engine/bpmn/instance.ts';
import type { Cancel, Complete, Delivery, Envelope, Retry, Return, SignOff, Transfer } from './messages.ts';

type Timeless<E> = E extends Event ? Omit<E, 'at'> : never;

/** What a message asks for; the moment it counts from is the shell's to say. */
export type Wish = Timeless<Event>;

export const claim = ({ token, actor }: Envelope): Wish => ({ kind: 'taskClaimed', token, ...actor });

export const unclaim = ({ token, actor }: Envelope): Wish => ({ kind: 'taskUnclaimed', token, ...actor });

export const complete = ({ token, actor, variables, comment }: Complete) =>
  ({ kind: 'taskCompleted', token, variables, ...said(comment), ...actor }) as const satisfies Wish;

export const signOff = ({ verdict, ...rest }: SignOff): Wish => ({ ...complete(rest), verdict });

export const giveBack = ({ token, actor, to, reason }: Return): Wish => ({
  kind: 'taskReturned',
  token,
  to,
  reason,
  ...actor,
});

export const transfer = ({ token, actor, to, reason }: Transfer): Wish => ({
  kind: 'taskTransferred',
  token,
  to,
  ...(reason === undefined ? {} : { reason }),
  ...actor,
});

export const retry = ({ token, actor, variables }: Retry): Wish => ({
  kind: 'incidentRetried',
  token,
  ...(variables === undefined ? {} : { variables }),
  ...actor,
});

export const cancel = ({ actor, reason }: Cancel): Wish => ({ kind: 'cancelled', reason, ...actor });

export const deliver = ({ token, message, messageId, variables }: Delivery): Wish => ({
  kind: 'messageDelivered',
  token,
  message,
  messageId,
  variables,
});

const said = (comment: string | undefined) => (comment === undefined ? {} : { comment });
