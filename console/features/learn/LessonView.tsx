import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../contract/address.ts';
import { useWrite } from '../../app/writes.ts';
import { ClauseTags } from '../../ui/ClauseTags.tsx';
import { useLocal } from '../../ui/local.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { useStepFocus } from './steps.ts';

type Course = Output<'getCourse'>;
type Lesson = Course['lessons'][number];
type Case = Extract<Lesson, { kind: 'CASE' }>;

type Props = {
  readonly course: Course;
  readonly lesson: Lesson;
  readonly place: number;
  readonly onBack: (() => void) | undefined;
  readonly onNext: () => void;
};

/** One lesson. That it was read is written down when one goes on. */
export function LessonView({ course, lesson, place, onBack, onNext }: Props) {
  const { t } = useTranslation();
  const local = useLocal();
  const heading = useStepFocus();
  const [isOpen, setOpen] = useState(lesson.kind === 'CLAUSE' || lesson.finishedAt !== null);
  const finish = useWrite('finishLesson', onNext);
  const params = { wave: course.wave, course: course.id, lesson: lesson.id };
  const goOn = () => (lesson.finishedAt === null ? finish.act({ params }) : onNext());
  const clauses = lesson.kind === 'CASE' ? lesson.clauses : [lesson.clause];
  return (
    <article className="card learn-lesson">
      <p className="quiet">{t('learn.lessonOf', { place: place + 1, all: course.lessonsTotal })}</p>
      <h2 ref={heading} tabIndex={-1}>
        {lesson.kind === 'CASE' && `${t('learn.case')}${t('common.colon')}`}
        {local(lesson.title)}
      </h2>
      <ClauseTags clauses={clauses} />
      {lesson.kind === 'CASE' ? (
        <CaseBody lesson={lesson} isOpen={isOpen} onOpen={() => setOpen(true)} />
      ) : (
        <Prose text={local(lesson.body)} />
      )}
      {finish.error && <ProblemNotice error={finish.error} />}
      <p className="learn-acts">
        {onBack && (
          <Button size="large" onClick={onBack}>
            {t('learn.previous')}
          </Button>
        )}
        {isOpen && (
          <Button type="primary" size="large" loading={finish.isPending} onClick={goOn}>
            {lesson.finishedAt === null ? t('learn.finish') : t('learn.next')}
          </Button>
        )}
      </p>
    </article>
  );
}

type CaseProps = { readonly lesson: Case; readonly isOpen: boolean; readonly onOpen: () => void };

function CaseBody({ lesson, isOpen, onOpen }: CaseProps) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <>
      <h3>{t('learn.facts')}</h3>
      <Prose text={local(lesson.facts)} />
      <h3>{t('learn.question')}</h3>
      <Prose text={local(lesson.question)} />
      {!isOpen && (
        <Button size="large" onClick={onOpen}>
          {t('learn.reveal')}
        </Button>
      )}
      <div aria-live="polite">
        {isOpen && (
          <section className="learn-outcome" aria-label={t('learn.outcome')}>
            <h3>{t('learn.outcome')}</h3>
            <Prose text={local(lesson.outcome)} />
          </section>
        )}
      </div>
    </>
  );
}
