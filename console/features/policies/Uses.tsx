import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ClauseUse } from '../../../contract/clauseUses.ts';
import { useAsk } from '../../app/queries.ts';
import { useLocal } from '../../ui/local.ts';
import { courseAddress } from '../learn/addresses.ts';
import { Grounds } from './Grounds.tsx';

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
        <Grounds name={t('policies.carriedBy')}>
          {use.processes.map(({ key, name, steps }) => (
            <span key={key}>
              {local(name)} <Steps steps={steps.map(local)} />
            </span>
          ))}
        </Grounds>
      )}
      {use.lessons.length > 0 && (
        <Grounds name={t('policies.taughtIn')}>
          {use.lessons.map(({ course, lesson, title }) => (
            <Lesson
              key={`${course} ${lesson}`}
              wave={waveOf(course)}
              course={course}
              lesson={lesson}
              title={local(title)}
            />
          ))}
        </Grounds>
      )}
    </>
  );
}

/** More than these are only counted. */
const STEPS_SHOWN = 4;

function Steps({ steps }: { readonly steps: readonly string[] }) {
  const { t } = useTranslation();
  if (steps.length === 0) return null;
  const shown = { steps: steps.slice(0, STEPS_SHOWN).join(t('common.comma')), count: steps.length };
  return (
    <span className="quiet">
      {steps.length > STEPS_SHOWN ? t('policies.firstSteps', shown) : t('policies.steps', shown)}
    </span>
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
