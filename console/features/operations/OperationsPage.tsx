import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { InstanceRow } from '../../../contract/instances.ts';
import { useMe } from '../../app/me.ts';
import { usePages } from '../../app/pages.ts';
import { useAsk } from '../../app/queries.ts';
import { At } from '../../ui/At.tsx';
import { instanceAddress } from '../../ui/instanceAddress.ts';
import { Listed } from '../../ui/Listed.tsx';
import { useLocal } from '../../ui/local.ts';
import { Nothing } from '../../ui/Nothing.tsx';
import { useTitle } from '../../ui/useTitle.ts';
import { Incidents } from '../instances/Incidents.tsx';
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
      <Listed pages={pages} empty={<Nothing title={t('operations.none')} hint={t('operations.noneHint')} />}>
        <ul className="records">
          {pages.rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </ul>
      </Listed>
    </section>
  );
}

function Row({ row }: { readonly row: InstanceRow }) {
  const { t } = useTranslation();
  const local = useLocal();
  const [isOpen, setOpen] = useState(false);
  const title = row.title || row.businessKey;
  return (
    <li className="card record">
      <div>
        <h3 className="record-name">
          <Link to={instanceAddress(row.id)}>{title}</Link>
        </h3>
        <p className="quiet record-facts">
          <span>
            {local(row.process.name)} {t('instances.versionOf', { version: row.version })}
          </span>
          <span>{row.businessKey}</span>
          <At at={row.startedAt} />
        </p>
      </div>
      <div className="record-side">
        <Button
          aria-expanded={isOpen}
          aria-label={`${isOpen ? t('operations.fold') : t('operations.look')} ${title}`}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? t('operations.fold') : t('operations.look')}
        </Button>
      </div>
      {isOpen && <Inside instanceId={row.id} />}
    </li>
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
