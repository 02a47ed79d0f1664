import { salesMarket } from './market.ts';

/** Whose authority a refund needs, from the least (POL-01#16.3). */
export const refundTiers = ['agent', 'lead', 'manager', 'finance', 'general-manager'] as const;
export type RefundTier = (typeof refundTiers)[number];

/** What an agent may give back on their own authority, in US cents (POL-01#16.3). */
export const AGENT_LIMIT_USD = 3_000;
/** What one agent may give back in a day on their own authority, in US cents. Above it the lead decides. */
const AGENT_DAILY_CAP_USD = 15_000;
/** So many refunds of one customer within the window are no coincidence. */
const CUSTOMER_REFUND_LIMIT = 3;
export const CUSTOMER_WINDOW_DAYS = 30;
/** So many refunds of one article in a day are a fault of the article. */
const SAME_SKU_LIMIT = 10;

/** What the ledger of refunds says at the moment of the request. Amounts in US cents, this refund left out. */
export type RefundLedger = {
  /** Undefined: no rate for the currency, and nobody has valued it. */
  readonly amountUsd: number | undefined;
  /** Asked for or given back before for the same order: whoever splits a refund gains no authority by it. */
  readonly orderUsd: number;
  /** Approved today on the agent's own authority. */
  readonly agentTodayUsd: number;
  /** Refunds of the same customer within the window. */
  readonly customerRefunds: number;
  /** Refunds today of whichever article of this one was refunded most. */
  readonly sameSkuToday: number;
  /** Would give back, with what refunds and chargebacks gave back before, more than was paid for the order. */
  readonly isAbovePayment: boolean;
  /** In another currency than was paid in, or after one that was: nobody can tell what is left of the payment. */
  readonly isOtherCurrency: boolean;
  /** Somebody answers for asking; a refund that nobody asked for is on nobody's own authority. */
  readonly hasHandler: boolean;
};

/** A refund measured, with the limits that it was measured on. */
export type RefundCheck = {
  readonly verdict: 'measured' | 'unvalued';
  readonly reasons: readonly RefundReason[];
  readonly amountUsd: number | null;
  readonly orderUsd: number;
  readonly agentTodayUsd: number;
  readonly agentDailyCapUsd: number;
  readonly customerRefunds: number;
  readonly customerRefundLimit: number;
  readonly customerWindowDays: number;
  readonly sameSkuToday: number;
  readonly sameSkuLimit: number;
};

/** In the order in which they are shown. */
const refundReasons = [
  'rate-missing',
  'above-payment',
  'other-currency',
  'agent-daily-cap',
  'customer-velocity',
  'same-sku',
  'handler-unknown',
] as const;
/** Why a refund goes to somebody higher than its amount alone would take it. */
type RefundReason = (typeof refundReasons)[number];

const holds: Readonly<Record<RefundReason, (given: RefundLedger) => boolean>> = {
  'rate-missing': ({ amountUsd }) => amountUsd === undefined,
  'above-payment': ({ isAbovePayment }) => isAbovePayment,
  'other-currency': ({ isOtherCurrency }) => isOtherCurrency,
  'agent-daily-cap': ({ agentTodayUsd, amountUsd = 0 }) => agentTodayUsd + amountUsd > AGENT_DAILY_CAP_USD,
  'customer-velocity': ({ customerRefunds }) => customerRefunds + 1 > CUSTOMER_REFUND_LIMIT,
  'same-sku': ({ sameSkuToday }) => sameSkuToday + 1 >= SAME_SKU_LIMIT,
  'handler-unknown': ({ hasHandler }) => !hasHandler,
};

/** Measures a refund against the day's cap, the customer's and the article's past; which tier follows is the table's to say. */
export function measureRefund(given: RefundLedger): RefundCheck {
  const { amountUsd, orderUsd, agentTodayUsd, customerRefunds, sameSkuToday } = given;
  return {
    verdict: amountUsd === undefined ? 'unvalued' : 'measured',
    reasons: refundReasons.filter((reason) => holds[reason](given)),
    amountUsd: amountUsd ?? null,
    orderUsd,
    agentTodayUsd,
    agentDailyCapUsd: AGENT_DAILY_CAP_USD,
    customerRefunds,
    customerRefundLimit: CUSTOMER_REFUND_LIMIT,
    customerWindowDays: CUSTOMER_WINDOW_DAYS,
    sameSkuToday,
    sameSkuLimit: SAME_SKU_LIMIT,
  };
}

export type RefundVerdict = 'approved' | 'rejected';

/** What the people whom a tier asks have decided, by the node's result; absent when they were not asked. */
export type RefundDecisions = {
  readonly leadDecision?: RefundVerdict;
  readonly managerDecision?: RefundVerdict;
  readonly financeDecision?: RefundVerdict;
  readonly gmDecision?: RefundVerdict;
  readonly qualityDecision?: RefundVerdict;
};

/** Whose agreement each tier needs: that of all of them. */
const asked: Readonly<Record<RefundTier, readonly (keyof RefundDecisions)[]>> = {
  agent: [],
  lead: ['leadDecision'],
  manager: ['managerDecision'],
  finance: ['managerDecision', 'financeDecision'],
  'general-manager': ['gmDecision', 'qualityDecision'],
};

/** A refund is approved when everybody whom its tier asks has agreed; nobody is asked within the agent's own authority. */
export function refundVerdict(tier: RefundTier, decisions: RefundDecisions): RefundVerdict {
  return asked[tier].every((name) => decisions[name] === 'approved') ? 'approved' : 'rejected';
}

const DAY_MS = 86_400_000;
/** A refund is paid within three days of the decision (POL-01#16.3). */
const PAY_DAYS = 3;
/** In the European Union within fourteen days of the withdrawal (Directive 2011/83/EU art. 13(1)). */
const EU_WITHDRAWAL_DAYS = 14;

/** By when an approved refund is paid, in ISO 8601: whichever comes first. */
export function payRefundBy(
  decidedAt: string,
  { market = '', withdrawnAt }: { readonly market?: string | undefined; readonly withdrawnAt?: string | undefined },
): string {
  const usual = Date.parse(decidedAt) + PAY_DAYS * DAY_MS;
  const isEu = salesMarket(market) === 'EU' && withdrawnAt !== undefined;
  const byLaw = isEu ? Date.parse(withdrawnAt) + EU_WITHDRAWAL_DAYS * DAY_MS : Number.NaN;
  return new Date(Number.isNaN(byLaw) ? usual : Math.min(usual, byLaw)).toISOString();
}

export type ExecutionReason = 'amount' | 'instrument' | 'reference-used' | 'payment-unknown';

/** What a refund that was carried out is held against. Amounts in minor units of the order's currency. */
export type Execution = {
  readonly approvedAmount: number;
  readonly refundedAmount: number;
  /** Reference of the payment that the customer made; absent when it is not on file. */
  readonly paymentReference?: string | undefined;
  /** Reference of the payment that was refunded. */
  readonly instrumentReference: string;
  /** Another refund has this reference already. */
  readonly isReferenceUsed: boolean;
};

/** A refund as it was carried out: as approved, not as approved, or nothing to hold it against. */
export type ExecutionCheck = {
  readonly verdict: 'matched' | 'refused' | 'unknown';
  readonly reasons: readonly ExecutionReason[];
  readonly approvedAmount: number;
  readonly refundedAmount: number;
};

/** A refund goes back to the instrument that was paid with, to no other, and by the approved amount (POL-01#10.9). */
export function judgeExecution(given: Execution): ExecutionCheck {
  const { approvedAmount, refundedAmount, paymentReference = '', instrumentReference } = given;
  const isOther = paymentReference !== '' && paymentReference.trim() !== instrumentReference.trim();
  const faults: ExecutionReason[] = [
    ...(approvedAmount === refundedAmount ? [] : (['amount'] as const)),
    ...(isOther ? (['instrument'] as const) : []),
    ...(given.isReferenceUsed ? (['reference-used'] as const) : []),
  ];
  const figures = { approvedAmount, refundedAmount };
  if (faults.length > 0) return { verdict: 'refused', reasons: faults, ...figures };
  if (paymentReference === '') return { verdict: 'unknown', reasons: ['payment-unknown'], ...figures };
  return { verdict: 'matched', reasons: [], ...figures };
}

/** A replacement worth more than this, in US cents, needs the lead; so does one whose worth nobody knows (POL-01#16.3). */
export const REPLACEMENT_LEAD_USD = 5_000;

/** Whether somebody above the agent decides about a replacement: for its worth, or since there is none in stock. */
export function replacementNeedsLead(amountUsd: number | undefined, inStock: number): boolean {
  return amountUsd === undefined || amountUsd > REPLACEMENT_LEAD_USD || inStock < 1;
}
