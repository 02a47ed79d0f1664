import { salesMarket } from './market.ts';
import { yearsLater } from './yearsLater.ts';

/** What the entry of a parcel must have, by market and day: a field of the form that records it. */
export const entryNeeds = [
  'importerOfRecord',
  'entryNumber',
  'eori',
  'iossNumber',
  'entryType',
  'cpscCertificate',
  'traceFile',
] as const;
export type EntryNeed = (typeof entryNeeds)[number];

export type EntryRegime = 'eu' | 'us' | 'uk' | 'cn-import' | 'other';

export type EntryRequirements = {
  readonly regime: EntryRegime;
  /** The day it was judged for: rules have days from which they apply. */
  readonly on: string;
  readonly needs: readonly EntryNeed[];
  /** EU: €3 a tariff line below €150 from 1 July 2026, in cents; null where none is due. */
  readonly lineDuty: { readonly lines: number; readonly amount: number; readonly currency: 'EUR' } | null;
  /** Which rule each of them rests on. */
  readonly bases: readonly string[];
};

export type Parcel = {
  /** ISO 3166 alpha-2. */
  readonly market: string;
  readonly on: string;
  /** Value of the goods in euro cents; null when no rate is known: then the worse case is asked for. */
  readonly euroCents: number | null;
  /** Different tariff headings. */
  readonly tariffLines: number;
  readonly isConsumer: boolean;
};

const IOSS_LIMIT_CENTS = 15_000;
const LINE_DUTY_CENTS = 300;
/** Council of the European Union, 11 February 2026. */
const LINE_DUTY_FROM = '2026-07-01';
const LINE_DUTY_TO = '2028-07-01';
/** 16 CFR 1110. */
const CPSC_FROM = '2026-07-08';
/** The suspension of the de minimis exemption. */
const US_ENTRY_FROM = '2025-08-29';

/** Says what an entry needs in this market on this day, and what it rests on. */
export function entryRequirements(parcel: Parcel): EntryRequirements {
  const { market, on } = parcel;
  if (salesMarket(market) === 'EU') return european(parcel);
  if (market === 'US') return american(on);
  const plain = { on, lineDuty: null };
  if (market === 'GB') {
    return { ...plain, regime: 'uk', needs: ['importerOfRecord', 'entryNumber', 'eori'], bases: ['uk-gb-eori'] };
  }
  if (market === 'CN') return { ...plain, regime: 'cn-import', needs: [], bases: ['cn-2018-194'] };
  return { ...plain, regime: 'other', needs: ['importerOfRecord', 'entryNumber'], bases: [] };
}

function european(parcel: Parcel): EntryRequirements {
  const { on, tariffLines, isConsumer, euroCents } = parcel;
  const usesIoss = isConsumer && (euroCents === null || euroCents <= IOSS_LIMIT_CENTS);
  const owesDuty = isConsumer && isLineDutyDue(parcel);
  return {
    regime: 'eu',
    on,
    needs: ['importerOfRecord', 'entryNumber', 'eori', ...only(usesIoss, 'iossNumber')],
    lineDuty: owesDuty ? { lines: tariffLines, amount: tariffLines * LINE_DUTY_CENTS, currency: 'EUR' } : null,
    bases: ['eu-customs-code', ...only(usesIoss, 'eu-ioss'), ...only(owesDuty, 'eu-line-duty')],
  };
}

const isLineDutyDue = ({ on, euroCents }: Parcel): boolean =>
  on >= LINE_DUTY_FROM && on < LINE_DUTY_TO && (euroCents ?? 0) < IOSS_LIMIT_CENTS;

const only = <const T>(holds: boolean, it: T): readonly T[] => (holds ? [it] : []);

function american(on: string): EntryRequirements {
  const isCertified = on >= CPSC_FROM;
  return {
    regime: 'us',
    on,
    needs: [
      'importerOfRecord',
      'entryNumber',
      ...only(on >= US_ENTRY_FROM, 'entryType'),
      ...only(isCertified, 'cpscCertificate'),
      'traceFile',
    ],
    lineDuty: null,
    bases: ['us-entry', ...only(isCertified, 'us-cpsc-1110'), 'us-uflpa'],
  };
}

/** What an entry still lacks; the duty a line counts as paid only in full. */
export function entryLacks(
  { needs, lineDuty }: EntryRequirements,
  given: Readonly<Record<string, unknown>>,
): readonly (EntryNeed | 'lineDuty')[] {
  const isGiven = (field: string) => typeof given[field] === 'string' && given[field] !== '';
  const paid = given['lineDutyPaid'];
  const owes = lineDuty !== null && (typeof paid !== 'number' || paid < lineDuty.amount);
  return [...needs.filter((need) => !isGiven(need)), ...only(owes, 'lineDuty')];
}

/** Import and export papers are kept so long (POL-01#11.2): customs may inspect for three years after release. */
const RETENTION_YEARS = 5;
/** Technical files of goods on the market of the European Union. */
const EU_RETENTION_YEARS = 10;

/** The day until which a shipment's papers are kept, counted from its release. */
export function retainUntil(releasedOn: string, market: string): string {
  const years = salesMarket(market) === 'EU' ? EU_RETENTION_YEARS : RETENTION_YEARS;
  return yearsLater(releasedOn, years);
}
