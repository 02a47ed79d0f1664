import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../../app/LanguageSwitch.tsx';
import mark from '../../mark.svg';
import './door.css';

type Props = { readonly title: string; readonly isWide?: boolean; readonly children: ReactNode };

/** The frame of the pages before one is signed in. */
export function Door({ title, isWide = false, children }: Props) {
  const { t } = useTranslation();
  return (
    <div className={isWide ? 'door wide' : 'door'}>
      <header className="door-side">
        <div className="door-words">
          <p className="brand">
            <img src={mark} alt="" />
            {t('frame.product')}
          </p>
          <p className="door-promise">{t('signIn.promise')}</p>
          <p className="door-more">{t('signIn.promiseMore')}</p>
        </div>
      </header>
      <main className="door-main">
        <div className="door-language">
          <LanguageSwitch />
        </div>
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  );
}
