import type { CourseContent } from '../../store/courses.ts';

const both = (text: string) => ({ 'zh-CN': text, en: text });

/** A course of one lesson, one case and three items of which the first is critical. */
export const course = (chapter: string): CourseContent => ({
  id: `POL-01.${chapter}`,
  policy: 'POL-01',
  chapter,
  title: both(`Chapter ${chapter}`),
  minutes: 5,
  lessons: [
    { id: `${chapter}.1`, kind: 'CLAUSE', clause: `POL-01#${chapter}.1`, title: both('Clause'), body: both('Body') },
    {
      id: 'case',
      kind: 'CASE',
      clauses: [`POL-01#${chapter}.1`],
      title: both('Case'),
      facts: both('Facts'),
      question: both('Question'),
      outcome: both('Outcome'),
    },
  ],
  quiz: { passMark: 80, draw: 3, minutes: 10, items: [1, 2, 3].map((number) => item(chapter, number)) },
});

const item = (chapter: string, number: number): CourseContent['quiz']['items'][number] => ({
  id: `${chapter}-q${number}`,
  clause: `POL-01#${chapter}.1`,
  critical: number === 1,
  kind: 'single',
  question: both(`Question ${number}`),
  options: ['a', 'b'].map((id) => ({ id, text: both(id) })),
  answer: ['a'],
  explanation: both('Because'),
});
