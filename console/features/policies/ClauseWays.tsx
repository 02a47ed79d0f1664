import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { PolicyVersion } from '../../../contract/policies.ts';
import { useWrite } from '../../app/writes.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { versionAddress } from './addresses.ts';
import type { Clause } from './reading.ts';

type Props = {
  readonly version: PolicyVersion;
  readonly number: string;
  /** As the draft has it; undefined: it is new, or was taken out. */
  readonly clause: Clause | undefined;
  /** As the version before has it. */
  readonly before: Clause | undefined;
};

/** Where a clause of a draft stands, and what can be done with it as a whole: take it out, or put it back as it was. */
export function ClauseWays({ version: { policy, version }, number, clause, before }: Props) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const edit = useWrite('editClause', () => void navigate(versionAddress({ policy, version })));
  const act = (kind: 'remove' | 'revert') =>
    edit.act({ params: { policy, version, number }, body: { edit: { kind } } });
  const ask = () =>
    void modal.confirm({
      title: t('policies.clause.removeTitle', { number }),
      content: t('policies.clause.removeHint'),
      okText: t('policies.clause.remove'),
      okButtonProps: { danger: true },
      cancelText: t('common.cancel'),
      onOk: () => act('remove'),
    });
  const isRemoved = !clause && before !== undefined;
  const isChanged = before !== undefined && (!clause || clause.change !== null);
  return (
    <div className="clause-ways">
      {edit.error && <ProblemNotice error={edit.error} />}
      {!clause && <p>{isRemoved ? t('policies.clause.isRemoved') : t('policies.clause.isNew')}</p>}
      <p className="policy-acts">
        {isChanged && (
          <Button size="large" loading={edit.isPending} onClick={() => act('revert')}>
            {t('policies.clause.revert')}
          </Button>
        )}
        {clause && (
          <Button size="large" danger loading={edit.isPending} onClick={ask}>
            {t('policies.clause.remove')}
          </Button>
        )}
      </p>
    </div>
  );
}
