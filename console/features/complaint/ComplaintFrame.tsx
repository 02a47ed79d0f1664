import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { LanguageSwitch } from '../../app/LanguageSwitch.tsx';
import { useTitle } from '../../ui/useTitle.ts';
import './complaint.css';

type Props = { readonly title: string; readonly hint: string; readonly children: ReactNode };

/** The frame of the pages for consumers: nothing in it is about the company's inside. */
export function ComplaintFrame({ title, hint, children }: Props) {
  const { t } = useTranslation();
  useTitle(title);
  return (
    <div className="complaint">
      <header className="complaint-top">
        <nav aria-label={t('complaint.ways')} className="complaint-ways">
          <NavLink to="/complaints" end>
            {t('complaint.file')}
          </NavLink>
          <NavLink to="/complaints/track">{t('complaint.track')}</NavLink>
        </nav>
        <LanguageSwitch />
      </header>
      <main className="complaint-main">
        <h1>{title}</h1>
        <p className="quiet">{hint}</p>
        {children}
      </main>
    </div>
  );
}
