import type { Db } from './db.ts';
import type { LocalText } from './localText.ts';
import { rows } from './rows.ts';

/** Somebody who has failed the last attempt of a round, and who is to explain. */
export type TutoringDue = {
  readonly wave: string;
  readonly person: string;
  readonly department: string;
  readonly course: string;
  readonly title: LocalText;
  readonly chapter: string;
  readonly policy: string;
  readonly round: number;
  readonly manager: string;
};

/** Who of a wave waits for a tutor that nobody has been asked to be. */
export const tutoringDue = (db: Db, wave: string, limit: number) =>
  rows<TutoringDue>(
    db,
    `select enrolment.wave_id as wave, enrolment.person_id as person, person.department_id as department,
       course_id as course, content -> 'title' as title, chapter, course.policy_id as policy, round,
       manager_id as manager
     from enrolment join course_progress using (wave_id, person_id)
       join wave_course using (wave_id, course_id) join course on course.id = course_id and hash = course_hash
       join wave on wave.id = wave_id join person on person.id = enrolment.person_id
     where enrolment.wave_id = :wave and enrolment.status = 'failed'
       and course_progress.failed_at is not null and course_progress.passed_at is null
       and not exists (select from tutoring where tutoring.wave_id = :wave
         and tutoring.person_id = enrolment.person_id and tutoring.course_id = course_progress.course_id
         and tutoring.round = course_progress.round)
     order by enrolment.person_id, course_id limit :limit`,
    { wave, limit },
  );

/** Notes that a tutor has been asked. */
export async function noteTutoring(
  db: Db,
  { wave, person, course, round }: Pick<TutoringDue, 'wave' | 'person' | 'course' | 'round'>,
  instance: string,
): Promise<void> {
  await rows(
    db,
    `insert into tutoring (wave_id, person_id, course_id, round, instance_id, begun_at)
     values (:wave, :person, :course, :round, :instance, now()) on conflict do nothing`,
    { wave, person, course, round, instance },
  );
}

/** A tutor has explained: the next round of attempts may begin. Only the process that was asked to can say so. */
export async function finishTutoring(
  db: Db,
  { wave, person, course, round }: Pick<TutoringDue, 'wave' | 'person' | 'course' | 'round'>,
  instance: string,
): Promise<void> {
  await rows(
    db,
    `with finished as (
       update tutoring set finished_at = now()
       where wave_id = :wave and person_id = :person and course_id = :course and round = :round
         and instance_id = :instance and finished_at is null
       returning wave_id, person_id
     )
     insert into enrolment_change (wave_id, person_id) select * from finished
     on conflict (wave_id, person_id) do update set touched = enrolment_change.touched + 1`,
    { wave, person, course, round, instance },
  );
}
