import { Button } from 'antd';
import { type SubmitEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Consultation } from '../../../contract/consultations.ts';
import { useWrite } from '../../app/writes.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';

const OPINION_MAX = 4_000;
const ROWS = 4;

type Props = {
  readonly round: Consultation;
  /** What one wants to speak about; empty: not said yet. */
  readonly clause: string;
};

/** Whoever was invited says what they think: of one clause, or of the whole draft. */
export function GiveOpinion({ round, clause }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [about, setAbout] = useState(clause);
  const [text, setText] = useState('');
  const area = useRef<HTMLTextAreaElement>(null);
  const { policy, version } = round;
  const submit = useWrite('submitOpinion', () => setText(''));
  const [isSent, setSent] = useState(false);
  useEffect(() => {
    if (clause !== '') area.current?.focus();
  }, [clause]);
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    setSent(true);
    submit.act({
      params: { policy, version },
      body: { ...(about === '' ? {} : { clause: about }), text: text.trim() },
    });
  };
  const isDone = isSent && text === '' && !submit.isPending && !submit.error;
  return (
    <form className="card consultation-form" onSubmit={send} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('consultation.give')}</h2>
      <p className="quiet">{t('consultation.giveHint')}</p>
      {submit.error && <ProblemNotice error={submit.error} />}
      {isDone && (
        <p className="notice good" role="status">
          {t('consultation.given')}
        </p>
      )}
      <label htmlFor={`${id}-about`}>{t('consultation.about')}</label>
      <select id={`${id}-about`} className="select" value={about} onChange={(event) => setAbout(event.target.value)}>
        <option value="">{t('consultation.whole')}</option>
        {round.clauses.map((it) => (
          <option key={it.id} value={it.id}>
            {t('consultation.clause', { number: it.number })}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}-text`}>
        {t('consultation.text')} <span className="quiet">{t('form.isRequired')}</span>
      </label>
      <textarea
        id={`${id}-text`}
        ref={area}
        className="select"
        rows={ROWS}
        maxLength={OPINION_MAX}
        required
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p>
        <Button htmlType="submit" type="primary" size="large" loading={submit.isPending}>
          {t('consultation.send')}
        </Button>
      </p>
    </form>
  );
}
