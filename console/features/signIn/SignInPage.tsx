import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { Me } from '../../../contract/session.ts';
import { useAsk } from '../../app/queries.ts';
import { Waiting } from '../../app/Waiting.tsx';
import { Door } from './Door.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { PersonPicker } from './PersonPicker.tsx';

const PUBLIC_FACT = { staleTime: Number.POSITIVE_INFINITY };

/** Where one signs in: by password, or in the demo by choosing who to be. */
export function SignInPage() {
  const { t } = useTranslation();
  const demo = useAsk('demoPeople', {}, PUBLIC_FACT);
  const enter = useEnter();
  if (demo.isPending) return <Waiting />;
  if (!demo.data?.available) {
    return (
      <Door title={t('signIn.title')}>
        <PasswordForm onSignedIn={enter} />
      </Door>
    );
  }
  return (
    <Door title={t('signIn.asTitle')} isWide>
      <p className="quiet">{t('signIn.asHint')}</p>
      <PersonPicker people={demo.data.people} onSignedIn={enter} />
      <details className="door-details">
        <summary>{t('signIn.withPassword')}</summary>
        <PasswordForm onSignedIn={enter} />
      </details>
    </Door>
  );
}

/** Goes to where one came from; only to a path of our own. */
function useEnter(): (me: Me) => void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const next = search.get('next') ?? '/';
  return (me) => {
    queries.clear();
    queries.setQueryData(['me', {}], me);
    void navigate(/^\/(?![/\\])/.test(next) ? next : '/', { replace: true });
  };
}
