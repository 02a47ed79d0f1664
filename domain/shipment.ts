import { type DeclarationProblem, type DeclaredLine, type Direction } from './customs.ts';

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
  readonly screening?: unknown;
}): StopReason {
  const { cancelCause, kind, chaseOutcome, clearanceResult, documentNext, screening } = known;
  if (typeof cancelCause === 'string') return 'cancelled';
  if (kind === 'lost' || kind === 'damaged' || kind === 'seized') return kind;
  if (chaseOutcome === 'lost') return 'lost';
  if (clearanceResult === 'seized') return 'seized';
  if (documentNext === 'stop') return 'documents';
  return screening === 'blocked' ? 'party-blocked' : 'export-barred';
}

/** Whether the goods themselves came to harm: then there is a claim. */
export const isException = (reason: StopReason): reason is 'lost' | 'damaged' | 'seized' =>
  reason === 'lost' || reason === 'damaged' || reason === 'seized';

/** The strictest control of all that is declared; what comes in is not controlled on its way out. */
export function strictestControl(lines: readonly DeclaredLine[], direction: Direction): DeclaredLine['exportControl'] {
  if (direction === 'import') return 'free';
  const controls = lines.map(({ exportControl }) => exportControl);
  if (controls.includes('prohibited')) return 'prohibited';
  return controls.every((it) => it === 'free') ? 'free' : 'licensed';
}

/** Another ruling than before stands when a reason is given: the second declarer judges it. */
export const unexplained = (problems: readonly DeclarationProblem[], reason: string | undefined) =>
  reason === undefined ? problems : problems.filter(({ fault }) => fault !== 'ruling');

/** The day in China, "YYYY-MM-DD": customs counts by it. */
export const chinaDay = (at: Date): string => new Date(at.getTime() + CHINA_OFFSET_MS).toISOString().slice(0, 10);
const CHINA_OFFSET_MS = 8 * 3_600_000;
