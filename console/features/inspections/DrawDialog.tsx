import { Modal } from 'antd';
import { type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useWrite } from '../../app/writes.ts';
import '../../ui/dialog.css';
import { useLocal } from '../../ui/local.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { inspectionAddress, type Plan } from './words.ts';

/** Where the company's days begin. */
const MIDNIGHT = 'T00:00:00+08:00';

/** Draws a sample now, and leads to its inspection. */
export function DrawDialog({ plan, onClose }: { readonly plan: Plan; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const local = useLocal();
  const navigate = useNavigate();
  const id = useId();
  const [from, setFrom] = useState('');
  const draw = useWrite('drawInspection', ({ inspection }) => void navigate(inspectionAddress(inspection)));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const since = from === '' ? {} : { from: new Date(`${from}${MIDNIGHT}`).toISOString() };
    draw.act({ params: { plan: plan.id }, body: since });
  };
  return (
    <Modal
      open
      title={local(plan.name)}
      okText={t('inspections.drawNow')}
      cancelText={t('common.cancel')}
      okButtonProps={{ htmlType: 'submit', form: `${id}-form`, loading: draw.isPending, size: 'large' }}
      cancelButtonProps={{ size: 'large' }}
      onCancel={onClose}
    >
      <form id={`${id}-form`} className="dialog" onSubmit={submit}>
        {draw.error && <ProblemNotice error={draw.error} />}
        <p>{t('inspections.drawHint')}</p>
        <label htmlFor={id}>
          {t('inspections.drawFrom')} <span className="quiet">{t('form.isOptional')}</span>
        </label>
        <input
          id={id}
          type="date"
          className="select"
          aria-describedby={`${id}-hint`}
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
        <small id={`${id}-hint`} className="quiet">
          {t('inspections.drawFromHint')}
        </small>
      </form>
    </Modal>
  );
}
