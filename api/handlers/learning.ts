import type { Operation } from '../../contract/operation.ts';
import { ATTEMPTS } from '../../domain/quiz.ts';
import { Refusal } from '../../domain/refusal.ts';
import { courseState } from '../../domain/training.ts';
import { type CourseContent, courseOf } from '../../store/courses.ts';
import { hashOf } from '../../store/json.ts';
import {
  type Attempt,
  attemptsAt,
  findAttempt,
  findEnrolment,
  findProgress,
  type Learner,
  noteChange,
  type Progress,
  saveLesson,
} from '../../store/learning.ts';
import { type LearningCourse, learningOf } from '../../store/views/learning.ts';
import type { Call, Handlers, Services } from '../handler.ts';
import { attemptsLeft, beginAttempt, closeExpired, handIn, isExhausted, isOpen, lessonsOf } from '../quizzes.ts';
import { moment, momentOrNull, sameText } from '../refs.ts';
import { shownAttempt, shownResult } from '../shownQuiz.ts';
import { tellWave } from '../waveSignal.ts';

export const myLearning: Handlers['myLearning'] = async ({ actor, at, authorize }, { db }) => {
  authorize('own', undefined);
  const waves = await learningOf(db, actor.id);
  return {
    items: waves.map(({ policyTitle, dueAt, status, acknowledgedAt, declinedAt, courses, ...wave }) => ({
      ...wave,
      policyTitle: policyTitle ?? sameText(wave.policy),
      dueAt: moment(dueAt),
      overdue: !wave.closed && dueAt < at && (acknowledgedAt === null || courses.some((it) => it.passedAt === null)),
      status: status as 'assigned',
      courses: courses.map(courseRow),
      acknowledgedAt: momentOrNull(acknowledgedAt),
      declinedAt: momentOrNull(declinedAt),
    })),
  };
};

function courseRow({ exhausted, attempts, passedAt, ...course }: LearningCourse) {
  const passed = passedAt !== null;
  return {
    ...course,
    state: courseState({ ...course, passed, exhausted }),
    attemptsLeft: passed || exhausted ? 0 : ATTEMPTS - attempts,
    passedAt: passedAt === null ? null : moment(new Date(passedAt)),
  };
}

export const getCourse: Handlers['getCourse'] = async (call, services) => {
  const { learner, course } = await taken(call, services);
  const { db } = services;
  const [progress, attempts] = await Promise.all([findProgress(db, learner), attemptsAt(db, learner)]);
  const { id, chapter, title, minutes, lessons, quiz } = course;
  return {
    id,
    chapter,
    title,
    minutes,
    wave: learner.wave,
    ...standingOf(course, progress, attempts),
    lessons: lessons.map((lesson) => ({ ...shownLesson(lesson), finishedAt: progress?.lessons[lesson.id] ?? null })),
    quiz: { passMark: quiz.passMark, draw: quiz.draw, minutes: quiz.minutes },
    openAttempt: attempts.find((attempt) => isOpen(attempt, call.at))?.id ?? null,
    attempts: attempts.flatMap(({ id: attempt, submittedAt, score, passed }) =>
      submittedAt ? [{ id: attempt, at: moment(submittedAt), score: score ?? 0, passed: passed ?? false }] : [],
    ),
    tutoring: isExhausted(progress) ? (progress?.tutoring ?? null) : null,
  };
};

function standingOf(course: CourseContent, progress: Progress | undefined, attempts: readonly Attempt[]) {
  const lessons = lessonsOf(course, progress);
  const passedAt = progress?.passedAt ?? null;
  return {
    ...lessons,
    state: courseState({ ...lessons, passed: passedAt !== null, exhausted: isExhausted(progress) }),
    attemptsLeft: attemptsLeft(progress, attempts),
    passedAt: momentOrNull(passedAt),
  };
}

type LessonContent = CourseContent['lessons'][number];

const shownLesson = (lesson: LessonContent) =>
  lesson.kind === 'CASE' ? { ...lesson, clauses: [...lesson.clauses] } : lesson;

export const finishLesson: Handlers['finishLesson'] = async (call, services) => {
  const { learner, course } = await taken(call, services, true);
  const { lesson } = call.params;
  if (!course.lessons.some(({ id }) => id === lesson)) throw new Refusal('lesson-unknown');
  const isFirst = await services.db.transaction(async (db) => {
    const before = await findProgress(db, learner);
    await saveLesson(db, learner, { lesson, at: call.at, total: course.lessons.length });
    if (!before) await noteChange(db, learner.wave, learner.person);
    return !before;
  });
  if (isFirst) await tellWave(services, learner.wave);
  const progress = await findProgress(services.db, learner);
  const { lessonsDone, lessonsTotal, state } = standingOf(course, progress, []);
  return { lessonsDone, lessonsTotal, state };
};

export const startQuiz: Handlers['startQuiz'] = async (call, services) => {
  const { learner, course } = await taken(call, services, true);
  const { db } = services;
  if (await closeExpired(db, learner, call.at)) await tellWave(services, learner.wave);
  const attempt = await beginAttempt(db, learner, { id: call.body.requestId, course, at: call.at });
  const attempts = await attemptsAt(db, learner);
  return shownAttempt(course, attempt, attemptsLeft(await findProgress(db, learner), attempts));
};

export const answerQuiz: Handlers['answerQuiz'] = async (call, services) => {
  const attempt = await own(call, services);
  const { learner, course } = await taken(
    { ...call, params: { wave: attempt.wave, course: attempt.course } },
    services,
  );
  const { answers } = call.body;
  if (attempt.submittedAt === null) {
    await handIn(services.db, attempt, { course, answers, at: call.at });
    await tellWave(services, learner.wave);
  } else if (hashOf(attempt.answers) !== hashOf(answers)) {
    throw new Refusal('attempt-answered');
  }
  return result(services, learner, course, attempt.id);
};

export const getAttempt: Handlers['getAttempt'] = async (call, services) => {
  const attempt = await own(call, services);
  const { learner, course } = await taken(
    { ...call, params: { wave: attempt.wave, course: attempt.course } },
    services,
  );
  if (attempt.submittedAt === null) throw new Refusal('attempt-unknown');
  return result(services, learner, course, attempt.id);
};

async function result({ db }: Services, learner: Learner, course: CourseContent, id: string) {
  const [progress, attempts] = await Promise.all([findProgress(db, learner), attemptsAt(db, learner)]);
  const attempt = attempts.find((it) => it.id === id);
  if (!attempt) throw new Error(`the attempt ${id} was handed in and is not there`);
  return shownResult(course, attempt, isExhausted(progress) ? 0 : attemptsLeft(progress, attempts));
}

type CourseCall = Pick<Call<Operation>, 'actor' | 'authorize'> & {
  readonly params: { readonly wave: string; readonly course: string };
};

/** The course that somebody takes in a wave of theirs; to be changed by them only while the wave lasts. */
async function taken({ params, actor, authorize }: CourseCall, { db }: Services, isChange = false) {
  const { wave, course } = params;
  const enrolled = await findEnrolment(db, wave, actor.id);
  authorize('learning.take', enrolled);
  if (isChange && enrolled?.waveState === 'closed') throw new Refusal('wave-closed');
  const content = await courseOf(db, wave, course);
  if (!content) throw new Refusal('course-unknown');
  return { learner: { wave, person: actor.id, course }, course: content };
}

type AttemptCall = Pick<Call<Operation>, 'actor' | 'authorize'> & { readonly params: { readonly attempt: string } };

async function own({ params, authorize }: AttemptCall, { db }: Services): Promise<Attempt> {
  const attempt = await findAttempt(db, params.attempt);
  authorize('attempt.see', attempt);
  if (!attempt) throw new Refusal('attempt-unknown');
  return attempt;
}
