import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Consultation, Opinion } from '../../../contract/consultations.ts';
import { useMe } from '../../app/me.ts';
import { camel } from '../../ui/camel.ts';
import { clauseAddress } from '../../ui/clauseAddress.ts';
import { useLanguage, useLocal } from '../../ui/local.ts';
import { Mark, type Tone } from '../../ui/Mark.tsx';
import { showMoment } from '../../ui/moment.ts';
import { AnswerForm } from './AnswerForm.tsx';

type Props = { readonly opinion: Opinion; readonly round: Consultation };

/** What one person said, and the answer to it; an officer answers here. */
export function OpinionCard({ opinion, round }: Props) {
  const { t } = useTranslation();
  const local = useLocal();
  const language = useLanguage();
  const me = useMe();
  const [isAnswering, setAnswering] = useState(false);
  const { clause, by, text, submittedAt, answer } = opinion;
  const mayAnswer = round.mayAnswer && answer === null && by.id !== me.person.id;
  return (
    <article className="card consultation-opinion" aria-labelledby={`opinion-${opinion.id}`}>
      <h3 id={`opinion-${opinion.id}`}>
        {local(by.name)}{' '}
        <span className="quiet">
          {clause === null ? (
            t('consultation.whole')
          ) : (
            <Link to={clauseAddress(clause, round.version)}>
              {t('consultation.clause', { number: clause.split('#')[1] ?? clause })}
            </Link>
          )}{' '}
          · {showMoment(submittedAt, language)}
        </span>
      </h3>
      <p className="consultation-words">{text}</p>
      {answer ? <Answer answer={answer} /> : <Mark tone="soon">{t('consultation.unanswered')}</Mark>}
      {mayAnswer && !isAnswering && (
        <p>
          <Button size="large" onClick={() => setAnswering(true)}>
            {t('consultation.answer')}
            <span className="spoken-only"> {local(by.name)}</span>
          </Button>
        </p>
      )}
      {mayAnswer && isAnswering && <AnswerForm opinion={opinion.id} onClose={() => setAnswering(false)} />}
    </article>
  );
}

type Given = NonNullable<Opinion['answer']>;

const tones: Readonly<Record<Given['outcome'], Tone>> = {
  adopted: 'good',
  'partly-adopted': 'going',
  'not-adopted': 'idle',
};

function Answer({ answer: { outcome, reason, by, at } }: { readonly answer: Given }) {
  const { t } = useTranslation();
  const local = useLocal();
  const language = useLanguage();
  return (
    <div className="consultation-answer">
      <p>
        <Mark tone={tones[outcome]}>{t(`consultation.outcomes.${camel(outcome)}`)}</Mark>{' '}
        <span className="quiet">
          {by && `${local(by.name)} · `}
          {showMoment(at, language)}
        </span>
      </p>
      <p className="consultation-words">{reason}</p>
    </div>
  );
}
