import type { Language } from './language.ts';

/** Deadlines are the company's, so they are shown in its zone wherever the reader is. */
const COMPANY_ZONE = 'Asia/Shanghai';
const COMPANY_ZONE_NAME = 'UTC+8';

const weekday: Record<Language, Intl.DateTimeFormat> = {
  'zh-CN': new Intl.DateTimeFormat('zh-CN', { timeZone: COMPANY_ZONE, weekday: 'short' }),
  en: new Intl.DateTimeFormat('en', { timeZone: COMPANY_ZONE, weekday: 'short' }),
};

const monthName = new Intl.DateTimeFormat('en', { timeZone: COMPANY_ZONE, month: 'short' });

const numbers = new Intl.DateTimeFormat('en-GB', {
  timeZone: COMPANY_ZONE,
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** 2026年11月24日 周二 18:00 (UTC+8), or Tue 24 Nov 2026, 18:00 (UTC+8). */
export function showMoment(at: number | string | Date, language: Language): string {
  const date = new Date(at);
  const part = partsOf(date);
  const time = `${part('hour')}:${part('minute')} (${COMPANY_ZONE_NAME})`;
  const day = weekday[language].format(date);
  return language === 'zh-CN'
    ? `${part('year')}年${Number(part('month'))}月${Number(part('day'))}日 ${day} ${time}`
    : `${day} ${Number(part('day'))} ${monthName.format(date)} ${part('year')}, ${time}`;
}

/** The same without the time of day, for what lasts whole days: 2026年11月24日, or 24 Nov 2026. */
export function showDay(at: number | string | Date, language: Language): string {
  const date = new Date(at);
  const part = partsOf(date);
  return language === 'zh-CN'
    ? `${part('year')}年${Number(part('month'))}月${Number(part('day'))}日`
    : `${Number(part('day'))} ${monthName.format(date)} ${part('year')}`;
}

/** The last day of what ends at a moment: at midnight that is the day before. */
export const showLastDay = (end: string, language: Language): string => showDay(Date.parse(end) - 1, language);

function partsOf(date: Date): (type: Intl.DateTimeFormatPartTypes) => string {
  const parts = numbers.formatToParts(date);
  return (type) => parts.find((it) => it.type === type)?.value ?? '';
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type Span = { readonly days: number; readonly hours: number; readonly minutes: number };

/** A length of time in whole days, hours and minutes, rounded down; its sign is dropped. */
export function spanOf(milliseconds: number): Span {
  const length = Math.abs(milliseconds);
  return {
    days: Math.floor(length / DAY),
    hours: Math.floor((length % DAY) / HOUR),
    minutes: Math.floor((length % HOUR) / MINUTE),
  };
}

export type Urgency = 'late' | 'soon' | 'calm';

const SOON = DAY;

/** How pressing a due moment is; a day ahead counts as soon. */
export function urgencyOf(dueAt: number, now: number): Urgency {
  if (dueAt < now) return 'late';
  return dueAt - now <= SOON ? 'soon' : 'calm';
}
