import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/me.ts';
import { usePages } from '../../app/pages.ts';
import { useAsk } from '../../app/queries.ts';
import { Nothing } from '../../ui/Nothing.tsx';
import { useTitle } from '../../ui/useTitle.ts';
import { Incidents } from '../instances/Incidents.tsx';
import { InstanceList } from '../instances/InstanceList.tsx';
import '../instances/instances.css';
import './operations.css';
import { TemporalLinks } from './TemporalLinks.tsx';

const REFRESH_MS = 5_000;

/** Where operations look first: what has stopped, and ready-made searches in the Temporal UI. */
export function OperationsPage() {
  const { t } = useTranslation();
  useTitle(t('operations.title'));
  const { roles } = useMe();
  const isTheirs = roles.some((role) => role === 'ops' || role === 'administrator');
  return (
    <>
      <h1>{t('operations.title')}</h1>
      {isTheirs ? (
        <div className="stack operations">
          <OpenIncidents />
          <TemporalLinks />
        </div>
      ) : (
        <Nothing title={t('operations.notYours')} hint={t('operations.notYoursHint')} to="/inbox">
          {t('missing.toInbox')}
        </Nothing>
      )}
    </>
  );
}

function OpenIncidents() {
  const { t } = useTranslation();
  const query = { incident: 'true', status: 'running' } as const;
  const pages = usePages('listInstances', { query }, { refetchInterval: REFRESH_MS });
  return (
    <section className="stack" aria-label={t('operations.incidents')}>
      <h2>{t('operations.incidents')}</h2>
      <InstanceList
        label={t('operations.incidents')}
        pages={pages}
        empty={<Nothing title={t('operations.none')} hint={t('operations.noneHint')} />}
        inside={({ id }) => <Inside instanceId={id} />}
      />
    </section>
  );
}

function Inside({ instanceId }: { readonly instanceId: string }) {
  const { t } = useTranslation();
  const found = useAsk('getInstance', { params: { instanceId } }, { refetchInterval: REFRESH_MS });
  if (!found.data) return <p className="quiet">{t('common.loading')}</p>;
  return (
    <div className="operations-inside">
      <Incidents instance={found.data} />
    </div>
  );
}
