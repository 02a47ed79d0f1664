import { useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Me } from '../../contract/session.ts';
import { call, newRequestId } from '../client.ts';
import { Bell } from '../features/notifications/Bell.tsx';
import mark from '../mark.svg';
import { useLocal } from '../ui/local.ts';
import './frame.css';
import type { Language } from '../ui/language.ts';
import { KeyboardHelp } from './KeyboardHelp.tsx';
import { useKeys } from './keys.ts';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { Navigation } from './Navigation.tsx';
import { useMine } from './useMine.ts';

type Props = { readonly me: Me; readonly children: ReactNode };

/** What surrounds every page: where one can go, who one is, the language, the bell. */
export function Frame({ me, children }: Props) {
  const { t } = useTranslation();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const onSwitch = useLocaleOfSession();
  useMine();
  useKeys({ '?': () => setHelpOpen(true) });
  return (
    <>
      <a className="skip-link" href="#main">
        {t('frame.skip')}
      </a>
      <header className="frame-top no-print">
        <Link to="/inbox" className="brand">
          <img src={mark} alt="" />
          <span className="brand-name">{t('frame.product')}</span>
        </Link>
        <Navigation me={me} />
        <div className="frame-tools">
          <LanguageSwitch onSwitch={onSwitch} />
          <Bell />
          <Account me={me} onHelp={() => setHelpOpen(true)} />
        </div>
        {me.mode === 'demo' && <p className="frame-demo">{t('frame.demo')}</p>}
      </header>
      <main id="main" tabIndex={-1} className="frame-main">
        {children}
      </main>
      <KeyboardHelp me={me} isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </>
  );
}

/** Tells the server too, whose sentences and forms come in the chosen language. */
function useLocaleOfSession(): (language: Language) => void {
  const queries = useQueryClient();
  return (locale) => {
    void call('setLocale', { body: { requestId: newRequestId(), locale } }).then(() => queries.invalidateQueries());
  };
}

function Account({ me, onHelp }: { readonly me: Me; readonly onHelp: () => void }) {
  const { t } = useTranslation();
  const local = useLocal();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const signOut = async () => {
    await call('signOut', { body: { requestId: newRequestId() } });
    queries.clear();
    await navigate('/sign-in');
  };
  const items = [
    { key: 'keys', label: t('frame.keys'), onClick: onHelp },
    { key: 'docs', label: <a href="/api/docs">{t('frame.docs')}</a> },
    ...(me.links.temporalUi
      ? [{ key: 'temporal', label: <a href={me.links.temporalUi}>{t('frame.temporalUi')}</a> }]
      : []),
    { type: 'divider' as const },
    { key: 'out', label: t('frame.signOut'), onClick: () => void signOut() },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button type="text" aria-haspopup="menu" className="frame-account">
        <span className="spoken-only">{t('frame.account')} </span>
        {local(me.person.name)}
      </Button>
    </Dropdown>
  );
}
