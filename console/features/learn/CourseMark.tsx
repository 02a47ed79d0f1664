import { useTranslation } from 'react-i18next';
import type { CourseState } from '../../../contract/learning.ts';
import { Mark, type Tone } from '../../ui/Mark.tsx';

const tone = {
  open: 'idle',
  reading: 'going',
  quiz: 'soon',
  passed: 'good',
  tutoring: 'bad',
} as const satisfies Record<CourseState, Tone>;

/** How far somebody has come with a course. */
export function CourseMark({ state }: { readonly state: CourseState }) {
  const { t } = useTranslation();
  return <Mark tone={tone[state]}>{t(`learn.state.${state}`)}</Mark>;
}
