import { useTranslation } from 'react-i18next';

/** Stands in for a page whose code is on its way. */
export function Waiting() {
  const { t } = useTranslation();
  return (
    <div className="waiting" role="status">
      <span className="spoken-only">{t('common.loading')}</span>
    </div>
  );
}
