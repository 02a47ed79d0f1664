import { Modal } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../contract/address.ts';
import { useWrite } from '../../app/writes.ts';
import '../../ui/dialog.css';
import type { FormHandle } from '../../ui/form/SchemaForm.tsx';
import { useLocal } from '../../ui/local.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { Corrections } from './Corrections.tsx';
import { noCorrections, valuesOf } from './corrections.ts';

type Props = {
  readonly instanceId: string;
  readonly incident: Output<'getInstance'>['incidents'][number];
  readonly onClose: () => void;
};

/** Has what failed tried again, with other values of some variables if need be. */
export function RetryDialog({ instanceId, incident, onClose }: Props) {
  const { t } = useTranslation();
  const local = useLocal();
  const form = useRef<FormHandle>(null);
  const [corrections, setCorrections] = useState(noCorrections);
  const [isWrong, setWrong] = useState(false);
  const retry = useWrite('retryIncident', onClose);
  const send = () => {
    const isComplete = form.current?.validateForm() ?? true;
    const variables = valuesOf(corrections);
    setWrong(variables === undefined);
    if (!isComplete || !variables) return;
    const body = Object.keys(variables).length > 0 ? { variables } : {};
    retry.act({ params: { instanceId, token: incident.token }, body });
  };
  return (
    <Modal
      open
      title={t('instances.retryOf', { step: local(incident.name) })}
      okText={t('instances.retry')}
      cancelText={t('common.cancel')}
      okButtonProps={{ loading: retry.isPending, size: 'large' }}
      cancelButtonProps={{ size: 'large' }}
      onOk={send}
      onCancel={onClose}
    >
      <div className="dialog">
        {retry.error && <ProblemNotice error={retry.error} />}
        <p className="as-written">{incident.reason}</p>
        <p className="quiet">{t('instances.retryHint')}</p>
        <Corrections
          instanceId={instanceId}
          corrections={corrections}
          form={form}
          isWrong={isWrong}
          onChange={setCorrections}
        />
      </div>
    </Modal>
  );
}
