import { type Answers, ATTEMPTS, drawItems, grade } from '../domain/quiz.ts';
import { Refusal } from '../domain/refusal.ts';
import { appendAudit } from '../store/audit.ts';
import type { CourseContent, QuizItem } from '../store/courses.ts';
import type { Db } from '../store/db.ts';
import {
  type Attempt,
  attemptsAt,
  beginRound,
  insertAttempt,
  type Learner,
  lockProgress,
  noteChange,
  type Progress,
  saveOutcome,
  submitAttempt,
} from '../store/learning.ts';

const MINUTE_MS = 60_000;
/** What a slow connection may take from somebody who handed in on time. */
const GRACE_MS = 30_000;

/** What is asked in an attempt, in its order. */
export const itemsOf = ({ quiz }: CourseContent, { items }: Pick<Attempt, 'items'>): readonly QuizItem[] =>
  items.flatMap((id) => quiz.items.find((item) => item.id === id) ?? []);

/** Attempts left in the round that counts now. */
export function attemptsLeft(progress: Progress | undefined, attempts: readonly Attempt[]): number {
  if (!progress) return ATTEMPTS;
  if (progress.passedAt) return 0;
  const round = roundOf(progress);
  return ATTEMPTS - attempts.filter((attempt) => attempt.round === round).length;
}

/** Three attempts have failed, and no tutor has explained since. */
export const isExhausted = (progress: Progress | undefined) =>
  progress !== undefined && progress.failedAt !== null && progress.tutoredAt === null;

const roundOf = ({ round, failedAt, tutoredAt }: Progress) => (failedAt && tutoredAt ? round + 1 : round);

export const isOpen = ({ submittedAt, expiresAt }: Attempt, at: Date) =>
  submittedAt === null && expiresAt.getTime() + GRACE_MS > at.getTime();

/** Lessons of the course that were read, and how many there are. */
export function lessonsOf({ lessons }: CourseContent, progress: Progress | undefined) {
  const done = lessons.filter(({ id }) => progress?.lessons[id] !== undefined).length;
  return { lessonsDone: done, lessonsTotal: lessons.length };
}

/** An attempt whose time is over and that was never handed in has failed. True when there was one. */
export async function closeExpired(db: Db, learner: Learner, at: Date): Promise<boolean> {
  return db.transaction(async (trx) => {
    await lockProgress(trx, learner);
    const attempts = await attemptsAt(trx, learner);
    const expired = attempts.find((attempt) => attempt.submittedAt === null && !isOpen(attempt, at));
    if (expired) await keep(trx, expired, { answers: {}, score: 0, passed: false, at: expired.expiresAt });
    return expired !== undefined;
  });
}

/** Begins an attempt, or finds the one that is under way. */
export async function beginAttempt(
  db: Db,
  learner: Learner,
  { id, course, at }: { readonly id: string; readonly course: CourseContent; readonly at: Date },
): Promise<Attempt> {
  return db.transaction(async (trx) => {
    const progress = await lockProgress(trx, learner);
    const { lessonsDone, lessonsTotal } = lessonsOf(course, progress);
    if (!progress || lessonsDone < lessonsTotal) {
      throw new Refusal('lessons-unfinished', { left: String(lessonsTotal - lessonsDone) });
    }
    const attempts = await attemptsAt(trx, learner);
    const open = attempts.find((attempt) => isOpen(attempt, at));
    if (open) return open;
    if (progress.passedAt) throw new Refusal('course-passed');
    if (isExhausted(progress)) throw new Refusal('attempts-used', { count: String(ATTEMPTS) });
    const round = roundOf(progress);
    if (round !== progress.round) await beginRound(trx, learner, round);
    const number = attempts.filter((attempt) => attempt.round === round).length + 1;
    return draw(trx, learner, { id, course, at, round, number });
  });
}

type Drawing = {
  readonly id: string;
  readonly course: CourseContent;
  readonly at: Date;
  readonly round: number;
  readonly number: number;
};

/** The id of the request is the seed: nobody can foresee it, anybody can draw again what it drew. */
async function draw(db: Db, learner: Learner, { id, course, at, round, number }: Drawing): Promise<Attempt> {
  const { quiz } = course;
  const attempt = {
    ...learner,
    id,
    round,
    number,
    items: drawItems(quiz.items, quiz.draw, id).map((item) => item.id),
    startedAt: at,
    expiresAt: new Date(at.getTime() + quiz.minutes * MINUTE_MS),
  };
  await insertAttempt(db, { ...attempt, seed: id });
  return { ...attempt, answers: null, submittedAt: null, score: null, passed: null };
}

/** Hands an attempt in. What comes after its time counts for nothing. */
export async function handIn(
  db: Db,
  attempt: Attempt,
  { course, answers, at }: { readonly course: CourseContent; readonly answers: Answers; readonly at: Date },
): Promise<void> {
  await db.transaction(async (trx) => {
    await lockProgress(trx, attempt);
    const counted = isOpen(attempt, at) ? answers : {};
    const { score, passed } = grade(itemsOf(course, attempt), course.quiz.passMark, counted);
    await keep(trx, attempt, { answers: counted, score, passed, at });
  });
}

type Kept = { readonly answers: Answers; readonly score: number; readonly passed: boolean; readonly at: Date };

async function keep(db: Db, attempt: Attempt, result: Kept): Promise<void> {
  const { id, wave, person, course, number } = attempt;
  if (!(await submitAttempt(db, id, result))) throw new Refusal('attempt-answered');
  const { passed, score, at } = result;
  await saveOutcome(db, attempt, { passed, exhausted: number >= ATTEMPTS, at });
  await noteChange(db, wave, person);
  await appendAudit(db, [
    {
      actor: person,
      action: passed ? 'quiz-passed' : 'quiz-failed',
      subjectKind: 'course',
      subject: course,
      after: { wave, attempt: id, number, score },
    },
  ]);
}
