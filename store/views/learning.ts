import type { Db } from '../db.ts';
import type { LocalText } from '../localText.ts';
import { type Page, readCursor, toPage } from '../page.ts';
import { rows } from '../rows.ts';
import { type PersonRef, personRef } from './taskRow.ts';

/** Waves of one person that their page shows: the newest. */
const WAVES = 20;

export type LearningCourse = {
  readonly id: string;
  readonly chapter: string;
  readonly title: LocalText;
  readonly minutes: number;
  readonly lessonsTotal: number;
  readonly lessonsDone: number;
  readonly passedAt: string | null;
  readonly exhausted: boolean;
  /** Attempts begun in the round that counts now. */
  readonly attempts: number;
};

export type LearningWave = {
  readonly wave: string;
  readonly name: LocalText;
  readonly policy: string;
  readonly version: number;
  readonly policyTitle: LocalText | null;
  readonly dueAt: Date;
  readonly status: string;
  readonly closed: boolean;
  readonly courses: readonly LearningCourse[];
  readonly acknowledgedAt: Date | null;
  readonly declinedAt: Date | null;
};

/** What was signed and passed is read where the API wrote it: the wave's workflow may count it later. */
export const learningOf = (db: Db, person: string) =>
  rows<LearningWave>(
    db,
    `with mine as materialized (
       select wave_id, status from enrolment where person_id = :person and status not in ('exempt', 'left')
       order by enrolled_at desc, wave_id limit :limit
     )
     select wave.id as wave, wave.name, wave.policy_id as policy, wave.version, policy.title as "policyTitle",
       due_at as "dueAt", mine.status, wave.state = 'closed' as closed,
       (select min(at) from acknowledgement where ${declaration('signed')}) as "acknowledgedAt",
       (select max(at) from acknowledgement where ${declaration('declined')}) as "declinedAt",
       coalesce((select jsonb_agg(jsonb_build_object('id', course.id, 'chapter', chapter, 'title', content -> 'title',
           'minutes', content -> 'minutes', 'lessonsTotal', jsonb_array_length(content -> 'lessons'),
           'lessonsDone', coalesce((select count(*) from jsonb_object_keys(lessons)), 0), 'passedAt', passed_at,
           'exhausted', failed_at is not null and tutored.finished_at is null,
           'attempts', (select count(*) from quiz_attempt where quiz_attempt.wave_id = wave.id
             and quiz_attempt.person_id = :person and quiz_attempt.course_id = course.id
             and quiz_attempt.round = done.round + case when tutored.finished_at is null then 0 else 1 end)
         ) order by place)
         from wave_course join course on course.id = course_id and hash = course_hash
           left join course_progress done on done.wave_id = wave.id and done.person_id = :person and done.course_id = course.id
           left join tutoring tutored on tutored.wave_id = wave.id and tutored.person_id = :person
             and tutored.course_id = course.id and tutored.round = done.round
         where wave_course.wave_id = wave.id), '[]') as courses
     from mine join wave on wave.id = mine.wave_id left join policy on policy.id = wave.policy_id
     order by started_at desc, wave.id desc`,
    { person, limit: WAVES },
  );

const declaration = (verdict: 'signed' | 'declined') => `acknowledgement.person_id = :person
  and acknowledgement.policy_id = wave.policy_id and acknowledgement.version = wave.version
  and acknowledgement.wave_id = wave.id and verdict = '${verdict}'`;

export type Laggard = {
  readonly person: PersonRef;
  readonly superior: PersonRef | null;
  readonly status: string;
  readonly passedCourses: number;
  readonly courses: number;
  readonly acknowledgedAt: Date | null;
  /** Why the person would not sign. */
  readonly declined: string | null;
  readonly tutoring: boolean;
};

/** Who of a wave still owes a course or the acknowledgement, by id. */
export async function laggards(
  db: Db,
  wave: string,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Page<Laggard>> {
  const after = readCursor(cursor);
  const found = await rows<Laggard & { readonly at: string; readonly id: string }>(
    db,
    `with page as materialized (
       select * from enrolment where wave_id = :wave ${after ? 'and person_id > :after' : ''}
         and status not in ('exempt', 'left') and (status <> 'passed' or acknowledged_at is null)
       order by person_id limit :count
     )
     select page.person_id as id, 'infinity' as at, ${personRef('person')} as person, ${personRef('superior')} as superior,
       status, passed_courses as "passedCourses",
       (select cast(count(*) as integer) from wave_course where wave_id = :wave) as courses,
       acknowledged_at as "acknowledgedAt",
       case when declined_at is not null then (select reason from acknowledgement
         where acknowledgement.person_id = page.person_id and acknowledgement.wave_id = :wave and verdict = 'declined'
         order by at desc limit 1) end as declined,
       exists (select from tutoring where tutoring.wave_id = :wave and tutoring.person_id = page.person_id
         and finished_at is null) as tutoring
     from page join person on person.id = page.person_id left join person superior on superior.id = person.superior_id
     order by page.person_id`,
    { wave, after: after?.id, count: limit + 1 },
  );
  return toPage(found, limit, ({ id: _id, at: _at, ...laggard }) => laggard);
}
