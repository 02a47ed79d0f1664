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
  /** What comes in as files, by those who may bring them. */
  readonly imports?: readonly ImportKind[];
};

/** Above each register: which there are, what this one is, and where its records come in. */
export function Head({ title, hint, imports = [] }: Props) {
  const { t } = useTranslation();
  useTitle(title);
  const kinds = useAsk('listImportKinds', {});
  const mine = imports.filter((it) => kinds.data?.items.some(({ kind, mayImport }) => kind === it && mayImport));
  return (
    <>
      <header className="page-head">
        <h1>{title}</h1>
        <span className="register-imports no-print">
          {mine.map((kind) => (
            <Link key={kind} to={`/imports?kind=${kind}`} className="button">
              {t('registers.import', { kind: t(`imports.kinds.${kind}`) })}
            </Link>
          ))}
        </span>
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
