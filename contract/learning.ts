import { z } from 'zod';
import { operation } from './operation.ts';
import { LocalText, Moment, requested } from './shared.ts';
import { EnrolmentStatus } from './waves.ts';

const ID_MAX = 200;
const WAVE_MAX = 1000;
const ITEMS_MAX = 100;
const CHOSEN_MAX = 20;

const CourseState = z.enum(['open', 'reading', 'quiz', 'passed', 'tutoring']).meta({
  id: 'CourseState',
  description: 'quiz: all lessons are read; tutoring: no attempt is left until a tutor has explained',
});
export type CourseState = z.infer<typeof CourseState>;

const shown = {
  id: z.string(),
  chapter: z.string(),
  title: LocalText,
  minutes: z.int(),
  state: CourseState,
  lessonsDone: z.int(),
  lessonsTotal: z.int(),
  attemptsLeft: z.int(),
  passedAt: Moment.nullable(),
};

const CourseRow = z.object(shown).meta({ id: 'CourseRow' });

const LearningWave = z
  .object({
    wave: z.string(),
    name: LocalText,
    policy: z.string(),
    version: z.int(),
    policyTitle: LocalText,
    dueAt: Moment,
    overdue: z.boolean(),
    status: EnrolmentStatus,
    closed: z.boolean(),
    courses: z.array(CourseRow),
    acknowledgedAt: Moment.nullable(),
    declinedAt: Moment.nullable(),
  })
  .meta({ id: 'LearningWave' });

export const myLearning = operation({
  method: 'get',
  path: '/learning',
  tag: 'training',
  summary: 'What whoever asks is to learn and to sign, wave by wave, newest first',
  result: z.object({ items: z.array(LearningWave) }).meta({ id: 'MyLearning' }),
});

const read = { finishedAt: Moment.nullable() };

const Lesson = z
  .discriminatedUnion('kind', [
    z.object({
      ...read,
      id: z.string(),
      kind: z.literal('CLAUSE'),
      clause: z.string(),
      title: LocalText,
      body: LocalText,
    }),
    z.object({
      ...read,
      id: z.string(),
      kind: z.literal('CASE'),
      clauses: z.array(z.string()),
      title: LocalText,
      facts: LocalText,
      question: LocalText,
      outcome: LocalText,
    }),
  ])
  .meta({ id: 'Lesson', description: 'Texts are paragraphs divided by an empty line, with lists by "- "' });

const Option = z.object({ id: z.string(), text: LocalText });
const ItemKind = z.enum(['single', 'multiple', 'true-false']);

/** An attempt that is under way; what is right is not said before it is handed in. */
const QuizAttempt = z
  .object({
    id: z.string(),
    number: z.int(),
    attemptsLeft: z.int().meta({ description: 'After this one' }),
    startedAt: Moment,
    expiresAt: Moment,
    items: z.array(
      z.object({
        id: z.string(),
        clause: z.string(),
        kind: ItemKind,
        question: LocalText,
        options: z.array(Option),
      }),
    ),
  })
  .meta({ id: 'QuizAttempt' });

/** An attempt that has been handed in, with what was right and why. */
const QuizResult = z
  .object({
    id: z.string(),
    number: z.int(),
    submittedAt: Moment,
    score: z.int().meta({ description: 'Percent' }),
    passMark: z.int(),
    passed: z.boolean(),
    late: z.boolean().meta({ description: 'The time was over: nothing counts' }),
    criticalMissed: z.int(),
    attemptsLeft: z.int(),
    items: z.array(
      z.object({
        id: z.string(),
        clause: z.string(),
        critical: z.boolean(),
        kind: ItemKind,
        question: LocalText,
        options: z.array(Option),
        chosen: z.array(z.string()),
        answer: z.array(z.string()),
        right: z.boolean(),
        explanation: LocalText,
      }),
    ),
  })
  .meta({ id: 'QuizResult' });

const Course = z
  .object({
    ...shown,
    wave: z.string(),
    lessons: z.array(Lesson),
    quiz: z.object({ passMark: z.int(), draw: z.int(), minutes: z.int() }),
    openAttempt: z.string().nullable().meta({ description: 'startQuiz gives it again' }),
    attempts: z.array(
      z.object({ id: z.string(), at: Moment, score: z.int(), passed: z.boolean() }).meta({ id: 'AttemptRow' }),
    ),
    tutoring: z.string().nullable().meta({ description: 'The instance in which a tutor explains' }),
  })
  .meta({ id: 'Course' });

const atWave = z.object({ wave: z.string().max(WAVE_MAX) });
const atCourse = atWave.extend({ course: z.string().max(ID_MAX) });
const atAttempt = z.object({ attempt: z.string().max(ID_MAX) });

export const getCourse = operation({
  method: 'get',
  path: '/learning/{wave}/courses/{course}',
  tag: 'training',
  summary: 'A course of a wave of whoever asks: lessons, cases, and how far they have come',
  params: atCourse,
  result: Course,
  refusals: ['wave-unknown', 'course-unknown'],
});

export const finishLesson = operation({
  method: 'post',
  path: '/learning/{wave}/courses/{course}/lessons/{lesson}/finish',
  tag: 'training',
  summary: 'A lesson has been read',
  params: atCourse.extend({ lesson: z.string().max(ID_MAX) }),
  body: z.object(requested).meta({ id: 'FinishLesson' }),
  result: z.object({ lessonsDone: z.int(), lessonsTotal: z.int(), state: CourseState }).meta({ id: 'LessonFinished' }),
  refusals: ['wave-unknown', 'wave-closed', 'course-unknown', 'lesson-unknown', 'request-reused'],
});

export const startQuiz = operation({
  method: 'post',
  path: '/learning/{wave}/courses/{course}/quiz',
  tag: 'training',
  summary: 'Begin an attempt, or go on with the one that is under way',
  params: atCourse,
  body: z.object(requested).meta({ id: 'StartQuiz' }),
  result: QuizAttempt,
  refusals: [
    'wave-unknown',
    'wave-closed',
    'course-unknown',
    'lessons-unfinished',
    'course-passed',
    'attempts-used',
    'request-reused',
  ],
});

export const answerQuiz = operation({
  method: 'post',
  path: '/learning/attempts/{attempt}/answer',
  tag: 'training',
  summary: 'Hand an attempt in; once handed in it stays as it is',
  params: atAttempt,
  body: z
    .object({
      ...requested,
      answers: z
        .record(z.string().max(ID_MAX), z.array(z.string().max(ID_MAX)).max(CHOSEN_MAX))
        .refine((answers) => Object.keys(answers).length <= ITEMS_MAX)
        .meta({ description: 'Item id → ids of the options chosen' }),
    })
    .meta({ id: 'AnswerQuiz' }),
  result: QuizResult,
  refusals: ['attempt-unknown', 'attempt-answered', 'request-reused'],
});

export const getAttempt = operation({
  method: 'get',
  path: '/learning/attempts/{attempt}',
  tag: 'training',
  summary: 'An attempt of whoever asks that has been handed in',
  params: atAttempt,
  result: QuizResult,
  refusals: ['attempt-unknown'],
});
