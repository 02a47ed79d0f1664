import type { Answers } from '../domain/quiz.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { row, rows } from './rows.ts';

/** Whose learning in which course of which wave. */
export type Learner = { readonly wave: string; readonly person: string; readonly course: string };

/** How somebody stands in a wave: what decides whether they may learn in it. */
export type Enrolled = {
  readonly wave: string;
  readonly person: string;
  readonly status: string;
  readonly waveState: string;
  readonly policy: string;
  readonly version: number;
  readonly contentHash: string | null;
};

export const findEnrolment = (db: Db, wave: string, person: string) =>
  row<Enrolled>(
    db,
    `select wave.id as wave, person_id as person, enrolment.status, wave.state as "waveState", wave.policy_id as policy,
       wave.version, coalesce(wave.content_hash, policy_version.content_hash) as "contentHash"
     from enrolment join wave on wave.id = wave_id
       left join policy_version on policy_version.policy_id = wave.policy_id and policy_version.version = wave.version
     where wave_id = :wave and person_id = :person`,
    { wave, person },
  );

/** How far somebody has come with a course. Lesson → when it was finished. */
export type Progress = {
  readonly lessons: Readonly<Record<string, string>>;
  readonly finishedAt: Date | null;
  readonly passedAt: Date | null;
  /** The last attempt of the round has failed. */
  readonly failedAt: Date | null;
  readonly round: number;
  /** The process in which a tutor explains, and when it had ended. */
  readonly tutoring: string | null;
  readonly tutoredAt: Date | null;
};

const progressColumns = `lessons, course_progress.finished_at as "finishedAt", passed_at as "passedAt",
  failed_at as "failedAt", course_progress.round, tutoring.instance_id as tutoring, tutoring.finished_at as "tutoredAt"`;
const progressFrom = `course_progress left join tutoring using (wave_id, person_id, course_id, round)`;

export const findProgress = (db: Db, learner: Learner) =>
  row<Progress>(
    db,
    `select ${progressColumns} from ${progressFrom}
     where wave_id = :wave and person_id = :person and course_id = :course`,
    learner,
  );

/** The same, held until the transaction ends: what one person does at once happens one after the other. */
export async function lockProgress(db: Db, learner: Learner): Promise<Progress | undefined> {
  await rows(
    db,
    `select from course_progress where wave_id = :wave and person_id = :person and course_id = :course for update`,
    learner,
  );
  return findProgress(db, learner);
}

/** Writes down that a lesson was read; `isLast`: with it all are. */
export async function saveLesson(
  db: Db,
  learner: Learner,
  { lesson, at, total }: { readonly lesson: string; readonly at: Date; readonly total: number },
): Promise<void> {
  await rows(
    db,
    `insert into course_progress (wave_id, person_id, course_id, lessons, started_at, finished_at)
     values (:wave, :person, :course, jsonb_build_object(cast(:lesson as text), cast(:moment as text)), :at,
       case when cast(:total as integer) <= 1 then cast(:at as timestamptz) end)
     on conflict (wave_id, person_id, course_id) do update set
       lessons = excluded.lessons || course_progress.lessons,
       finished_at = case when (select count(*) from jsonb_object_keys(excluded.lessons || course_progress.lessons)) >= :total
         then coalesce(course_progress.finished_at, :at) end`,
    { ...learner, lesson, at, moment: at.toISOString(), total },
  );
}

/** The next round of attempts begins: a tutor has explained. */
export async function beginRound(db: Db, learner: Learner, round: number): Promise<void> {
  await rows(
    db,
    `update course_progress set round = :round, failed_at = null
     where wave_id = :wave and person_id = :person and course_id = :course`,
    { ...learner, round },
  );
}

/** What an attempt that was handed in means for the course. */
export async function saveOutcome(
  db: Db,
  learner: Learner,
  { passed, exhausted, at }: { readonly passed: boolean; readonly exhausted: boolean; readonly at: Date },
): Promise<void> {
  await rows(
    db,
    `update course_progress set
       passed_at = case when cast(:passed as boolean) then coalesce(passed_at, :at) else passed_at end,
       failed_at = case when cast(:exhausted as boolean) and not cast(:passed as boolean) then cast(:at as timestamptz) end
     where wave_id = :wave and person_id = :person and course_id = :course`,
    { ...learner, passed, exhausted, at },
  );
}

export type Attempt = {
  readonly id: string;
  readonly wave: string;
  readonly person: string;
  readonly course: string;
  readonly round: number;
  readonly number: number;
  readonly items: readonly string[];
  readonly startedAt: Date;
  readonly expiresAt: Date;
  readonly answers: Answers | null;
  readonly submittedAt: Date | null;
  readonly score: number | null;
  readonly passed: boolean | null;
};

const attemptColumns = `id, wave_id as wave, person_id as person, course_id as course, round, number, items,
  started_at as "startedAt", expires_at as "expiresAt", answers, submitted_at as "submittedAt", score, passed`;

/** All attempts at a course, the oldest first: few, since each round has three. */
export const attemptsAt = (db: Db, learner: Learner) =>
  rows<Attempt>(
    db,
    `select ${attemptColumns} from quiz_attempt
     where wave_id = :wave and person_id = :person and course_id = :course order by round, number`,
    learner,
  );

export const findAttempt = (db: Db, id: string) =>
  row<Attempt>(db, `select ${attemptColumns} from quiz_attempt where id = :id`, { id });

export type NewAttempt = Omit<Attempt, 'answers' | 'submittedAt' | 'score' | 'passed'> & { readonly seed: string };

export async function insertAttempt(db: Db, attempt: NewAttempt): Promise<void> {
  const { id, wave, person, course, round, number, seed, items, startedAt, expiresAt } = attempt;
  await db('quiz_attempt').insert({
    id,
    wave_id: wave,
    person_id: person,
    course_id: course,
    round,
    number,
    seed,
    items,
    started_at: startedAt,
    expires_at: expiresAt,
  });
}

/** Hands an attempt in; false when it had been. */
export async function submitAttempt(
  db: Db,
  id: string,
  result: { readonly answers: Answers; readonly score: number; readonly passed: boolean; readonly at: Date },
): Promise<boolean> {
  const written = await rows(
    db,
    `update quiz_attempt set answers = cast(:answers as jsonb), score = :score, passed = :passed, submitted_at = :at
     where id = :id and submitted_at is null returning id`,
    { id, ...result, answers: toJson(result.answers) },
  );
  return written.length > 0;
}

/** Asks the wave's workflow to look at somebody again, in the transaction of what they have done. */
export async function noteChange(db: Db, wave: string, person: string): Promise<void> {
  await rows(
    db,
    `insert into enrolment_change (wave_id, person_id) values (:wave, :person)
     on conflict (wave_id, person_id) do update set touched = enrolment_change.touched + 1`,
    { wave, person },
  );
}
