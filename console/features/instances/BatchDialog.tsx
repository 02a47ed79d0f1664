import { Button, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InstanceRow } from '../../../contract/instances.ts';
import { type Done, useBatch } from '../../app/batch.ts';
import { ask, valueOf } from '../../app/queries.ts';
import { call } from '../../client.ts';
import '../../ui/dialog.css';
import { useInstanceTitle } from '../../ui/instanceTitle.ts';
import { Mark, type Tone } from '../../ui/Mark.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';

/** What may be done with many instances at once. */
export type BatchKind = 'retry' | 'cancel';

type Props = { readonly kind: BatchKind; readonly rows: readonly InstanceRow[]; readonly onClose: () => void };

/** Does one thing to several instances, and says of each what came of it; the failed ones can be tried again. */
export function BatchDialog({ kind, rows, onClose }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const { run, resultOf, isRunning } = useBatch((id, requestId) =>
    kind === 'retry' ? retryAll(id, requestId) : cancel(id, reason.trim(), requestId('cancel')),
  );
  const results = rows.map(({ id }) => resultOf(id).kind);
  const left = rows.filter(({ id }) => resultOf(id).kind !== 'done');
  const isUntouched = results.every((it) => it === 'waiting');
  const counts = { count: rows.length, left: left.length, failed: results.filter((it) => it === 'refused').length };
  const isReady = kind === 'retry' || reason.trim() !== '';
  const act = () => void run(left.map(({ id }) => id));
  const footer = <Footer {...{ kind, isRunning, isUntouched, isReady, onClose }} left={left.length} onAct={act} />;
  return (
    <Modal
      open
      title={t(`instances.batch.${kind}`, { count: rows.length })}
      onCancel={onClose}
      closable={!isRunning}
      mask={{ closable: false }}
      footer={footer}
    >
      <div className="dialog">
        <p>{t(`instances.batchHint.${kind}`)}</p>
        {kind === 'cancel' && <Reason value={reason} isClosed={!isUntouched} onChange={setReason} />}
        <p role="status">
          {!isUntouched && t('instances.batchProgress', { ...counts, done: counts.count - counts.left })}
        </p>
        <ol className="batch">
          {rows.map((row) => (
            <Item key={row.id} row={row} done={resultOf(row.id)} />
          ))}
        </ol>
      </div>
    </Modal>
  );
}

type FooterProps = Pick<Props, 'kind' | 'onClose'> & {
  readonly isRunning: boolean;
  readonly isUntouched: boolean;
  readonly isReady: boolean;
  readonly left: number;
  readonly onAct: () => void;
};

function Footer({ kind, isRunning, isUntouched, isReady, left, onAct, onClose }: FooterProps) {
  const { t } = useTranslation();
  return (
    <>
      <Button size="large" disabled={isRunning} onClick={onClose}>
        {isUntouched ? t('common.cancel') : t('common.close')}
      </Button>
      {left > 0 && (
        <Button
          type="primary"
          size="large"
          danger={kind === 'cancel'}
          disabled={!isReady}
          loading={isRunning}
          onClick={onAct}
        >
          {isUntouched ? t(`instances.batchDo.${kind}`) : t('instances.batchAgain', { count: left })}
        </Button>
      )}
    </>
  );
}

type ReasonProps = {
  readonly value: string;
  readonly isClosed: boolean;
  readonly onChange: (reason: string) => void;
};

const REASON_MAX = 4_000;

function Reason({ value, isClosed, onChange }: ReasonProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <>
      <label htmlFor={id}>
        {t('dialog.reason')} <span className="quiet">{t('form.isRequired')}</span>
      </label>
      <Input.TextArea
        id={id}
        rows={3}
        maxLength={REASON_MAX}
        disabled={isClosed}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  );
}

const tone = { waiting: 'idle', going: 'going', done: 'good', refused: 'bad' } as const satisfies Record<
  Done['kind'],
  Tone
>;

function Item({ row, done }: { readonly row: InstanceRow; readonly done: Done }) {
  const { t } = useTranslation();
  const title = useInstanceTitle();
  return (
    <li>
      <span className="batch-item">
        {title(row)}
        {done.kind !== 'waiting' && <Mark tone={tone[done.kind]}>{t(`instances.batchState.${done.kind}`)}</Mark>}
      </span>
      {done.kind === 'refused' && <ProblemNotice error={done.error} />}
    </li>
  );
}

/** An instance may be stuck in several places: each is tried again; one that is not stuck any more is done. */
async function retryAll(instanceId: string, requestId: (deed: string) => string): Promise<void> {
  const { incidents } = await ask('getInstance', { params: { instanceId } });
  for (const { token, raisedAt } of incidents) {
    const body = { requestId: requestId(`${token} ${raisedAt}`) };
    valueOf(await call('retryIncident', { params: { instanceId, token }, body }));
  }
}

async function cancel(instanceId: string, reason: string, requestId: string): Promise<void> {
  valueOf(await call('cancelInstance', { params: { instanceId }, body: { requestId, reason } }));
}
