import type { CourseContent } from '../../store/courses.ts';
import type { Db } from '../../store/db.ts';
import { toJson } from '../../store/json.ts';

const DEPARTMENTS = 50;
/** A superior for every so many people. */
const TEAM = 100;
const CREDENTIAL = 'policy-POL-01';

const name = toJson({ 'zh-CN': '名', en: 'Name' });

const both = (text: string) => ({ 'zh-CN': text, en: text });

/** The course of the wave: what is taught costs nothing here. */
export const course: CourseContent = {
  id: 'POL-01.1',
  policy: 'POL-01',
  chapter: '1',
  title: both('Course'),
  minutes: 10,
  lessons: [],
  quiz: { passMark: 80, draw: 8, minutes: 15, items: [] },
};

/** Those whom the wave means: everybody but the superiors. */
export const departments = Array.from({ length: DEPARTMENTS }, (_, number) => `dep${number}`);

/** A company of so many people, and a policy with one course that all of them are to learn and to sign. */
export async function hire(db: Db, people: number): Promise<void> {
  await db.raw(`insert into department (id, name) select 'dep' || n, ? from generate_series(0, ?) n`, [
    name,
    DEPARTMENTS - 1,
  ]);
  await db.raw(`insert into department (id, name) values ('board', ?)`, [name]);
  await db.raw(
    `insert into person (id, name, department_id) select 'boss' || n, ?, 'board' from generate_series(0, ?) n`,
    [name, Math.floor(people / TEAM) + 1],
  );
  await hirePeople(db, 0, people);
  await db.raw(`insert into policy (id, title) values ('POL-01', ?)`, [name]);
  await db.raw(
    `insert into policy_version (policy_id, version, status, content_hash) values ('POL-01', 2, 'draft', 'hash')`,
  );
  await db.raw(`insert into credential_type (id, name, policy_id) values (?, ?, 'POL-01')`, [CREDENTIAL, name]);
  await db.raw('vacuum (analyze) person');
}

async function hirePeople(db: Db, from: number, to: number): Promise<void> {
  await db.raw(
    `insert into person (id, name, department_id, superior_id)
     select 'p' || lpad(n::text, 7, '0'), ?, 'dep' || n % ?, 'boss' || n / ?
     from generate_series(cast(? as integer), cast(? as integer)) n`,
    [name, DEPARTMENTS, TEAM, from, to - 1],
  );
}

/** Some come, one of a hundred goes, and everybody may place orders. */
export async function hireMore(db: Db, people: number, joiners: number): Promise<void> {
  await hirePeople(db, people, people + joiners);
  await db.raw(`update person set active = false where id like 'p%00'`);
  await db.raw(`insert into entitlement (id, name) values ('order', ?)`, [name]);
  await db.raw(
    `insert into entitlement_grant (id, entitlement_id, person_id, valid_from)
     select id, 'order', id, now() from person where id like 'p%'`,
  );
}

/** As the API writes it for each of them: a passed course and a signature, for people from one number up to another. */
export async function learn(db: Db, wave: string, from: number, to: number): Promise<void> {
  const range = `from generate_series(cast(? as integer), cast(? as integer)) n`;
  await db.transaction(async (trx) => {
    await trx.raw(
      `insert into course_progress (wave_id, person_id, course_id, started_at, finished_at, passed_at)
       select ?, 'p' || lpad(n::text, 7, '0'), 'POL-01.1', now(), now(), now() ${range}`,
      [wave, from, to - 1],
    );
    await trx.raw(
      `insert into acknowledgement (id, person_id, policy_id, version, wave_id, verdict, content_hash, statement_hash,
         locale, at, seal)
       select ? || n, 'p' || lpad(n::text, 7, '0'), 'POL-01', 2, ?, 'signed', 'hash', 'words', 'en', now(), 'seal' ${range}`,
      [`${wave}/`, wave, from, to - 1],
    );
    await trx.raw(
      `insert into enrolment_change (wave_id, person_id) select ?, 'p' || lpad(n::text, 7, '0') ${range}
       on conflict (wave_id, person_id) do update set touched = enrolment_change.touched + 1`,
      [wave, from, to - 1],
    );
  });
}
