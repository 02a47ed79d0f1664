const MONTHS_SHOWN = 24;
const zone = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit' });

/** The month ("2026-11") that a moment (ms) lies in, where the company is. */
export const monthOf = (at: number): string => zone.format(at).slice(0, 7);

/** A number of months after a month; before it when negative. */
export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months)).toISOString().slice(0, 7);
}

/** Two years of months up to one, the latest first. */
export const monthsUpTo = (month: string): readonly string[] =>
  Array.from({ length: MONTHS_SHOWN }, (_, ago) => monthAfter(month, -ago));
