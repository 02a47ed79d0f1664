import { Button } from 'antd';
import { type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Opinion, Outcome } from '../../../contract/consultations.ts';
import { useWrite } from '../../app/writes.ts';
import { camel } from '../../ui/camel.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';

type Chosen = NonNullable<Opinion['answer']>['outcome'];

const REASON_MAX = 4_000;
const ROWS = 3;

type Props = { readonly opinion: string; readonly onClose: () => void };

/** Adopted, partly or not, and why. An answer stays as it is. */
export function AnswerForm({ opinion, onClose }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [outcome, setOutcome] = useState<Chosen>();
  const [reason, setReason] = useState('');
  const answer = useWrite('answerOpinion', onClose);
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    if (outcome) answer.act({ params: { opinion }, body: { outcome, reason: reason.trim() } });
  };
  return (
    <form className="consultation-form" onSubmit={send}>
      {answer.error && <ProblemNotice error={answer.error} />}
      <fieldset>
        <legend>{t('consultation.outcomeOf')}</legend>
        {Outcome.options.map((it) => (
          <label key={it} className="consultation-check">
            <input type="radio" name={id} required checked={outcome === it} onChange={() => setOutcome(it)} />
            {t(`consultation.outcomes.${camel(it)}`)}
          </label>
        ))}
      </fieldset>
      <label htmlFor={`${id}-reason`}>
        {t('consultation.reason')} <span className="quiet">{t('form.isRequired')}</span>
      </label>
      <textarea
        id={`${id}-reason`}
        className="select"
        rows={ROWS}
        maxLength={REASON_MAX}
        required
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <p className="quiet">{t('consultation.answerHint')}</p>
      <p className="consultation-filter">
        <Button htmlType="submit" type="primary" size="large" loading={answer.isPending}>
          {t('consultation.sendAnswer')}
        </Button>
        <Button size="large" onClick={onClose}>
          {t('common.cancel')}
        </Button>
      </p>
    </form>
  );
}
