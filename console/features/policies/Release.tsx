import { CloseCircleOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyVersion } from '../../../contract/policies.ts';
import { useMe } from '../../app/me.ts';
import { useWrite } from '../../app/writes.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';
import { isSettled } from './StatusTag.tsx';

/** What still bars a version from taking effect; an officer puts it in force, or gives it up. */
export function Release({ version: it }: { readonly version: PolicyVersion }) {
  const { t } = useTranslation();
  const { roles } = useMe();
  const [isWithdrawing, setWithdrawing] = useState(false);
  if (isSettled(it.status)) return null;
  return (
    <section className="card policy-release no-print" aria-labelledby="policy-release">
      <h2 id="policy-release">{it.bars.length === 0 ? t('policies.ready') : t('policies.bars')}</h2>
      {it.bars.length > 0 && (
        <ul>
          {it.bars.map((bar) => (
            <li key={bar.code}>
              <CloseCircleOutlined aria-hidden /> {bar.sentence}
            </li>
          ))}
        </ul>
      )}
      {roles.includes('officer') && <Acts version={it} onWithdraw={() => setWithdrawing(true)} />}
      {isWithdrawing && <WithdrawDialog version={it} onClose={() => setWithdrawing(false)} />}
    </section>
  );
}

type ActsProps = { readonly version: PolicyVersion; readonly onWithdraw: () => void };

/** The server judges, and says what is missing: nobody needs to guess why a button is grey. */
function Acts({ version: it, onWithdraw }: ActsProps) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const effective = useWrite('makeEffective');
  const { policy, version } = it;
  const ask = () =>
    void modal.confirm({
      title: t('policies.makeEffective'),
      content: t('policies.makeEffectiveHint', { version }),
      okText: t('policies.makeEffective'),
      cancelText: t('common.cancel'),
      onOk: () => effective.act({ params: { policy, version } }),
    });
  return (
    <>
      {effective.error && <ProblemNotice error={effective.error} />}
      <p className="policy-acts">
        <Button
          size="large"
          type={it.bars.length === 0 ? 'primary' : 'default'}
          loading={effective.isPending}
          onClick={ask}
        >
          {t('policies.makeEffective')}
        </Button>
        {it.mayWithdraw && (
          <Button size="large" danger onClick={onWithdraw}>
            {t('policies.withdraw')}
          </Button>
        )}
      </p>
    </>
  );
}

function WithdrawDialog({ version: it, onClose }: { readonly version: PolicyVersion; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const withdraw = useWrite('withdrawPolicyVersion', onClose);
  const { policy, version } = it;
  return (
    <ReasonDialog
      title={t('policies.withdrawTitle', { version })}
      label={t('policies.withdrawReason')}
      confirm={t('policies.withdraw')}
      isRequired
      isDanger
      isPending={withdraw.isPending}
      error={withdraw.error}
      onClose={onClose}
      onSubmit={(reason) => withdraw.act({ params: { policy, version }, body: { reason } })}
    />
  );
}
