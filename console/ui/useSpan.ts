import { useTranslation } from 'react-i18next';
import { spanOf } from './moment.ts';

/** Writes a length of time (ms) as one says it: 2 d 3 h, 5 h 10 min, 4 min. */
export function useSpan(): (milliseconds: number) => string {
  const { t } = useTranslation();
  return (milliseconds) => {
    const { days, hours, minutes } = spanOf(milliseconds);
    if (days > 0) return hours > 0 ? t('due.days', { days, hours }) : t('due.wholeDays', { days });
    if (hours > 0) return minutes > 0 ? t('due.hours', { hours, minutes }) : t('due.wholeHours', { hours });
    return minutes > 0 ? t('due.minutes', { minutes }) : t('due.moments');
  };
}
