const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Days before a certificate lapses on which its holder is told: 4.2 of the policy. */
export const renewalDays: readonly number[] = [60, 30, 7];

/** The end of a certificate issued at a moment: midnight of the company's zone after so many months. */
export function validUntil(from: number, months: number, utcOffsetMinutes: number): number {
  const local = new Date(from + utcOffsetMinutes * MINUTE_MS);
  const day = local.getUTCDate();
  const end = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + months, 1));
  const daysOfMonth = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
  end.setUTCDate(Math.min(day, daysOfMonth));
  return end.getTime() + DAY_MS - utcOffsetMinutes * MINUTE_MS;
}

/** Which reminder is due at a moment, when the last one was `reminded` days before the end; the most urgent alone. */
export function renewalReminder(validTo: number, at: number, reminded: number | null): number | undefined {
  const left = Math.ceil((validTo - at) / DAY_MS);
  const due = renewalDays.findLast((days) => left <= days);
  return due === undefined || (reminded !== null && reminded <= due) ? undefined : due;
}

/** Whether a certificate may be renewed already. */
export function mayRenew(validTo: number, at: number, windowDays: number): boolean {
  return validTo - at <= windowDays * DAY_MS;
}

type Name = { readonly 'zh-CN': string; readonly en: string };

/** A name as a stranger may see it: the family name's first character, in both languages. */
export function maskName(name: Name): Name {
  const [first = '', ...others] = Array.from(name['zh-CN']);
  const words = name.en.split(/\s+/).filter((word) => word !== '');
  return {
    'zh-CN': `${first}${'*'.repeat(Math.max(1, others.length))}`,
    en: words.map((word) => `${Array.from(word)[0] ?? ''}***`).join(' '),
  };
}
