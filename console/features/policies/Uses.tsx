import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ClauseUse } from '../../../contract/clauseUses.ts';
import { useAsk } from '../../app/queries.ts';
import { useLocal } from '../../ui/local.ts';
import { courseAddress } from '../learn/addresses.ts';

/** Models and courses are seldom deployed anew. */
const FRESH_MS = 300_000;

/** What carries each clause of a policy, by clause. */
export function useClauseUses(policy: string): ReadonlyMap<string, ClauseUse> {
  const uses = useAsk('listClauseUses', { params: { policy } }, { staleTime: FRESH_MS });
  return useMemo(() => new Map(uses.data?.items.map((it) => [it.clause, it])), [uses.data]);
}

/** Which processes carry a clause out, and which lessons teach it: a link where one takes the course. */
export function Uses({ use }: { readonly use: ClauseUse | undefined }) {
  const { t } = useTranslation();
  const local = useLocal();
  const learning = useAsk('myLearning', {}, { staleTime: FRESH_MS });
  if (!use) return null;
  const waveOf = (course: string) =>
    learning.data?.items.find(({ courses }) => courses.some(({ id }) => id === course))?.wave;
  return (
    <>
      {use.processes.length > 0 && (
        <p className="policy-laws">
          <span className="quiet">{t('policies.carriedBy')}</span>
          {use.processes.map(({ key, name, steps }) => (
            <span key={key}>
              {local(name)}
              {steps.length > 0 && (
                <span className="quiet">
                  {t('policies.steps', { steps: steps.map(local).join(t('common.comma')) })}
                </span>
              )}
            </span>
          ))}
        </p>
      )}
      {use.lessons.length > 0 && (
        <p className="policy-laws">
          <span className="quiet">{t('policies.taughtIn')}</span>
          {use.lessons.map(({ course, lesson, title }) => (
            <Lesson
              key={`${course} ${lesson}`}
              wave={waveOf(course)}
              course={course}
              lesson={lesson}
              title={local(title)}
            />
          ))}
        </p>
      )}
    </>
  );
}

type LessonProps = {
  /** Of whoever reads; undefined: they do not take the course. */
  readonly wave: string | undefined;
  readonly course: string;
  readonly lesson: string;
  readonly title: string;
};

function Lesson({ wave, course, lesson, title }: LessonProps) {
  if (wave === undefined) return <span>{title}</span>;
  return <Link to={courseAddress(wave, course, lesson)}>{title}</Link>;
}
