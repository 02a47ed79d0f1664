import { useTranslation } from 'react-i18next';
import type { Law } from '../../../contract/laws.ts';
import { useLocal } from '../../ui/local.ts';
import { useDay } from '../../ui/useDay.ts';

/** Since when, until when and in what stages a law is in force. */
export function InForce({ law }: { readonly law: Law }) {
  const { t } = useTranslation();
  const local = useLocal();
  const day = useDay();
  const { effectiveFrom, effectiveTo, effectiveNote } = law;
  if (!effectiveFrom && !effectiveTo && !effectiveNote) return <span className="quiet">{t('laws.noDate')}</span>;
  return (
    <>
      {effectiveFrom && <span>{t('laws.from', { day: day(effectiveFrom) })}</span>}
      {effectiveTo && <span> {t('laws.to', { day: day(effectiveTo) })}</span>}
      {effectiveNote && <small className="quiet laws-note">{local(effectiveNote)}</small>}
    </>
  );
}
