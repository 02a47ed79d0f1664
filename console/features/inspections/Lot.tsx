import { useTranslation } from 'react-i18next';
import { Mark } from '../../ui/Mark.tsx';

/** Whether the lot stands, once that is known. */
export function Lot({ accepted }: { readonly accepted: boolean | null }) {
  const { t } = useTranslation();
  if (accepted === null) return null;
  return accepted ? (
    <Mark tone="good">{t('inspections.accepted')}</Mark>
  ) : (
    <Mark tone="bad">{t('inspections.rejected')}</Mark>
  );
}

const OUT_OF_TURN = 'now-';

/** The stretch of time that was looked at: "2026-10", "2026-W47", or that it was drawn out of turn. */
export function Period({ period }: { readonly period: string }) {
  const { t } = useTranslation();
  return <span className="quiet">{period.startsWith(OUT_OF_TURN) ? t('inspections.outOfTurn') : period}</span>;
}
