import { DeadEnd } from './deadEnd.ts';
import type { Clock } from './instance.ts';

export type { Clock } from './instance.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const DAYS_PER_WEEK = 7;
const MONTHS_PER_YEAR = 12;

const DURATION = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const MOMENT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;
const ZONE = /(Z|[+-]\d\d:\d\d)$/;

const MS_OF = [DAYS_PER_WEEK * DAY_MS, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS];

/** Calendar time, in UTC: the clock of tests and simulations. */
export const plainClock: Clock = ({ duration }, from) => {
  const parts = DURATION.exec(duration);
  if (!parts || !/\d/.test(duration) || duration.endsWith('T')) throw new DeadEnd(`"${duration}" is not a duration`);
  const [years = 0, months = 0, ...rest] = parts.slice(1).map((part) => Number(part ?? 0));
  const at = addMonths(from, years * MONTHS_PER_YEAR + months);
  return { at: rest.reduce((sum, count, index) => sum + Math.round(count * (MS_OF[index] ?? 0)), at) };
};

/** A moment from ISO 8601. Without an offset it is UTC, wherever the interpreter runs. */
export function parseMoment(text: string): number {
  const zoned = text.includes('T') && !ZONE.test(text) ? `${text}Z` : text;
  const at = MOMENT.test(text) ? Date.parse(zoned) : Number.NaN;
  if (Number.isNaN(at)) throw new DeadEnd(`"${text}" is not a date and time`);
  return at;
}

export type Cycle = { readonly times: number; readonly start?: string; readonly duration: string };

/** "R3/PT10H" or "R/2026-01-01T00:00:00Z/P1D"; -1 times is for ever. */
export function parseCycle(text: string): Cycle {
  const [repeat = '', ...rest] = text.split('/');
  const duration = rest.at(-1);
  if (!/^R\d*$/.test(repeat) || duration === undefined || rest.length > 2) {
    throw new DeadEnd(`"${text}" is not a repetition`);
  }
  const times = repeat === 'R' ? -1 : Number(repeat.slice(1));
  return { times, duration, ...(rest.length === 2 && rest[0] !== undefined ? { start: rest[0] } : {}) };
}

function addMonths(from: number, months: number): number {
  if (months === 0) return from;
  const date = new Date(from);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}
