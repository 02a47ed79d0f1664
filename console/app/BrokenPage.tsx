import { useTranslation } from 'react-i18next';
import { Link, useRouteError } from 'react-router';

/** Shown instead of a page that broke while it was drawn. */
export function BrokenPage() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <main className="lone">
      <div className="notice" role="alert">
        <h1>{t('broken.title')}</h1>
        <p>{t('broken.detail')}</p>
        <small className="quiet">{error instanceof Error ? error.message : t('broken.unknown')}</small>
        <div>
          <button type="button" className="button" onClick={() => window.location.reload()}>
            {t('broken.reload')}
          </button>
        </div>
      </div>
    </main>
  );
}

/** Shown at an address that leads nowhere. */
export function MissingPage() {
  const { t } = useTranslation();
  return (
    <div className="lone">
      <h1>{t('missing.title')}</h1>
      <p>{t('missing.detail')}</p>
      <p>
        <Link to="/inbox">{t('missing.toInbox')}</Link>
      </p>
    </div>
  );
}
