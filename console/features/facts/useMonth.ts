import { useLanguage } from '../../ui/local.ts';

/** Writes a month ("2026-11"): 2026年11月, or Nov 2026. */
export function useMonth(): (month: string) => string {
  const written = new Intl.DateTimeFormat(useLanguage(), { timeZone: 'UTC', year: 'numeric', month: 'short' });
  return (month) => written.format(new Date(`${month}-01T00:00:00Z`));
}
