import { grade } from '../domain/quiz.ts';
import type { CourseContent, QuizItem } from '../store/courses.ts';
import type { Attempt } from '../store/learning.ts';
import { itemsOf } from './quizzes.ts';
import { moment } from './refs.ts';

const asked = ({ id, clause, kind, question, options }: QuizItem) => ({
  id,
  clause,
  kind,
  question,
  options: options.map((option) => ({ id: option.id, text: option.text })),
});

/** An attempt that is under way: without what is right, and without which items are critical. */
export function shownAttempt(course: CourseContent, attempt: Attempt, attemptsLeft: number) {
  const { id, number, startedAt, expiresAt } = attempt;
  return {
    id,
    number,
    attemptsLeft,
    startedAt: moment(startedAt),
    expiresAt: moment(expiresAt),
    items: itemsOf(course, attempt).map(asked),
  };
}

/** An attempt that has been handed in, with what was right and why. */
export function shownResult(course: CourseContent, attempt: Attempt, attemptsLeft: number) {
  const { id, number, submittedAt, expiresAt, score, passed } = attempt;
  const answers = attempt.answers ?? {};
  const items = itemsOf(course, attempt);
  const marked = grade(items, course.quiz.passMark, answers);
  const at = submittedAt ?? expiresAt;
  return {
    id,
    number,
    submittedAt: moment(at),
    score: score ?? 0,
    passMark: course.quiz.passMark,
    passed: passed ?? false,
    late: at >= expiresAt && Object.keys(answers).length === 0,
    criticalMissed: marked.criticalMissed,
    attemptsLeft,
    items: items.map((item) => ({
      ...asked(item),
      critical: item.critical,
      chosen: [...(answers[item.id] ?? [])],
      answer: [...item.answer],
      right: marked.right.includes(item.id),
      explanation: item.explanation,
    })),
  };
}
