import type { Db } from './db.ts';
import { hashOf, toJson } from './json.ts';
import type { LocalText } from './localText.ts';
import { row, rows } from './rows.ts';

/** What a lesson says: of a clause, or a case. */
export type Lesson = { readonly id: string } & (
  | { readonly kind: 'CLAUSE'; readonly clause: string; readonly title: LocalText; readonly body: LocalText }
  | {
      readonly kind: 'CASE';
      readonly clauses: readonly string[];
      readonly title: LocalText;
      readonly facts: LocalText;
      readonly question: LocalText;
      readonly outcome: LocalText;
    }
);

export type QuizItem = {
  readonly id: string;
  readonly clause: string;
  readonly critical: boolean;
  readonly kind: 'single' | 'multiple' | 'true-false';
  readonly question: LocalText;
  readonly options: readonly { readonly id: string; readonly text: LocalText }[];
  readonly answer: readonly string[];
  readonly explanation: LocalText;
};

/** A course as it was handed over: never changed under its hash. */
export type CourseContent = {
  readonly id: string;
  readonly policy: string;
  readonly chapter: string;
  readonly title: LocalText;
  readonly minutes: number;
  readonly lessons: readonly Lesson[];
  readonly quiz: {
    readonly passMark: number;
    readonly draw: number;
    readonly minutes: number;
    readonly items: readonly QuizItem[];
  };
};

/** Makes a course the current one of its id. */
export async function saveCourse(db: Db, course: CourseContent): Promise<{ readonly hash: string }> {
  const { id, policy, chapter } = course;
  const hash = hashOf(course);
  await db.transaction(async (trx) => {
    await trx('course').where({ id, current: true }).whereNot({ hash }).update({ current: false });
    await trx('course')
      .insert({ id, hash, policy_id: policy, chapter, content: toJson(course) })
      .onConflict(['id', 'hash'])
      .merge({ current: true });
  });
  return { hash };
}

/** A course of a wave, in the version that the wave pins. */
export async function courseOf(db: Db, wave: string, course: string): Promise<CourseContent | undefined> {
  const found = await row<{ content: CourseContent }>(
    db,
    `select content from wave_course join course on course.id = course_id and hash = course_hash
     where wave_id = :wave and course_id = :course`,
    { wave, course },
  );
  return found?.content;
}

export type CourseHead = {
  readonly id: string;
  readonly chapter: string;
  readonly title: LocalText;
  readonly minutes: number;
};

/** The courses of a wave, by name, in its order. */
export const courseHeads = (db: Db, wave: string) =>
  rows<CourseHead>(
    db,
    `select course.id, chapter, content -> 'title' as title, cast(content -> 'minutes' as integer) as minutes
     from wave_course join course on course.id = course_id and hash = course_hash
     where wave_id = :wave order by place`,
    { wave },
  );
