import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { useWrite } from '../../app/writes.ts';
import { useLanguage } from '../../ui/local.ts';
import { Mark } from '../../ui/Mark.tsx';
import { showMoment } from '../../ui/moment.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { Attempt } from './Attempt.tsx';
import { attemptAddress, courseAddress } from './addresses.ts';
import { useStepFocus } from './steps.ts';

type Course = Output<'getCourse'>;

/** The quiz of a course: its rules and the attempts so far, then the attempt that is under way. */
export function Quiz({ course }: { readonly course: Course }) {
  const { t } = useTranslation();
  const heading = useStepFocus();
  const [attempt, setAttempt] = useState<Output<'startQuiz'>>();
  const start = useWrite('startQuiz', setAttempt);
  if (attempt) return <Attempt course={course} attempt={attempt} />;
  const { passMark, draw, minutes } = course.quiz;
  const params = { wave: course.wave, course: course.id };
  return (
    <article className="card learn-lesson">
      <h2 ref={heading} tabIndex={-1}>
        {t('learn.quiz.title')}
      </h2>
      <ul className="learn-rules">
        <li>{t('learn.quiz.draw', { draw, minutes })}</li>
        <li>{t('learn.quiz.pass', { passMark })}</li>
        <li>{t('learn.quiz.attempts')}</li>
      </ul>
      <Standing course={course} />
      {start.error && <ProblemNotice error={start.error} />}
      {mayBegin(course) && (
        <p className="learn-acts">
          <span className="quiet">{t('learn.quiz.left', { attempts: course.attemptsLeft })}</span>
          <Button type="primary" size="large" loading={start.isPending} onClick={() => start.act({ params })}>
            {course.openAttempt === null ? t('learn.quiz.start') : t('learn.quiz.resume')}
          </Button>
        </p>
      )}
      <Attempts course={course} />
    </article>
  );
}

const mayBegin = ({ state, openAttempt, attemptsLeft }: Course): boolean =>
  openAttempt !== null || (state === 'quiz' && attemptsLeft > 0);

function Standing({ course }: { readonly course: Course }) {
  const { t } = useTranslation();
  const unread = course.lessons.find((it) => it.finishedAt === null);
  if (course.state === 'passed') return <p className="notice good">{t('learn.quiz.passed')}</p>;
  if (course.state === 'tutoring') return <p className="notice">{t('learn.quiz.tutoring')}</p>;
  if (!unread) return null;
  return (
    <p className="notice">
      {t('learn.quiz.unread', { lessons: course.lessonsTotal - course.lessonsDone })}
      <Link to={courseAddress(course.wave, course.id, unread.id)}>{t('learn.quiz.toUnread')}</Link>
    </p>
  );
}

function Attempts({ course }: { readonly course: Course }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (course.attempts.length === 0) return null;
  return (
    <>
      <h3>{t('learn.quiz.before')}</h3>
      <ul className="learn-attempts">
        {course.attempts.map(({ id, at, score, passed }) => (
          <li key={id}>
            <Link to={attemptAddress(course.wave, course.id, id)}>
              <time dateTime={at}>{showMoment(at, language)}</time>
            </Link>
            <span>{t('learn.quiz.score', { score })}</span>
            <Mark tone={passed ? 'good' : 'bad'}>{passed ? t('learn.quiz.isPassed') : t('learn.quiz.isFailed')}</Mark>
          </li>
        ))}
      </ul>
    </>
  );
}
