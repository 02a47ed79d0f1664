import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../contract/address.ts';
import { At } from '../../ui/At.tsx';
import { useLocal } from '../../ui/local.ts';
import { RetryDialog } from './RetryDialog.tsx';

type Instance = Output<'getInstance'>;
type Incident = Instance['incidents'][number];

/** What has gone wrong in an instance and waits for somebody to have it tried again. */
export function Incidents({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation();
  const local = useLocal();
  const [retried, setRetried] = useState<Incident>();
  if (instance.incidents.length === 0) return null;
  return (
    <section className="stack incidents" aria-label={t('instances.incidents')}>
      {instance.incidents.map((incident) => (
        <div key={incident.token} className="notice">
          <strong>{t('instances.stuck', { step: local(incident.name) })}</strong>
          <p className="as-written">{incident.reason}</p>
          <small className="quiet">
            {t('instances.raised')} <At at={incident.raisedAt} />
          </small>
          {instance.mayRetry ? (
            <div className="incident-act">
              <p>{t('instances.whatToDo')}</p>
              <Button type="primary" size="large" onClick={() => setRetried(incident)}>
                {t('instances.retry')}
              </Button>
            </div>
          ) : (
            <p>{t('instances.tellOperations')}</p>
          )}
        </div>
      ))}
      {retried && <RetryDialog instanceId={instance.id} incident={retried} onClose={() => setRetried(undefined)} />}
    </section>
  );
}
