import { CheckCircleFilled } from '@ant-design/icons';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { useKeys } from '../../app/keys.ts';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { Bar } from '../../ui/Bar.tsx';
import { useLocal } from '../../ui/local.ts';
import { useTitle } from '../../ui/useTitle.ts';
import { courseAddress, QUIZ } from './addresses.ts';
import { CourseMark } from './CourseMark.tsx';
import './learn.css';
import { LessonView } from './LessonView.tsx';
import { Quiz } from './Quiz.tsx';
import { moved } from './steps.ts';

type Course = Output<'getCourse'>;

/** A course: its lessons one at a time, the case, then the quiz. The address says where one is. */
export function CoursePage() {
  const { t } = useTranslation();
  const { wave = '', course = '' } = useParams();
  const found = useAsk('getCourse', { params: { wave, course } });
  return (
    <>
      <p className="learn-back">
        <Link to="/learn">{t('learn.back')}</Link>
      </p>
      {found.isError && found.data === undefined && <h1>{t('learn.title')}</h1>}
      <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 10 }} />}>
        {(it) => <Steps course={it} />}
      </Answered>
    </>
  );
}

/** Where somebody goes on who does not say: the first lesson that is not read, else the quiz. */
const nextStep = ({ lessons }: Course): string => lessons.find((it) => it.finishedAt === null)?.id ?? QUIZ;

function Steps({ course }: { readonly course: Course }) {
  const { t } = useTranslation();
  const local = useLocal();
  const navigate = useNavigate();
  useTitle(local(course.title));
  const [search] = useSearchParams();
  const asked = search.get('step') ?? nextStep(course);
  const steps = [...course.lessons.map(({ id }) => id), QUIZ];
  const place = Math.max(steps.indexOf(asked), 0);
  const go = (to: number) => {
    const step = steps[to];
    if (step !== undefined) void navigate(courseAddress(course.wave, course.id, step), { state: moved });
  };
  useKeys({ j: () => go(place + 1), k: () => go(place - 1) });
  const lesson = course.lessons[place];
  return (
    <>
      <header className="learn-head">
        <div>
          <h1>{local(course.title)}</h1>
          <p className="quiet">
            {t('learn.chapter', { chapter: course.chapter })} · {t('learn.minutes', { minutes: course.minutes })}
          </p>
        </div>
        <CourseMark state={course.state} />
      </header>
      <div className="learn-course">
        <Contents course={course} place={place} />
        {lesson ? (
          <LessonView
            key={lesson.id}
            course={course}
            lesson={lesson}
            place={place}
            onBack={place > 0 ? () => go(place - 1) : undefined}
            onNext={() => go(place + 1)}
          />
        ) : (
          <Quiz course={course} />
        )}
      </div>
    </>
  );
}

function Contents({ course, place }: { readonly course: Course; readonly place: number }) {
  const { t } = useTranslation();
  const local = useLocal();
  const { lessons, wave, id, lessonsDone, lessonsTotal } = course;
  return (
    <nav className="card learn-contents" aria-label={t('learn.contents')}>
      <p className="learn-progress">
        <Bar value={lessonsDone} of={lessonsTotal} label={t('learn.progress')} />
        <span>{t('learn.lessonsOf', { done: lessonsDone, all: lessonsTotal })}</span>
      </p>
      <ol>
        {lessons.map((lesson, index) => (
          <li key={lesson.id}>
            <Link
              to={courseAddress(wave, id, lesson.id)}
              state={moved}
              aria-current={index === place ? 'step' : undefined}
            >
              <span>
                {lesson.kind === 'CASE' && `${t('learn.case')}${t('common.colon')}`}
                {local(lesson.title)}
              </span>
              {lesson.finishedAt !== null && <Done />}
            </Link>
          </li>
        ))}
        <li>
          <Link
            to={courseAddress(wave, id, QUIZ)}
            state={moved}
            aria-current={place === lessons.length ? 'step' : undefined}
          >
            <span>{t('learn.quiz.title')}</span>
            {course.passedAt !== null && <Done />}
          </Link>
        </li>
      </ol>
    </nav>
  );
}

function Done() {
  const { t } = useTranslation();
  return (
    <span className="learn-done">
      <CheckCircleFilled aria-hidden />
      <span className="spoken-only">{t('learn.read')}</span>
    </span>
  );
}
