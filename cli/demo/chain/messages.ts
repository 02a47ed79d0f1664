import { randomInt } from 'node:crypto';

const CHANNEL = 'amazon.de';
const NUMBERS = 100_000_000;
/** Euro cents. */
const UNIT_PRICE = 7_900;
const QUANTITY = 3;
const PARCEL_GRAMS = 2_150;
export const SKU = 'CL-1000';

/**
 * A namesake of somebody on a list: whoever screens must look closer. Every sale is to another of that name, since who
 * was once released is not held again.
 */
const NAME = 'Balthasar Quillfeder';
const buyerOf = ({ number }: Sale) => ({
  name: NAME,
  country: 'DE',
  address: `Lindenweg ${number.slice(-4)}, 20457 Hamburg`,
  email: `${number.toLowerCase()}@kunde.example`,
});

/** One sale: its order, and what systems outside tell of it. */
export type Sale = {
  readonly key: string;
  readonly channel: string;
  readonly number: string;
  readonly tracking: string;
};

/** A sale under a number of its own. */
export function newSale(): Sale {
  const digits = String(randomInt(NUMBERS)).padStart(8, '0');
  const number = `DE${digits}`;
  return { key: `${CHANNEL}-${number}`, channel: CHANNEL, number, tracking: `LJ${digits}CN` };
}

const now = (): string => new Date().toISOString();
const ofOrder = ({ channel, number }: Sale) => ({ channel, salesOrderNumber: number });
const ofParcel = (sale: Sale) => ({ ...ofOrder(sale), trackingNumber: sale.tracking });
const AMOUNT = QUANTITY * UNIT_PRICE;

export const orderOf = (sale: Sale) => ({
  ...ofOrder(sale),
  placedAt: now(),
  market: 'DE',
  currency: 'EUR',
  amount: AMOUNT,
  lines: [{ sku: SKU, quantity: QUANTITY, unitPrice: UNIT_PRICE }],
  buyer: buyerOf(sale),
});

export const paymentOf = (sale: Sale) => ({
  ...ofOrder(sale),
  event: 'captured',
  reference: `PAY-${sale.number}`,
  amount: AMOUNT,
  currency: 'EUR',
  payer: NAME,
  capturedAt: now(),
});

/** What the carrier's document says; its first one has another amount than the order. */
export const documentOf = (sale: Sale, isRight: boolean) => ({
  ...ofParcel(sale),
  event: 'data',
  orderNumber: sale.number,
  consignee: NAME,
  amount: isRight ? AMOUNT : AMOUNT - UNIT_PRICE,
  currency: 'EUR',
  weight: PARCEL_GRAMS,
});

export const deliveryOf = (sale: Sale) => ({
  ...ofParcel(sale),
  event: 'delivered',
  deliveredAt: now(),
  place: 'Hamburg',
});

export const returnOf = (sale: Sale) => ({
  ...ofOrder(sale),
  lines: [{ sku: SKU, quantity: 1 }],
  reason: 'defective',
  note: 'Eine Laterne lädt nicht.',
  requestedAt: now(),
});

export const refundOf = { currency: 'EUR', refundAmount: UNIT_PRICE, returnQuantity: 1 };

/** What a consumer writes on the public form. */
export const complaint = {
  category: 'service',
  text: 'Auf zwei Anfragen zur Bedienungsanleitung kam keine Antwort.',
  contactName: 'Clara Muster',
  contact: 'clara@kunde.example',
  locale: 'en',
} as const;
