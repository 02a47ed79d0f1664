import { type FraudFacts, type FraudScore, scoreFraud } from './fraud.ts';
import {
  checkImport,
  type ImportCheck,
  type ImportReason,
  type ImportUse,
  isIdentityNumber,
  isImportRetail,
} from './importLimit.ts';

/** One article of an order. `unitPrice` in minor units of the order's currency. */
export type OrderLine = { readonly sku: string; readonly quantity: number; readonly unitPrice: number };

/**
 * Who ordered. `key` is the salted hash that names the buyer; `keys` are all hashes that the buyer may be known by again:
 * of identity number, mailbox, and name with address.
 */
export type Buyer = {
  readonly name: string;
  readonly country: string;
  readonly address: string;
  readonly email?: string;
  readonly idNumber?: string;
  readonly key: string;
  readonly keys?: readonly string[];
};

/** An order as a channel hands it over. */
export type SalesOrder = {
  readonly channel: string;
  readonly salesOrderNumber: string;
  /** ISO 8601. */
  readonly placedAt: string;
  /** ISO 3166 alpha-2. */
  readonly market: string;
  readonly currency: string;
  readonly amount: number;
  readonly lines: readonly OrderLine[];
  readonly buyer: Buyer;
};

/** Why an order is put before a person or refused. */
export type OrderReason =
  | 'duplicate'
  | 'oversell'
  | 'price-error'
  | 'price-unapproved'
  | 'amount-wrong'
  | 'rate-missing'
  | 'fraud-score'
  | ImportReason;

/** An approved price may be undercut by so much through the channel's own coupons. */
const PRICE_TOLERANCE = 0.05;

/** So many pieces more than can be sold. */
export type Shortage = { readonly sku: string; readonly quantity: number };

/** Everything that intake looks at. */
export type IntakeFacts = {
  readonly order: SalesOrder;
  /** Keys of orders of the same buyer for the same goods, hours before. */
  readonly duplicates: readonly string[];
  /** What the stock of the market would lack if it were asked for now. */
  readonly missing: readonly Shortage[];
  /** Approved prices in the order's currency, by sku. */
  readonly prices: Readonly<Record<string, number>>;
  readonly imports: Pick<ImportUse, 'amountCny' | 'usedCny' | 'unvalued'> & {
    /** Pieces that the buyer has ordered in the last weeks, by sku. */
    readonly bought: Readonly<Record<string, number>>;
  };
  readonly buyerHistory: Pick<FraudFacts, 'amountUsd' | 'ordersLastDay' | 'ordersBefore' | 'badBefore'>;
};

/** What intake found: where the order goes, why, and what it was measured on. */
export type Intake = {
  readonly verdict: 'clear' | 'routed' | 'refused';
  readonly refusals: readonly OrderReason[];
  /** For whoever decides about exceptions. */
  readonly exceptions: readonly OrderReason[];
  /** For the risk analyst. */
  readonly risks: readonly OrderReason[];
  readonly duplicates: readonly string[];
  readonly missing: readonly Shortage[];
  readonly fraud: FraudScore;
  readonly importLimit: ImportCheck | null;
  readonly priceTolerance: number;
};

/** Judges an order that has come in: everything at once, since each check is cheap. */
export function judgeIntake(facts: IntakeFacts): Intake {
  const { order, duplicates, missing } = facts;
  const fraud = scoreFraud(fraudFacts(facts));
  const importLimit = isImportRetail(order.market) ? checkImport(importUse(facts)) : null;
  const refusals = importLimit?.refusals ?? [];
  const exceptions = exceptionsOf(facts);
  const risks: OrderReason[] = [
    ...(duplicates.length > 0 ? (['duplicate'] as const) : []),
    ...(fraud.score >= fraud.threshold ? (['fraud-score'] as const) : []),
    ...(importLimit?.doubts ?? []),
  ];
  const isClear = exceptions.length === 0 && risks.length === 0;
  return {
    verdict: verdictOf(refusals.length > 0, isClear),
    refusals,
    exceptions,
    risks,
    duplicates,
    missing,
    fraud,
    importLimit,
    priceTolerance: PRICE_TOLERANCE,
  };
}

function verdictOf(isRefused: boolean, isClear: boolean): Intake['verdict'] {
  if (isRefused) return 'refused';
  return isClear ? 'clear' : 'routed';
}

function fraudFacts({ order, buyerHistory }: IntakeFacts): FraudFacts {
  const { market, buyer } = order;
  const { country, address, email } = buyer;
  return { ...buyerHistory, market, country, address, email, largestQuantity: largestQuantity(order) };
}

function importUse({ order, imports }: IntakeFacts): ImportUse {
  const { bought, ...use } = imports;
  const pieces = Object.entries(quantities(order.lines)).map(([sku, quantity]) => quantity + (bought[sku] ?? 0));
  const hasIdentity = isIdentityNumber(order.buyer.idNumber ?? '');
  return { ...use, hasIdentity, largestQuantity: Math.max(0, ...pieces) };
}

function exceptionsOf({ order, missing, prices, buyerHistory }: IntakeFacts): OrderReason[] {
  const unapproved = order.lines.some(({ sku }) => prices[sku] === undefined);
  const isWrong = order.lines.some(({ sku, unitPrice }) => isPriceError(unitPrice, prices[sku]));
  return [
    ...(totalOf(order.lines) === order.amount ? [] : (['amount-wrong'] as const)),
    ...(unapproved ? (['price-unapproved'] as const) : []),
    ...(isWrong ? (['price-error'] as const) : []),
    ...(missing.length > 0 ? (['oversell'] as const) : []),
    ...(buyerHistory.amountUsd === undefined ? (['rate-missing'] as const) : []),
  ];
}

/** Below the approved price by more than coupons explain, or above it at all. */
function isPriceError(unitPrice: number, approved: number | undefined): boolean {
  if (approved === undefined) return false;
  return unitPrice > approved || unitPrice < approved * (1 - PRICE_TOLERANCE);
}

/** Pieces by sku: the same article may stand on several lines. */
export function quantities(lines: readonly OrderLine[]): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { sku, quantity } of lines) found[sku] = (found[sku] ?? 0) + quantity;
  return found;
}

const totalOf = (lines: readonly OrderLine[]): number =>
  lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);

/** What limits are measured on: an amount that says less than its lines do is not believed. */
export const worthOf = ({ amount, lines }: Pick<SalesOrder, 'amount' | 'lines'>): number =>
  Math.max(amount, totalOf(lines));

const largestQuantity = ({ lines }: SalesOrder): number => Math.max(0, ...Object.values(quantities(lines)));

/** Pieces of an order, whatever the article. */
export const quantityOf = ({ lines }: Pick<SalesOrder, 'lines'>): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0);

/** Why an order is cancelled. */
export const cancelCauses = [
  'buyer-request',
  'unpaid',
  'out-of-stock',
  'price-error',
  'listing-error',
  'risk',
  'import-limit',
  'sanctions',
  'payment-refused',
  'undelivered',
  'shipment-stopped',
] as const;
export type CancelCause = (typeof cancelCauses)[number];

/** Whether it was our own doing: then a lead agrees, and the platform counts it against us. */
export const isSellerCaused = (cause: CancelCause): boolean => ours.has(cause);

const ours: ReadonlySet<CancelCause> = new Set(['out-of-stock', 'price-error', 'listing-error', 'shipment-stopped']);

/** The cause that was given; else what the order stands at says it. */
export function cancelCauseOf(
  given: unknown,
  stands: { readonly isRefused: boolean; readonly riskDecision: unknown; readonly isPaid: boolean },
): CancelCause {
  const known = cancelCauses.find((cause) => cause === given);
  if (known) return known;
  if (stands.isRefused) return 'import-limit';
  if (stands.riskDecision === 'cancel') return 'risk';
  return stands.isPaid ? 'payment-refused' : 'unpaid';
}

/** Why an order ends whose shipment has ended early, by what the shipment says. */
export function stopCause(stopReason: string): CancelCause {
  if (stopReason === 'party-blocked') return 'sanctions';
  const isLost = ['lost', 'damaged', 'seized'].includes(stopReason);
  return isLost ? 'undelivered' : 'shipment-stopped';
}
