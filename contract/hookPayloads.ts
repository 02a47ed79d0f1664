import { z } from 'zod';

/*
 * What systems outside tell us, by the kind of their source. Money is integer minor units with an ISO 4217 code, moments are
 * ISO 8601. Unknown fields are refused: a misspelt one would be lost without a word.
 */

const LINES_MAX = 200;
const QUANTITY_MAX = 1_000_000;
const AMOUNT_MAX = 1_000_000_000_000;

/** What one kind of system sends. */
export const hookKinds = ['order', 'payment', 'logistics', 'return'] as const;
export type HookKind = (typeof hookKinds)[number];

const Text = z.string().trim().min(1).max(200);
const Note = z.string().trim().max(2_000);
const At = z.iso.datetime({ offset: true });
const Country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .meta({ description: 'ISO 3166 alpha-2' });
const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ description: 'ISO 4217' });
const Amount = z.int().min(0).max(AMOUNT_MAX).meta({ description: 'Minor units' });
const Quantity = z.int().min(1).max(QUANTITY_MAX);
const Sku = z.string().regex(/^[\w.-]{1,80}$/);

/** Where an order was placed and its number there: together they are its key everywhere, "<channel>-<number>". */
const orderKey = {
  channel: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._]{0,39}$/),
  salesOrderNumber: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/),
};

const Payment = z.strictObject({
  reference: Text,
  amount: Amount,
  currency: Currency,
  payer: Text,
  capturedAt: At,
  avs: z
    .enum(['match', 'partial', 'mismatch', 'unavailable'])
    .exactOptional()
    .meta({ description: 'Of a card: whether its issuer knows the address' }),
  threeDs: z
    .enum(['authenticated', 'attempted', 'failed', 'unavailable'])
    .exactOptional()
    .meta({ description: 'Of a card: whether its holder was authenticated (3-D Secure)' }),
});

const Order = z
  .strictObject({
    ...orderKey,
    placedAt: At,
    market: Country,
    currency: Currency,
    amount: Amount,
    lines: z
      .array(z.strictObject({ sku: Sku, quantity: Quantity, unitPrice: Amount }))
      .min(1)
      .max(LINES_MAX),
    buyer: z.strictObject({
      name: Text,
      country: Country,
      address: z.string().trim().min(1).max(500),
      email: z.email().max(254).exactOptional(),
      idNumber: z.string().trim().min(4).max(40).exactOptional(),
    }),
    payment: Payment.exactOptional().meta({ description: 'When it was captured already' }),
  })
  .meta({ id: 'HookOrder', description: 'An order was placed' });
export type OrderPayload = z.infer<typeof Order>;

const PaymentEvent = z
  .discriminatedUnion('event', [
    z.strictObject({ event: z.literal('captured'), ...orderKey, ...Payment.shape }),
    z.strictObject({
      event: z.literal('chargeback'),
      ...orderKey,
      disputeId: z.string().regex(/^[\w.-]{1,80}$/),
      reference: Text,
      amount: Amount,
      currency: Currency,
      reasonCode: z.string().regex(/^[\w.-]{1,40}$/),
      openedAt: At,
      respondBy: At,
    }),
  ])
  .meta({ id: 'HookPayment', description: 'A payment was captured, or a chargeback opened' });
export type PaymentPayload = z.infer<typeof PaymentEvent>;

const tracked = { ...orderKey, trackingNumber: Text };

const LogisticsEvent = z
  .discriminatedUnion('event', [
    z.strictObject({
      event: z.literal('data'),
      ...tracked,
      orderNumber: Text.meta({ description: 'As the carrier’s document has it' }),
      consignee: Text,
      amount: Amount,
      currency: Currency,
      weight: z.int().min(1).max(QUANTITY_MAX).meta({ description: 'Grams' }),
    }),
    z.strictObject({ event: z.literal('delivered'), ...tracked, deliveredAt: At, place: Text.exactOptional() }),
    z.strictObject({
      event: z.literal('exception'),
      ...tracked,
      kind: z.enum(['lost', 'damaged', 'seized']),
      at: At,
      note: Note.default(''),
    }),
  ])
  .meta({
    id: 'HookLogistics',
    description: 'A logistics document, a delivery, or a parcel that is lost, damaged or seized',
  });
export type LogisticsPayload = z.infer<typeof LogisticsEvent>;

const Return = z
  .strictObject({
    ...orderKey,
    lines: z
      .array(z.strictObject({ sku: Sku, quantity: Quantity }))
      .min(1)
      .max(LINES_MAX),
    reason: z.enum(['withdrawal', 'defective', 'wrong-item', 'damaged', 'other']),
    note: Note.default(''),
    requestedAt: At,
  })
  .meta({ id: 'HookReturn', description: 'A customer wants to send something back' });
export type ReturnPayload = z.infer<typeof Return>;

/** The schema of what each kind of source sends. */
export const hookPayloads = {
  order: Order,
  payment: PaymentEvent,
  logistics: LogisticsEvent,
  return: Return,
} as const satisfies Record<HookKind, z.ZodType>;
