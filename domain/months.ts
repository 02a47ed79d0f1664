import { Refusal } from './refusal.ts';

const MONTHS_MAX = 12;
const MONTHS_OF_A_YEAR = 12;

/** "2026-11", both included. */
export type Months = { readonly from: string; readonly to: string };
export type MonthsAsked = { readonly from?: string | undefined; readonly to?: string | undefined };

/** The months asked for; this one when none is. A year at most, so that every answer has an end. */
export function monthsOf({ from, to }: MonthsAsked, now: Date): Months {
  const first = from ?? to ?? monthOf(now);
  const last = to ?? first;
  const count = ordinal(last) - ordinal(first) + 1;
  if (count < 1 || count > MONTHS_MAX) throw new Refusal('malformed', { where: '/query/to', count: '1' });
  return { from: first, to: last };
}

/** Every month between two, both included. */
export function monthsBetween({ from, to }: Months): string[] {
  const first = ordinal(from);
  return Array.from({ length: ordinal(to) - first + 1 }, (_, index) => named(first + index));
}

const zoned = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit' });

/** The month of a moment in the company's zone. */
const monthOf = (at: Date) => zoned.format(at);

function ordinal(month: string): number {
  return Number(month.slice(0, 4)) * MONTHS_OF_A_YEAR + Number(month.slice(5)) - 1;
}

function named(count: number): string {
  const month = String((count % MONTHS_OF_A_YEAR) + 1).padStart(2, '0');
  return `${Math.floor(count / MONTHS_OF_A_YEAR)}-${month}`;
}
