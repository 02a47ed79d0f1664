import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { InstanceRow } from '../../../contract/instances.ts';
import { useMe } from '../../app/me.ts';
import type { BatchKind } from './BatchDialog.tsx';

/** What is to be done with which. */
export type Batch = { readonly kind: BatchKind; readonly rows: readonly InstanceRow[] };

type Props = {
  /** Those that are chosen. */
  readonly rows: readonly InstanceRow[];
  readonly isAll: boolean;
  readonly max: number;
  readonly onAll: (isOn: boolean) => void;
  readonly onBatch: (batch: Batch) => void;
};

/** Above a list: how many of it are chosen, and what may be done with them. */
export function Chosen({ rows, isAll, max, onAll, onBatch }: Props) {
  const { t } = useTranslation();
  const { roles } = useMe();
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
        <Button type="primary" onClick={() => onBatch({ kind: 'retry', rows: stuck })}>
          {t('instances.retryChosen', { count: stuck.length })}
        </Button>
      )}
      {running.length > 0 && roles.includes('administrator') && (
        <Button danger onClick={() => onBatch({ kind: 'cancel', rows: running })}>
          {t('instances.cancelChosen', { count: running.length })}
        </Button>
      )}
    </div>
  );
}
