/** The step of a course that is its quiz, where others have the id of a lesson. */
export const QUIZ = 'quiz';

const at = (wave: string) => `/learn/${encodeURIComponent(wave)}`;

/** A course of a wave; `step`: a lesson of it, or its quiz. */
export const courseAddress = (wave: string, course: string, step?: string): string =>
  `${at(wave)}/courses/${encodeURIComponent(course)}${step === undefined ? '' : `?step=${encodeURIComponent(step)}`}`;

/** An attempt that was handed in. */
export const attemptAddress = (wave: string, course: string, attempt: string): string =>
  `${at(wave)}/courses/${encodeURIComponent(course)}/attempts/${encodeURIComponent(attempt)}`;

/** Where the version that a wave teaches is signed. */
export const signAddress = (wave: string): string => `${at(wave)}/sign`;
