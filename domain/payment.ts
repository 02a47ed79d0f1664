import type { SalesOrder } from './salesOrder.ts';

/** Money that a channel says it has captured. */
export type Payment = {
  readonly reference: string;
  readonly amount: number;
  readonly currency: string;
  readonly payer: string;
  readonly capturedAt?: string;
  /** What the issuer of a card said of the address; absent where no card was used. */
  readonly avs?: 'match' | 'partial' | 'mismatch' | 'unavailable';
  /** Whether the card's holder was authenticated (3-D Secure). */
  readonly threeDs?: 'authenticated' | 'attempted' | 'failed' | 'unavailable';
};

export type PaymentReason = 'amount' | 'currency' | 'payer' | 'reference-missing' | 'reference-used';
export type CardRisk = 'avs' | 'three-ds';

/** What a captured payment was found to be. */
export type PaymentCheck = {
  readonly verdict: 'matched' | 'mismatched';
  readonly reasons: readonly PaymentReason[];
  /** For the risk analyst, whatever else was found. */
  readonly cardRisks: readonly CardRisk[];
  readonly expected: number;
  readonly captured: number;
};

/**
 * Whether what was captured is what was ordered, from whoever ordered, and for nothing else. No tolerance. What the card's
 * issuer did not recognise is a risk.
 */
export function judgePayment(
  order: Pick<SalesOrder, 'amount' | 'currency' | 'buyer'>,
  payment: Payment,
  isReferenceUsed: boolean,
): PaymentCheck {
  const reasons: PaymentReason[] = [
    ...(payment.amount === order.amount ? [] : (['amount'] as const)),
    ...(payment.currency === order.currency ? [] : (['currency'] as const)),
    ...(plainName(payment.payer) === plainName(order.buyer.name) ? [] : (['payer'] as const)),
    ...(payment.reference.trim() === '' ? (['reference-missing'] as const) : []),
    ...(isReferenceUsed ? (['reference-used'] as const) : []),
  ];
  const cardRisks = cardRisksOf(payment);
  const verdict = reasons.length + cardRisks.length === 0 ? 'matched' : 'mismatched';
  return { verdict, reasons, cardRisks, expected: order.amount, captured: payment.amount };
}

const cardRisksOf = ({ avs, threeDs }: Payment): CardRisk[] => [
  ...(avs === 'mismatch' ? (['avs'] as const) : []),
  ...(threeDs === 'failed' ? (['three-ds'] as const) : []),
];

/** Names as people write them differ in case, width, spaces and dots; in nothing else. */
const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\p{P}\p{Z}]/gu, '');

/** How long a payment waits for its order before somebody looks at it: channels report the two apart. */
const ORDER_AWAITED_MS = 3 * 86_400_000;

/** What a captured payment is that no order waits for. */
export type StrayKind = 'order-cancelled' | 'paid-twice' | 'order-unknown';

/** Where the order of a payment stands that nobody has taken. */
export type StrayOrder = { readonly state: string; readonly payment: Pick<Payment, 'reference'> | null };

/**
 * What a payment is that still waits to be taken: `null` when its order will take it, or may yet come; `repeated` when it
 * is the one that the order has already.
 */
export function strayOf(
  payment: Payment,
  order: StrayOrder | undefined,
  waitingMs: number,
): StrayKind | 'repeated' | null {
  if (!order) return waitingMs >= ORDER_AWAITED_MS ? 'order-unknown' : null;
  if (order.payment?.reference === payment.reference) return 'repeated';
  if (order.state === 'cancelled') return 'order-cancelled';
  return order.state === 'received' ? null : 'paid-twice';
}
