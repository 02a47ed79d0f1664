import { parseDuration } from './duration.ts';

const DAY_MS = 86_400_000;
/** A deadline further away than this many days is a mistake in the model, not a deadline. */
const MAX_DAYS = 3_660;

/** A working-day calendar: Monday to Friday, less holidays, plus make-up days (调休). Dates are "YYYY-MM-DD" in its own zone. */
export type WorkingCalendar = {
  readonly name: string;
  readonly utcOffsetMinutes: number;
  /** The data's horizon: outside it Monday to Friday is assumed and the deadline is provisional. */
  readonly from: string;
  readonly until: string;
  readonly holidays: readonly string[];
  readonly workdays: readonly string[];
};

/** A length of time on a named calendar; "CALENDAR" (the default) counts every day. */
export type Length = { readonly duration: string; readonly calendar?: string };

/** A moment in ms since the epoch. Provisional: beyond what the calendar knows; recomputed when it knows more. */
export type Moment = { readonly at: number; readonly provisional?: boolean };

/**
 * The only place where a length of time becomes a moment. `timeScale` is 1 in production; the demo's fraction
 * shortens every length alike, whatever its calendar.
 * Throws an Error for a malformed duration or an unknown calendar: lint has seen both before a process is deployed.
 */
export function clockOf(calendars: readonly WorkingCalendar[], timeScale = 1) {
  return ({ duration, calendar = 'CALENDAR' }: Length, from: number): Moment => {
    const due =
      calendar === 'CALENDAR' ? inCalendarTime(duration, from) : inWorkingTime(duration, from, named(calendar));
    return timeScale === 1 ? due : { at: from + Math.round((due.at - from) * timeScale) };
  };

  function named(name: string): WorkingCalendar {
    const found = calendars.find((it) => it.name === name);
    if (!found) throw new Error(`there is no calendar ${name}`);
    return found;
  }
}

/** How much of the time between two moments lies on working days, in ms. */
export function workingMs(calendar: WorkingCalendar, from: number, to: number): number {
  const offset = calendar.utcOffsetMinutes * 60_000;
  const off = offDays(calendar);
  const end = to + offset;
  let sum = 0;
  for (let at = from + offset; at < end; ) {
    const until = Math.min((Math.floor(at / DAY_MS) + 1) * DAY_MS, end);
    if (!off(at)) sum += until - at;
    at = until;
  }
  return sum;
}

function inCalendarTime(duration: string, from: number): Moment {
  const { months, days, ms } = parseDuration(duration);
  return { at: addMonths(from, months) + days * DAY_MS + ms };
}

/** The last day of a short month stands for the days that it lacks: 31 January + 1 month = 28 February. */
function addMonths(from: number, months: number): number {
  if (months === 0) return from;
  const start = new Date(from);
  const sameDay = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, start.getUTCDate());
  const lastDay = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months + 1, 0);
  return Math.min(sameDay, lastDay) + (from % DAY_MS);
}

/** Days are counted as working days entered after the first; hours run on working days only. */
function inWorkingTime(duration: string, from: number, calendar: WorkingCalendar): Moment {
  const { months, days, ms } = parseDuration(duration);
  if (months > 0) throw new Error(`"${duration}" counts months, which working days do not have`);
  if (days > MAX_DAYS) throw new Error(`"${duration}" is longer than ${MAX_DAYS} working days`);
  const offset = calendar.utcOffsetMinutes * 60_000;
  const off = offDays(calendar);
  let at = from + offset;
  for (let left = days; left > 0; ) {
    at += DAY_MS;
    if (!off(at)) left -= 1;
  }
  at = addWorkingMs(at, ms, off);
  const last = dateOf(at);
  const provisional = last > calendar.until || dateOf(from + offset) < calendar.from;
  return { at: at - offset, ...(provisional && { provisional }) };
}

function addWorkingMs(from: number, ms: number, off: (local: number) => boolean): number {
  if (ms === 0) return from;
  let at = from;
  let left = ms;
  while (left > 0) {
    const midnight = (Math.floor(at / DAY_MS) + 1) * DAY_MS;
    if (!off(at)) {
      const here = Math.min(left, midnight - at);
      left -= here;
      if (left === 0) return at + here;
    }
    at = midnight;
  }
  return at;
}

function offDays({ holidays, workdays }: WorkingCalendar): (local: number) => boolean {
  const holiday = new Set(holidays);
  const workday = new Set(workdays);
  return (local) => {
    const date = dateOf(local);
    const weekday = new Date(local).getUTCDay();
    return holiday.has(date) || ((weekday === 0 || weekday === 6) && !workday.has(date));
  };
}

const dateOf = (local: number): string => new Date(local).toISOString().slice(0, 10);
