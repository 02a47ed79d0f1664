import { Refusal } from './refusal.ts';

/** From slight to grave (POL-01#18.1). */
export const violationClasses = ['slight', 'ordinary', 'considerable', 'severe', 'grave'] as const;
export type ViolationClass = (typeof violationClasses)[number];

/** The only measures there are (POL-01#7.3). What takes money as a punishment is not among them and cannot be written. */
export const measures = [
  'no-measure',
  'reminder-talk',
  'retraining',
  'written-warning',
  'severe-warning',
  'permission-suspension',
  'permission-reduction',
  'performance-effect',
  'award-exclusion',
  'post-change',
  'loss-compensation',
  'dismissal',
  'referral',
] as const;
export type Measure = (typeof measures)[number];

/** All that remains when the person could not know the clause (POL-01#18.2). */
export const educational: readonly Measure[] = ['no-measure', 'reminder-talk', 'retraining'];

export const mitigating = ['self-report', 'repair', 'minor-loss'] as const;
export type Mitigating = (typeof mitigating)[number];
export const aggravating = ['intent', 'concealment', 'retaliation', 'customer-harm'] as const;
export type Aggravating = (typeof aggravating)[number];

/**
 * The class a violation is judged by (POL-01#7.7): whoever reported themselves is judged one class milder; of the other
 * circumstances the greater number moves it by one.
 */
export function weigh(
  found: ViolationClass,
  inFavour: readonly Mitigating[],
  against: readonly Aggravating[],
): ViolationClass {
  const others = inFavour.filter((it) => it !== 'self-report').length;
  const shift = Math.sign(against.length - others) - (inFavour.includes('self-report') ? 1 : 0);
  const place = violationClasses.indexOf(found) + shift;
  return violationClasses[Math.min(Math.max(place, 0), violationClasses.length - 1)] ?? found;
}

/** From class severe up, and before anybody is dismissed, a panel of three decides (POL-01#18.5). */
export function needsPanel(violationClass: ViolationClass, chosen: readonly Measure[]): boolean {
  return violationClass === 'severe' || violationClass === 'grave' || chosen.includes('dismissal');
}

/** What recovering a loss is worked out from. Amounts in fen (CNY). */
export type Loss = {
  readonly loss: number;
  readonly monthWage: number;
  /** Of the place of work. */
  readonly minimumWage: number;
  /** The labour contract provides for it. */
  readonly hasBasis: boolean;
};

/** A cap with the way to it: `share` is 20 % of the month's wage, `room` what is left of it above the minimum wage. */
export type Cap = Loss & { readonly share: number; readonly room: number; readonly cap: number };

const SHARE_PERCENT = 20;

/**
 * The most that one month's wage may give towards an actual loss (POL-01#7.5; 工资支付暂行规定 art. 16): nothing without a
 * contract that says so; never above 20 % of the wage; never so much that less than the minimum wage is left.
 */
export function compensationCap(given: Loss): Cap {
  const share = Math.floor((given.monthWage * SHARE_PERCENT) / 100);
  const room = Math.max(0, given.monthWage - given.minimumWage);
  return { ...given, share, room, cap: given.hasBasis ? Math.min(given.loss, share, room) : 0 };
}

export type Proposal = {
  readonly measures: readonly Measure[];
  /** In fen, each month; only with the measure "loss-compensation". */
  readonly compensation?: number;
  readonly loss?: Loss;
};

/** A proposal as the form of its task was filled in; what a compensation is worked out from only when no figure is missing. */
export function readProposal(values: Readonly<Record<string, unknown>>): Proposal {
  const { measures: chosen, compensation, actualLoss, monthWage, minimumWage, contractBasis } = values;
  const isComplete = [actualLoss, monthWage, minimumWage].every((amount) => typeof amount === 'number');
  const hasBasis = typeof contractBasis === 'string' && contractBasis.trim() !== '';
  return {
    measures: Array.isArray(chosen) ? (chosen as Measure[]) : [],
    ...(typeof compensation === 'number' ? { compensation } : {}),
    ...(isComplete ? { loss: { loss: actualLoss, monthWage, minimumWage, hasBasis } as Loss } : {}),
  };
}

/** Why a proposal may not be made: a measure outside the matrix row, or money beyond what the law leaves. */
export function judgeProposal(proposal: Proposal, allowed: readonly Measure[]): Refusal | undefined {
  const stray = proposal.measures.find((it) => !allowed.includes(it));
  if (stray !== undefined) return new Refusal('measure-not-allowed', { measure: stray, measures: allowed.join(', ') });
  if (proposal.measures.includes('no-measure') && proposal.measures.length > 1) {
    return new Refusal('measure-contradictory');
  }
  return judgeCompensation(proposal);
}

function judgeCompensation({ measures: chosen, compensation, loss }: Proposal): Refusal | undefined {
  if (!chosen.includes('loss-compensation')) {
    return compensation === undefined || compensation === 0 ? undefined : new Refusal('compensation-unfounded');
  }
  if (compensation === undefined || loss === undefined) return new Refusal('compensation-unfounded');
  const worked = compensationCap(loss);
  if (!worked.hasBasis) return new Refusal('compensation-unfounded');
  return compensation > worked.cap
    ? new Refusal('compensation-above-cap', { asked: yuan(compensation), ...shown(worked) })
    : undefined;
}

function shown({ cap, share, room, loss, monthWage, minimumWage }: Cap) {
  return {
    cap: yuan(cap),
    share: yuan(share),
    room: yuan(room),
    loss: yuan(loss),
    wage: yuan(monthWage),
    minimum: yuan(minimumWage),
  };
}

const FEN = 100;

const yuan = (fen: number): string =>
  (fen / FEN).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
