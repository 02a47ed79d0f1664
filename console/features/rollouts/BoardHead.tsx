import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { useWrite } from '../../app/writes.ts';
import { At } from '../../ui/At.tsx';
import { Fact } from '../../ui/Fact.tsx';
import { useLocal } from '../../ui/local.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';
import { RolloutMark } from './marks.tsx';

type Board = Output<'getRollout'>;
type Act = 'pauseRollout' | 'cancelRollout';

/** What a rollout is, who answers for it, and what may be done with the whole of it. */
export function BoardHead({ board }: { readonly board: Board }) {
  const { t } = useTranslation();
  const local = useLocal();
  const { title, state, policy, version, owner, createdBy, createdAt, pausedAt, endedAt, thresholds, links } = board;
  return (
    <>
      <div className="page-head rollout-head">
        <h1>
          {title} <RolloutMark state={state} />
        </h1>
        <Acts board={board} />
      </div>
      <dl className="card fact-grid">
        <Fact name={t('rollouts.policy')}>
          <Link to={`/policies/${policy}/${version}`}>
            {policy} · {t('learn.version', { version })}
          </Link>
        </Fact>
        <Fact name={t('rollouts.owner')}>{owner && local(owner.name)}</Fact>
        <Fact name={t('rollouts.created')}>
          {createdBy && `${local(createdBy.name)} · `}
          <At at={createdAt} />
        </Fact>
        <Fact name={t('rollouts.thresholds')}>
          {t('rollouts.thresholdsAre', { passed: thresholds.passed, acknowledged: thresholds.acknowledged })}
        </Fact>
        <Fact name={t('rollouts.pausedSince')}>{pausedAt && <At at={pausedAt} />}</Fact>
        <Fact name={t('rollouts.ended')}>{endedAt && <At at={endedAt} />}</Fact>
        <Fact name={t('frame.temporalUi')}>
          {links.temporalUi && (
            <a href={links.temporalUi} target="_blank" rel="noreferrer">
              {t('rollouts.temporal')}
            </a>
          )}
        </Fact>
      </dl>
    </>
  );
}

function Acts({ board }: { readonly board: Board }) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<Act>();
  const resume = useWrite('resumeRollout');
  const params = { rollout: board.id };
  return (
    <div className="rollout-acts no-print">
      {board.mayPause && (
        <Button size="large" onClick={() => setDialog('pauseRollout')}>
          {t('rollouts.act.pauseRollout')}
        </Button>
      )}
      {board.mayResume && (
        <Button type="primary" size="large" loading={resume.isPending} onClick={() => resume.act({ params })}>
          {t('rollouts.resume')}
        </Button>
      )}
      {board.mayCancel && (
        <Button danger size="large" onClick={() => setDialog('cancelRollout')}>
          {t('rollouts.act.cancelRollout')}
        </Button>
      )}
      {resume.error && <ProblemNotice error={resume.error} />}
      {dialog && <ActDialog act={dialog} rollout={board.id} onClose={() => setDialog(undefined)} />}
    </div>
  );
}

type ActProps = { readonly act: Act; readonly rollout: string; readonly onClose: () => void };

function ActDialog({ act, rollout, onClose }: ActProps) {
  const { t } = useTranslation();
  const write = useWrite(act, onClose);
  return (
    <ReasonDialog
      title={t(`rollouts.act.${act}`)}
      label={t('dialog.reason')}
      confirm={t(`rollouts.act.${act}`)}
      isRequired
      isDanger={act === 'cancelRollout'}
      isPending={write.isPending}
      error={write.error}
      onClose={onClose}
      onSubmit={(reason) => write.act({ params: { rollout }, body: { reason } })}
    >
      <p>{t(`rollouts.hint.${act}`)}</p>
    </ReasonDialog>
  );
}
