import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../contract/address.ts';
import { useAsk } from '../../app/queries.ts';
import { useWrite } from '../../app/writes.ts';
import { At } from '../../ui/At.tsx';
import { Fact } from '../../ui/Fact.tsx';
import { useLocal } from '../../ui/local.ts';
import { Mark } from '../../ui/Mark.tsx';
import { Nothing } from '../../ui/Nothing.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { useTitle } from '../../ui/useTitle.ts';
import { NewSource } from './NewSource.tsx';
import { SecretShown } from './SecretShown.tsx';
import { Views } from './Views.tsx';
import './imports.css';

type Source = Output<'listHookSources'>['items'][number];
export type Secret = Output<'createHookSource'>;

/** The systems outside that may tell what happens: for administrators. */
export function SourcesPage() {
  const { t } = useTranslation();
  useTitle(t('imports.sources'));
  const [secret, setSecret] = useState<Secret>();
  const sources = useAsk('listHookSources', {});
  return (
    <>
      <h1>{t('imports.sources')}</h1>
      <Views />
      <p className="quiet import-lead">{t('imports.sourcesHint')}</p>
      <NewSource onMade={setSecret} />
      {secret && <SecretShown secret={secret} />}
      {sources.error && <ProblemNotice error={sources.error} onRetry={() => void sources.refetch()} />}
      {sources.data?.items.length === 0 && <Nothing title={t('imports.noSource')} hint={t('imports.noSourceHint')} />}
      <ul className="source-list">
        {sources.data?.items.map((source) => (
          <li key={source.id} className="card source">
            <SourceCard source={source} onRotated={setSecret} />
          </li>
        ))}
      </ul>
    </>
  );
}

type CardProps = { readonly source: Source; readonly onRotated: (secret: Secret) => void };

function SourceCard({ source, onRotated }: CardProps) {
  const { t } = useTranslation();
  const rotated = useWrite('rotateHookSource', onRotated);
  const disabled = useWrite('disableHookSource');
  const { id, kind, note, disabled: isDisabled } = source;
  const error = rotated.error ?? disabled.error;
  return (
    <>
      <h2>
        <code>{id}</code>{' '}
        <Mark tone={isDisabled ? 'idle' : 'good'}>{isDisabled ? t('imports.disabled') : t('imports.active')}</Mark>
      </h2>
      <p className="quiet">
        {t(`imports.hookKinds.${kind}`)}
        {note !== '' && ` · ${note}`}
      </p>
      <SourceFacts source={source} />
      {error && <ProblemNotice error={error} />}
      <p className="import-acts">
        <Button
          aria-label={`${t('imports.rotate')} ${id}`}
          loading={rotated.isPending}
          onClick={() => rotated.act({ params: { source: id }, body: {} })}
        >
          {t('imports.rotate')}
        </Button>
        <Button
          aria-label={`${isDisabled ? t('imports.enable') : t('imports.disable')} ${id}`}
          loading={disabled.isPending}
          onClick={() => disabled.act({ params: { source: id }, body: { disabled: !isDisabled } })}
        >
          {isDisabled ? t('imports.enable') : t('imports.disable')}
        </Button>
      </p>
    </>
  );
}

function SourceFacts({ source }: { readonly source: Source }) {
  const { t } = useTranslation();
  const local = useLocal();
  const { createdBy, createdAt, rotatedAt, previousUntil, lastReceivedAt, lastRefusedAt } = source;
  return (
    <dl className="source-facts">
      <Fact name={t('imports.sendTo')}>
        <code>{`/api/hooks/${source.id}`}</code>
      </Fact>
      <Fact name={t('imports.lastReceived')}>{lastReceivedAt ? <At at={lastReceivedAt} /> : t('imports.never')}</Fact>
      <Fact name={t('imports.lastRefused')}>{lastRefusedAt && <At at={lastRefusedAt} />}</Fact>
      <Fact name={t('imports.rotatedAt')}>{rotatedAt && <At at={rotatedAt} />}</Fact>
      <Fact name={t('imports.previousUntil')}>{previousUntil && <At at={previousUntil} />}</Fact>
      <Fact name={t('imports.createdAt')}>
        <At at={createdAt} />
        {createdBy && ` · ${local(createdBy.name)}`}
      </Fact>
    </dl>
  );
}
