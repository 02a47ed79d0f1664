import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InstanceRow } from '../../../contract/instances.ts';
import { useMe } from '../../app/me.ts';
import { BatchDialog, type BatchKind } from './BatchDialog.tsx';

type Props = {
  /** Those that are chosen. */
  readonly rows: readonly InstanceRow[];
  readonly isAll: boolean;
  readonly max: number;
  readonly onAll: (isOn: boolean) => void;
};

/** Above a list: how many of it are chosen, and what may be done with them. */
export function Chosen({ rows, isAll, max, onAll }: Props) {
  const { t } = useTranslation();
  const { roles } = useMe();
  const [batch, setBatch] = useState<{ readonly kind: BatchKind; readonly rows: readonly InstanceRow[] }>();
  const stuck = rows.filter(({ hasIncident, status }) => hasIncident && status === 'running');
  const running = rows.filter(({ status }) => status === 'running');
  return (
    <div className="chosen no-print" role="toolbar" aria-label={t('instances.chosenActs')}>
      <label className="filter-tick">
        <input type="checkbox" checked={isAll} onChange={(event) => onAll(event.target.checked)} />
        {t('instances.chooseAll', { max })}
      </label>
      <span role="status">{rows.length > 0 && t('instances.chosen', { count: rows.length })}</span>
      {stuck.length > 0 && (
        <Button type="primary" onClick={() => setBatch({ kind: 'retry', rows: stuck })}>
          {t('instances.retryChosen', { count: stuck.length })}
        </Button>
      )}
      {running.length > 0 && roles.includes('administrator') && (
        <Button danger onClick={() => setBatch({ kind: 'cancel', rows: running })}>
          {t('instances.cancelChosen', { count: running.length })}
        </Button>
      )}
      {batch && <BatchDialog {...batch} onClose={() => setBatch(undefined)} />}
    </div>
  );
}
