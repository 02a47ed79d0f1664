const DAY_MS = 86_400_000;
const EVIDENCE_DAYS = 2;
const FILING_DAYS = 5;
/** Schemes give 7 to 21 days; whatever this one gives, the shortest is treated as its limit. */
const LIMIT_DAYS = 7;

/** When a dispute's steps are due, in ISO 8601; calendar days from the day it was opened. */
export type ChargebackClock = {
  readonly openedAt: string;
  readonly evidenceBy: string;
  readonly fileBy: string;
  readonly lostAfter: string;
};

/**
 * The clock of a dispute: evidence on the second day, filed on the fifth, lost after the seventh. Where the scheme gives
 * less, its own last moment comes first.
 */
export function chargebackClock(openedAt: string, respondBy?: string): ChargebackClock {
  const at = momentOf(openedAt);
  const limit = respondBy === undefined ? Number.POSITIVE_INFINITY : momentOf(respondBy);
  const after = (days: number): string => new Date(Math.min(at + days * DAY_MS, limit)).toISOString();
  return {
    openedAt: after(0),
    evidenceBy: after(EVIDENCE_DAYS),
    fileBy: after(FILING_DAYS),
    lostAfter: after(LIMIT_DAYS),
  };
}

function momentOf(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Error(`"${text}" is no moment`);
  return at;
}

/** How a dispute ends. What it took stays with the customer unless it was won or withdrawn. */
export const chargebackEnds = ['conceded', 'lapsed', 'won', 'lost', 'withdrawn'] as const;
export type ChargebackEnd = (typeof chargebackEnds)[number];

/** What a dispute is about. */
export const disputeCategories = [
  'fraud',
  'not-received',
  'not-as-described',
  'credit-not-processed',
  'cancelled',
  'duplicate',
] as const;
export type DisputeCategory = (typeof disputeCategories)[number];

/** Reason codes of the card schemes and of payment services, without letters' case. */
const codes: Readonly<Record<string, DisputeCategory>> = {
  '10.4': 'fraud',
  '10.5': 'fraud',
  '4837': 'fraud',
  '4863': 'fraud',
  f29: 'fraud',
  fraudulent: 'fraud',
  '13.1': 'not-received',
  '4855': 'not-received',
  c08: 'not-received',
  product_not_received: 'not-received',
  '13.3': 'not-as-described',
  '4853': 'not-as-described',
  c31: 'not-as-described',
  product_unacceptable: 'not-as-described',
  '13.6': 'credit-not-processed',
  c02: 'credit-not-processed',
  credit_not_processed: 'credit-not-processed',
  '13.7': 'cancelled',
  c28: 'cancelled',
  subscription_canceled: 'cancelled',
  '12.6': 'duplicate',
  '4834': 'duplicate',
  p08: 'duplicate',
  duplicate: 'duplicate',
};

/** What a reason code means; undefined when it is not known here: then a person says. */
export function categoryOf(reasonCode: string): DisputeCategory | undefined {
  const code = reasonCode.trim().toLowerCase();
  return Object.hasOwn(codes, code) ? codes[code] : undefined;
}

/** What can be put before the bank. */
export const evidenceKinds = [
  'order-record',
  'payment-authentication',
  'device-record',
  'delivery-proof',
  'product-description',
  'photos',
  'customer-communication',
  'return-policy',
  'refund-record',
  'second-order-record',
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** What a pack must hold, by what the dispute is about. */
const packs: Readonly<Record<DisputeCategory, readonly EvidenceKind[]>> = {
  fraud: ['order-record', 'payment-authentication', 'device-record', 'delivery-proof'],
  'not-received': ['order-record', 'delivery-proof', 'customer-communication'],
  'not-as-described': ['order-record', 'product-description', 'photos', 'customer-communication'],
  'credit-not-processed': ['order-record', 'refund-record', 'return-policy'],
  cancelled: ['order-record', 'return-policy', 'customer-communication', 'delivery-proof'],
  duplicate: ['order-record', 'second-order-record'],
};

export const packOf = (category: DisputeCategory): readonly EvidenceKind[] => packs[category];

/** A pack measured on what its category asks for. */
export type PackCheck = {
  readonly verdict: 'complete' | 'explained' | 'incomplete';
  readonly required: readonly EvidenceKind[];
  readonly missing: readonly EvidenceKind[];
};

/** A pack is filed when nothing is missing, or when it is written down why something is. */
export function judgePack(
  category: DisputeCategory,
  given: readonly { readonly kind: EvidenceKind }[],
  missingReason?: string,
): PackCheck {
  const required = packOf(category);
  const missing = required.filter((kind) => !given.some((it) => it.kind === kind));
  if (missing.length === 0) return { verdict: 'complete', required, missing };
  const isExplained = (missingReason ?? '').trim() !== '';
  return { verdict: isExplained ? 'explained' : 'incomplete', required, missing };
}

/** What may be conceded without the lead, in US cents. */
export const CONCESSION_LEAD_USD = 20_000;

/** Whether giving a dispute up needs the lead: above the limit, or when nobody knows what it is worth. */
export function concessionNeedsLead(amountUsd: number | undefined): boolean {
  return amountUsd === undefined || amountUsd > CONCESSION_LEAD_USD;
}
