/** How a plan chooses what is looked at: everything, enough to find errors, by lot table, the risky first, what gave cause. */
export const methods = ['all', 'discovery', 'aql', 'risk', 'triggered'] as const;
export type Method = (typeof methods)[number];

export const frequencies = ['daily', 'weekly', 'monthly', 'quarterly'] as const;
export type Frequency = (typeof frequencies)[number];

/** How strict the lot tables are just now. */
export const levels = ['reduced', 'normal', 'tightened'] as const;
export type Level = (typeof levels)[number];

/** Whom an inspector must be apart from: whoever did what is looked at, or their whole department. */
export const independences = ['not-inspected', 'other-department'] as const;
export type Independence = (typeof independences)[number];

export const results = ['PASS', 'MINOR', 'MAJOR', 'CRITICAL', 'NA'] as const;
export type Result = (typeof results)[number];

export type Lot = {
  readonly method: Method;
  readonly level: Level;
  /** The plan's own number; "discovery", "risk" and "triggered" draw no more than it. */
  readonly size: number;
  readonly population: number;
};

/** No error among 59 means, with 95 % confidence, an error rate below 5 %: ln 0.05 / ln 0.95 = 58.4. */
const DISCOVERY_SIZE = 59;

type Row = { readonly upTo: number; readonly n: number; readonly ac: number };

/** GB/T 2828.1, single sampling, inspection level II, AQL 2.5, simplified: lot, sample size, acceptance number. */
const tables: Readonly<Record<Level, readonly Row[]>> = {
  normal: rowsOf('50:5:0 150:20:1 280:32:2 500:50:3 1200:80:5 3200:125:7 10000:200:10 35000:315:14 Infinity:500:21'),
  tightened: rowsOf('50:8:0 280:32:1 500:50:2 1200:80:3 3200:125:5 10000:200:8 35000:315:12 Infinity:500:18'),
  reduced: rowsOf('50:2:0 150:8:1 500:20:1 1200:32:2 3200:50:5 10000:80:6 35000:125:8 Infinity:200:10'),
};

/** More than these nobody looks through in one inspection; a plan that needs more is drawn more often. */
export const SAMPLE_MAX = 500;

/** How many are drawn; never more than there are. */
export function sampleSize({ method, level, size, population }: Lot): number {
  const wanted: Readonly<Record<Method, number>> = {
    all: population,
    discovery: size > 0 ? size : DISCOVERY_SIZE,
    aql: rowFor(level, population).n,
    risk: size,
    triggered: size > 0 ? size : population,
  };
  return Math.min(population, wanted[method], SAMPLE_MAX);
}

/**
 * Whether the lot stands: never with a critical error; by lot table as far as its acceptance number goes; otherwise only
 * without any major error.
 */
export function isAccepted({ method, level, population }: Lot, found: readonly Result[]): boolean {
  const count = (wanted: Result) => found.filter((result) => result === wanted).length;
  if (count('CRITICAL') > 0) return false;
  return count('MAJOR') <= (method === 'aql' ? rowFor(level, population).ac : 0);
}

const RECENT = 5;
const TOO_MANY_REJECTED = 2;
const GOOD_FOR_REDUCED = 10;

/**
 * The level of the next lot (simplified switching rules of GB/T 2828.1). `accepted` is newest last, only of lots at the
 * present level: 2 rejected of the last 5 tighten, 10 good ones in a row reduce, 5 good ones end what is tightened, one
 * rejected ends what is reduced.
 */
export function nextLevel(level: Level, accepted: readonly boolean[]): Level {
  const goodInRow = accepted.length - 1 - accepted.lastIndexOf(false);
  switch (level) {
    case 'normal':
      if (accepted.slice(-RECENT).filter((isGood) => !isGood).length >= TOO_MANY_REJECTED) return 'tightened';
      return goodInRow >= GOOD_FOR_REDUCED ? 'reduced' : 'normal';
    case 'tightened':
      return goodInRow >= RECENT ? 'normal' : 'tightened';
    case 'reduced':
      return accepted.at(-1) === false ? 'normal' : 'reduced';
    default:
      return level satisfies never;
  }
}

/** A stretch of time that is inspected; `id` names it, e.g. "2026-11-23", "2026-W47", "2026-10", "2026-Q3". Moments in ms. */
export type Period = { readonly id: string; readonly from: number; readonly to: number };

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;
const QUARTER_MONTHS = 3;
/** 1970-01-01 was a Thursday: so many days before it the week had begun. */
const EPOCH_WEEKDAY = 3;

/** The last period that was over at the moment `at`, in the zone so many minutes east of UTC. */
export function periodBefore(frequency: Frequency, at: number, utcOffsetMinutes: number): Period {
  const offset = utcOffsetMinutes * 60_000;
  const day = Math.floor((at + offset) / DAY_MS);
  const { from, to, id } = periods[frequency](day);
  return { id, from: from * DAY_MS - offset, to: to * DAY_MS - offset };
}

/** In days since the epoch. */
type Days = { readonly from: number; readonly to: number; readonly id: string };

const periods: Readonly<Record<Frequency, (day: number) => Days>> = {
  daily: (day) => ({ from: day - 1, to: day, id: dateOf(day - 1) }),
  weekly: (day) => {
    const to = day - ((day + EPOCH_WEEKDAY) % WEEK_DAYS);
    return { from: to - WEEK_DAYS, to, id: weekOf(to - WEEK_DAYS) };
  },
  monthly: (day) => monthsBefore(day, 1, (date) => date.slice(0, 'YYYY-MM'.length)),
  quarterly: (day) =>
    monthsBefore(day, QUARTER_MONTHS, (date) => {
      const month = Number(date.slice('YYYY-'.length, 'YYYY-MM'.length));
      return `${date.slice(0, 'YYYY'.length)}-Q${Math.ceil(month / QUARTER_MONTHS)}`;
    }),
};

function monthsBefore(day: number, months: number, nameOf: (date: string) => string): Days {
  const date = new Date(day * DAY_MS);
  const month = date.getUTCMonth() - (date.getUTCMonth() % months);
  const dayOf = (ofMonth: number) => Date.UTC(date.getUTCFullYear(), ofMonth, 1) / DAY_MS;
  const from = dayOf(month - months);
  return { from, to: dayOf(month), id: nameOf(dateOf(from)) };
}

const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length);

/** ISO 8601: a week belongs to the year of its Thursday. */
function weekOf(monday: number): string {
  const thursday = monday + EPOCH_WEEKDAY;
  const year = new Date(thursday * DAY_MS).getUTCFullYear();
  const week = Math.floor((thursday - Date.UTC(year, 0, 1) / DAY_MS) / WEEK_DAYS) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

export function rowFor(level: Level, population: number): Row {
  const found = tables[level].find(({ upTo }) => population <= upTo);
  if (!found) throw new Error(`no lot of ${population} in the table ${level}`);
  return found;
}

function rowsOf(text: string): readonly Row[] {
  return text.split(' ').map((row) => {
    const [upTo = 0, n = 0, ac = 0] = row.split(':').map(Number);
    return { upTo, n, ac };
  });
}

/** A result as the form of an inspection has it. */
export type Judged = { readonly item: number; readonly result: Result; readonly note?: string | undefined };

/** Numbers of the items that are missing, there twice, unknown, or short of a note on what was found. Items count from 1. */
export function faultyItems(size: number, judged: readonly Judged[]): number[] {
  const faulty = new Set<number>();
  const seen = new Set<number>();
  for (const { item, result, note } of judged) {
    const isShort = isShortfall(result) && (note ?? '').trim() === '';
    if (seen.has(item) || item < 1 || item > size || isShort) faulty.add(item);
    seen.add(item);
  }
  for (let item = 1; item <= size; item += 1) if (!seen.has(item)) faulty.add(item);
  return [...faulty].sort((one, other) => one - other);
}

/** Whether a result has to be put right. */
export const isShortfall = (result: Result): boolean =>
  result === 'MINOR' || result === 'MAJOR' || result === 'CRITICAL';
