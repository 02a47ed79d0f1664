import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { Bar } from '../../ui/Bar.tsx';
import { Due } from '../../ui/Due.tsx';
import { useLanguage, useLocal } from '../../ui/local.ts';
import { Mark } from '../../ui/Mark.tsx';
import { showMoment } from '../../ui/moment.ts';
import { courseAddress, QUIZ, signAddress } from './addresses.ts';
import { CourseMark } from './CourseMark.tsx';

type Wave = Output<'myLearning'>['items'][number];
type Course = Wave['courses'][number];

/** One wave: by when, how much is left, its courses, and the signature at the end. */
export function WaveCard({ wave }: { readonly wave: Wave }) {
  const { t } = useTranslation();
  const local = useLocal();
  const done = wave.courses.filter((it) => it.state === 'passed').length + (wave.acknowledgedAt ? 1 : 0);
  const all = wave.courses.length + 1;
  const next = wave.courses.find((it) => it.state !== 'passed' && it.state !== 'tutoring')?.id;
  return (
    <article className="card learn-wave">
      <header>
        <div>
          <h2>{local(wave.policyTitle)}</h2>
          <p className="quiet">
            {t('learn.version', { version: wave.version })} · {local(wave.name)}
          </p>
        </div>
        {done === all ? (
          <Mark tone="good">{t('learn.allDone')}</Mark>
        ) : (
          !wave.closed && <Due dueAt={wave.dueAt} provisional={false} />
        )}
      </header>
      <p className="learn-progress">
        <Bar value={done} of={all} label={t('learn.progress')} />
        <span>{t('learn.doneOf', { done, all })}</span>
      </p>
      <ol className="learn-steps">
        {wave.courses.map((course) => (
          <CourseStep key={course.id} wave={wave} course={course} isNext={course.id === next} />
        ))}
        <Signature wave={wave} isNext={next === undefined} />
      </ol>
    </article>
  );
}

type StepProps = { readonly wave: Wave; readonly course: Course; readonly isNext: boolean };

function CourseStep({ wave, course, isNext }: StepProps) {
  const { t } = useTranslation();
  const local = useLocal();
  const step = course.state === 'quiz' ? QUIZ : undefined;
  return (
    <li>
      <div>
        <p className="learn-step-name">
          {t('learn.courseName', { chapter: course.chapter, title: local(course.title) })}
        </p>
        <p className="quiet">
          {t('learn.lessonsOf', { done: course.lessonsDone, all: course.lessonsTotal })} ·{' '}
          {t('learn.minutes', { minutes: course.minutes })}
        </p>
      </div>
      <CourseMark state={course.state} />
      <Link className={isNext ? 'button primary' : 'button'} to={courseAddress(wave.wave, course.id, step)}>
        {t(`learn.go.${course.state}`)}
        <span className="spoken-only"> {local(course.title)}</span>
      </Link>
    </li>
  );
}

function Signature({ wave, isNext }: { readonly wave: Wave; readonly isNext: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { acknowledgedAt, declinedAt } = wave;
  return (
    <li>
      <div>
        <p className="learn-step-name">{t('learn.sign.step')}</p>
        <p className="quiet">
          {acknowledgedAt
            ? t('learn.sign.signedAt', { at: showMoment(acknowledgedAt, language) })
            : t('learn.sign.stepHint')}
        </p>
      </div>
      {acknowledgedAt && <Mark tone="good">{t('learn.sign.signed')}</Mark>}
      {!acknowledgedAt && declinedAt && <Mark tone="bad">{t('learn.sign.declined')}</Mark>}
      {!acknowledgedAt && !declinedAt && <Mark tone="idle">{t('learn.sign.open')}</Mark>}
      <Link className={isNext && !acknowledgedAt ? 'button primary' : 'button'} to={signAddress(wave.wave)}>
        {acknowledgedAt ? t('learn.sign.look') : t('learn.sign.go')}
      </Link>
    </li>
  );
}
