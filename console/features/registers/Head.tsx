import { useTranslation } from 'react-i18next';
import { Link, NavLink } from 'react-router';
import type { ImportKind } from '../../../contract/imports.ts';
import { useAsk } from '../../app/queries.ts';
import '../../ui/records.css';
import { useTitle } from '../../ui/useTitle.ts';
import './registers.css';

type Props = {
  readonly title: string;
  readonly hint: string;
  /** Whose records come in as files, by those who may bring them. */
  readonly imports?: ImportKind;
};

/** Above each register: which there are, what this one is, and where its records come in. */
export function Head({ title, hint, imports }: Props) {
  const { t } = useTranslation();
  useTitle(title);
  const kinds = useAsk('listImportKinds', {});
  const mayImport = kinds.data?.items.some(({ kind, mayImport }) => kind === imports && mayImport) ?? false;
  return (
    <>
      <header className="page-head">
        <h1>{title}</h1>
        {mayImport && (
          <Link to={`/imports?kind=${imports}`} className="button register-import no-print">
            {t('registers.import')}
          </Link>
        )}
      </header>
      <nav className="views" aria-label={t('frame.registers')}>
        <NavLink to="/registers" end>
          {t('registers.parties')}
        </NavLink>
        <NavLink to="/registers/stock">{t('registers.stock')}</NavLink>
        <NavLink to="/registers/places">{t('registers.places')}</NavLink>
        <NavLink to="/registers/prices">{t('registers.prices')}</NavLink>
      </nav>
      <p className="quiet register-hint">{hint}</p>
    </>
  );
}
