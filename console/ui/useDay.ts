import { useLanguage } from './local.ts';

/** Writes a day without a time ("2019-01-01"): 2019年1月1日, or 1 Jan 2019. */
export function useDay(): (day: string) => string {
  const language = useLanguage();
  const written =
    language === 'en'
      ? new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' })
      : new Intl.DateTimeFormat('zh-CN', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });
  return (day) => written.format(new Date(`${day}T00:00:00Z`));
}
