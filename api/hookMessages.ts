import { createHash, createHmac } from 'node:crypto';
import type {
  HookKind,
  LogisticsPayload,
  OrderPayload,
  PaymentPayload,
  ReturnPayload,
} from '../contract/hookPayloads.ts';
import type { Outside } from './outside.ts';

const TICKET_DIGITS = 12;

type Payloads = {
  readonly order: OrderPayload;
  readonly payment: PaymentPayload;
  readonly logistics: LogisticsPayload;
  readonly return: ReturnPayload;
};

/** What makes the messages: the id they are made of, and the salt that hides who bought. */
export type Making = { readonly id: string; readonly salt: string };

type Orders = Pick<OrderPayload, 'channel' | 'salesOrderNumber'>;

/** An order's key, the same everywhere. */
export const orderKeyOf = ({ channel, salesOrderNumber }: Orders) => `${channel}-${salesOrderNumber}`;

/** The messages that come of what a source of each kind sends. */
const makers: { readonly [K in HookKind]: (payload: Payloads[K], making: Making) => readonly Outside[] } = {
  order: orderMessages,
  payment: (payload, { id }) => [paymentMessage(payload, id)],
  logistics: (payload, { id }) => [logisticsMessage(payload, id)],
  return: (payload, { id }) => [returnMessage(payload, id)],
};

export function messagesOf<K extends HookKind>(kind: K, payload: Payloads[K], making: Making): readonly Outside[] {
  return makers[kind](payload, making);
}

/** An order that was paid at once is an order and a payment. */
export function orderMessages({ payment, ...order }: OrderPayload, { id, salt }: Making): readonly Outside[] {
  const key = orderKeyOf(order);
  const keys = buyerKeys(order.buyer, salt);
  const buyer = { ...order.buyer, key: keys[0], keys };
  const placed = { id, name: 'order-placed', key, variables: { ...order, buyer } };
  if (payment === undefined) return [placed];
  return [placed, { id: `${id}/payment`, name: 'payment-captured', key, variables: { payment } }];
}

export function paymentMessage(payload: PaymentPayload, id: string): Outside {
  const key = orderKeyOf(payload);
  if (payload.event === 'captured') {
    const { event: _event, channel: _channel, salesOrderNumber: _number, ...payment } = payload;
    return { id, name: 'payment-captured', key, variables: { payment } };
  }
  const { event: _event, reference: paymentReference, ...dispute } = payload;
  const variables = { ...dispute, paymentReference, orderKey: key };
  return { id, name: 'chargeback-opened', key: dispute.disputeId, variables };
}

function logisticsMessage(payload: LogisticsPayload, id: string): Outside {
  const key = orderKeyOf(payload);
  switch (payload.event) {
    case 'data': {
      const { orderNumber, consignee, amount, currency, trackingNumber, weight } = payload;
      const variables = { orderNumber, consignee, amount, currency, trackingNumber, weight };
      return { id, name: 'logistics-data', key, variables };
    }
    case 'delivered': {
      const { trackingNumber, deliveredAt, place = null } = payload;
      return { id, name: 'delivery-scanned', key, variables: { delivery: { trackingNumber, deliveredAt, place } } };
    }
    case 'exception': {
      const { kind, trackingNumber, at, note } = payload;
      return { id, name: 'parcel-exception', key, variables: { kind, trackingNumber, at, note } };
    }
    default:
      return payload satisfies never;
  }
}

/** Goes to the window of the order while that is open, else it is a ticket of its own. */
function returnMessage(payload: ReturnPayload, id: string): Outside {
  const { channel, salesOrderNumber, lines, reason, note, requestedAt } = payload;
  const orderKey = orderKeyOf(payload);
  const ticketNumber = `RT-${createHash('sha256').update(id).digest('hex').slice(0, TICKET_DIGITS).toUpperCase()}`;
  const returnRequest = { lines, reason, note, requestedAt };
  const variables = {
    ticketNumber,
    source: 'return',
    orderKey,
    channel,
    salesOrderNumber,
    ticketText: note,
    returnRequest,
  };
  return { id, name: 'return-requested', key: orderKey, variables };
}

/**
 * Who bought, so that the same buyer is counted and nobody is named: by identity number, mailbox, name with address of
 * house. The first that is known names the buyer; by the others the same buyer is known again.
 */
function buyerKeys({ idNumber, email, name, country, address }: OrderPayload['buyer'], salt: string) {
  const known = [
    ...(idNumber === undefined ? [] : [bare(idNumber)]),
    ...(email === undefined ? [] : [mailbox(email)]),
    [name, country, address].map(bare).join('\n'),
  ];
  return known.map((text) => createHmac('sha256', salt).update(text).digest('hex'));
}

/** Letters and digits alone: how somebody sets dots, gaps and capitals tells nobody apart. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** What stands behind a plus sign leads to the same mailbox. */
const mailbox = (email: string): string =>
  email
    .normalize('NFKC')
    .toLowerCase()
    .trim()
    .replace(/\+[^@]*@/, '@');
