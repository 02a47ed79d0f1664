/** Why a shipment came to an early end. */
export type StopReason = 'cancelled' | 'party-blocked' | 'export-barred' | 'documents' | 'lost' | 'damaged' | 'seized';

/** What is known when a shipment stops; the latest that happened says why. */
export function stopReason(known: {
  /** Why the order was cancelled. */
  readonly cancelCause?: unknown;
  readonly chaseOutcome?: unknown;
  /** What the carrier reports. */
  readonly kind?: unknown;
  readonly clearanceResult?: unknown;
  readonly documentNext?: unknown;
  /** Of the consignee, and of whoever else came up: another consignee, a payer, an end user. */
  readonly screenings: readonly unknown[];
}): StopReason {
  const { cancelCause, kind, chaseOutcome, clearanceResult, documentNext, screenings } = known;
  if (typeof cancelCause === 'string') return 'cancelled';
  if (kind === 'lost' || kind === 'damaged' || kind === 'seized') return kind;
  if (chaseOutcome === 'lost') return 'lost';
  if (clearanceResult === 'seized') return 'seized';
  if (documentNext === 'stop') return 'documents';
  return screenings.includes('blocked') ? 'party-blocked' : 'export-barred';
}

/** Whether the goods themselves came to harm: then there is a claim. */
export const isException = (reason: StopReason): reason is 'lost' | 'damaged' | 'seized' =>
  reason === 'lost' || reason === 'damaged' || reason === 'seized';

/** The day in China, "YYYY-MM-DD": customs counts by it. */
export const chinaDay = (at: Date): string => new Date(at.getTime() + CHINA_OFFSET_MS).toISOString().slice(0, 10);
const CHINA_OFFSET_MS = 8 * 3_600_000;
