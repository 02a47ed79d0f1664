import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Live } from '../../app/live.ts';
import { useWrite } from '../../app/writes.ts';
import { At } from '../../ui/At.tsx';
import { Fact } from '../../ui/Fact.tsx';
import { instanceAddress } from '../../ui/instanceAddress.ts';
import { useInstanceTitle } from '../../ui/instanceTitle.ts';
import { useLocal } from '../../ui/local.ts';
import { processAddress } from '../../ui/processAddress.ts';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';
import { Lasted } from './Lasted.tsx';
import { LiveMark } from './LiveMark.tsx';
import type { Instance } from './live.ts';
import { StatusMark } from './StatusMark.tsx';

type Props = { readonly instance: Instance; readonly live: Live };

/** What an instance is, and what may be done with the whole of it. */
export function InstanceHead({ instance, live }: Props) {
  const { t } = useTranslation();
  const [isCancelling, setCancelling] = useState(false);
  const title = useInstanceTitle();
  const { status, mayCancel } = instance;
  return (
    <>
      <header className="page-head instance-head">
        <h1>{title(instance)}</h1>
        <StatusMark instance={instance} />
        {status === 'running' && <LiveMark live={live} />}
        {mayCancel && (
          <Button danger className="instance-cancel no-print" onClick={() => setCancelling(true)}>
            {t('instances.cancel')}
          </Button>
        )}
      </header>
      <Facts instance={instance} />
      {isCancelling && <CancelDialog instanceId={instance.id} onClose={() => setCancelling(false)} />}
    </>
  );
}

function Facts({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation();
  const local = useLocal();
  const { process, version, businessKey, startedBy, startedAt, endedAt, parent, links } = instance;
  return (
    <dl className="card fact-grid">
      <Fact name={t('inbox.process')}>
        <Link to={processAddress(process.key, version)}>
          {local(process.name)} {t('instances.versionOf', { version })}
        </Link>
      </Fact>
      <Fact name={t('instances.key')}>{businessKey}</Fact>
      <Fact name={t('instances.starter')}>{startedBy ? local(startedBy.name) : t('history.system')}</Fact>
      <Fact name={t('instances.started')}>
        <At at={startedAt} />
      </Fact>
      <Fact name={t('instances.ended')}>{endedAt && <At at={endedAt} />}</Fact>
      <Fact name={t('instances.duration')}>
        <Lasted from={startedAt} to={endedAt} />
      </Fact>
      <Fact name={t('instances.calledBy')}>{parent && <Link to={instanceAddress(parent)}>{parent}</Link>}</Fact>
      <Fact name={t('frame.temporalUi')}>
        {links.temporalUi && (
          <a href={links.temporalUi} target="_blank" rel="noreferrer">
            {t('instances.temporal')}
          </a>
        )}
      </Fact>
    </dl>
  );
}

function CancelDialog({ instanceId, onClose }: { readonly instanceId: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const write = useWrite('cancelInstance', onClose);
  return (
    <ReasonDialog
      title={t('instances.cancel')}
      label={t('dialog.reason')}
      confirm={t('instances.cancel')}
      isRequired
      isDanger
      isPending={write.isPending}
      error={write.error}
      onClose={onClose}
      onSubmit={(reason) => write.act({ params: { instanceId }, body: { reason } })}
    >
      <p>{t('instances.cancelHint')}</p>
    </ReasonDialog>
  );
}
