import { Input, Modal } from 'antd';
import { type ReactNode, type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './dialog.css';
import { ProblemNotice } from './ProblemNotice.tsx';

const REASON_MAX = 4_000;

type Props = {
  readonly title: string;
  readonly label: string;
  readonly confirm: string;
  readonly isRequired?: boolean;
  readonly isDanger?: boolean;
  readonly isPending: boolean;
  readonly error: Error | null;
  /** What else is asked, above the reason. */
  readonly children?: ReactNode;
  readonly onSubmit: (reason: string) => void;
  readonly onClose: () => void;
};

/** Asks for a reason before something is done that others will want explained. */
export function ReasonDialog(props: Props) {
  const { title, label, confirm, isRequired = false, isDanger = false, isPending, error, children } = props;
  const { t } = useTranslation();
  const id = useId();
  const [reason, setReason] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    props.onSubmit(reason.trim());
  };
  return (
    <Modal
      open
      title={title}
      okText={confirm}
      cancelText={t('common.cancel')}
      okButtonProps={{ htmlType: 'submit', form: `${id}-form`, danger: isDanger, loading: isPending, size: 'large' }}
      cancelButtonProps={{ size: 'large' }}
      onCancel={props.onClose}
    >
      <form id={`${id}-form`} className="dialog" onSubmit={submit}>
        {error && <ProblemNotice error={error} />}
        {children}
        <label htmlFor={id}>
          {label} <span className="quiet">{isRequired ? t('form.isRequired') : t('form.isOptional')}</span>
        </label>
        <Input.TextArea
          id={id}
          rows={4}
          maxLength={REASON_MAX}
          required={isRequired}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </form>
    </Modal>
  );
}
