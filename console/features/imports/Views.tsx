import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useMe } from '../../app/me.ts';
import '../../ui/records.css';

/** The two ways in which records come from outside; the second is for administrators. */
export function Views() {
  const { t } = useTranslation();
  const { roles } = useMe();
  if (!roles.includes('administrator')) return null;
  return (
    <nav className="views" aria-label={t('imports.title')}>
      <NavLink to="/imports" end>
        {t('imports.files')}
      </NavLink>
      <NavLink to="/imports/sources">{t('imports.sources')}</NavLink>
    </nav>
  );
}
