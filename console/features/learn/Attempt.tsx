import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { useMe } from '../../app/me.ts';
import { useWrite } from '../../app/writes.ts';
import { useDraft } from '../../ui/draft.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { attemptAddress } from './addresses.ts';
import { Question } from './Question.tsx';
import { useTimeLeft } from './useTimeLeft.ts';

type QuizAttempt = Output<'startQuiz'>;
type Chosen = Readonly<Record<string, readonly string[]>>;

type Props = { readonly course: Output<'getCourse'>; readonly attempt: QuizAttempt };

/** The questions of an attempt. What is chosen is kept on this device; when the time is up it is handed in as it is. */
export function Attempt({ course, attempt }: Props) {
  const { t } = useTranslation();
  const { chosen, choose, forget } = useChosen(attempt);
  const [isAsking, setAsking] = useState(false);
  const handIn = useHandIn(course, attempt, forget);
  const { id, items, number, attemptsLeft } = attempt;
  const open = items.filter((it) => (chosen[it.id] ?? []).length === 0);
  const send = () => handIn.act({ params: { attempt: id }, body: { answers: answersOf(chosen) } });
  const left = useTimeLeft(attempt.expiresAt, send);
  return (
    <form
      className="card learn-lesson learn-quiz"
      onSubmit={(event) => {
        event.preventDefault();
        if (open.length === 0 || isAsking) send();
        else setAsking(true);
      }}
    >
      <h2>{t('learn.quiz.number', { number })}</h2>
      <p className="quiet">{t('learn.quiz.after', { attempts: attemptsLeft })}</p>
      {items.map((item, index) => (
        <Question
          key={item.id}
          item={item}
          number={index + 1}
          chosen={chosen[item.id] ?? []}
          onChoose={(options) => {
            setAsking(false);
            choose(item.id, options);
          }}
        />
      ))}
      {handIn.error && <ProblemNotice error={handIn.error} onRetry={send} />}
      {isAsking && (
        <p className="notice" role="alert">
          {t('learn.quiz.unanswered', { questions: open.map((it) => items.indexOf(it) + 1).join(t('common.comma')) })}
        </p>
      )}
      <div className="learn-bar">
        <span>{t('learn.quiz.answered', { done: items.length - open.length, all: items.length })}</span>
        <TimeLeft seconds={left} />
        <Button type="primary" size="large" htmlType="submit" loading={handIn.isPending}>
          {isAsking ? t('learn.quiz.anyway') : t('learn.quiz.handIn')}
        </Button>
      </div>
    </form>
  );
}

const MINUTE_S = 60;
const LAST_MINUTES = [5, 1];

function TimeLeft({ seconds }: { readonly seconds: number }) {
  const { t } = useTranslation();
  const minutes = Math.ceil(seconds / MINUTE_S);
  const words = seconds < MINUTE_S ? t('learn.quiz.seconds', { seconds }) : t('learn.quiz.minutes', { minutes });
  return (
    <>
      <span className={minutes <= 1 ? 'learn-time last' : 'learn-time'} role="timer">
        {words}
      </span>
      <span className="spoken-only" role="status">
        {LAST_MINUTES.includes(minutes) && t('learn.quiz.minutes', { minutes })}
      </span>
    </>
  );
}

/** What is chosen survives a reload: the attempt goes on, so should its answers. */
function useChosen({ id, items }: QuizAttempt) {
  const me = useMe();
  const draft = useDraft(`${me.person.id}.quiz.${id}`, {});
  const known = new Set(items.map((it) => it.id));
  const chosen: Chosen = Object.fromEntries(
    Object.entries(draft.values).filter((entry): entry is [string, string[]] => known.has(entry[0])),
  );
  const choose = (item: string, options: readonly string[]) => draft.change({ ...chosen, [item]: options }, true);
  return { chosen, choose, forget: draft.forget };
}

const answersOf = (chosen: Chosen) =>
  Object.fromEntries(Object.entries(chosen).map(([item, options]) => [item, [...options]]));

function useHandIn({ wave, id: course }: Props['course'], { id }: QuizAttempt, forget: () => void) {
  const navigate = useNavigate();
  return useWrite('answerQuiz', () => {
    forget();
    void navigate(attemptAddress(wave, course, id), { replace: true });
  });
}
