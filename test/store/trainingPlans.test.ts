import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { informed } from '../../store/acknowledgements.ts';
import { expiringPage } from '../../store/credentials.ts';
import type { Db } from '../../store/db.ts';
import { followAudience, openPage } from '../../store/enrolments.ts';
import { attemptsAt, findEnrolment, findProgress } from '../../store/learning.ts';
import { holdersOf, permissionsOf, standing } from '../../store/standing.ts';
import { tutoringDue } from '../../store/tutoring.ts';
import { certificateByCode, certificatesPage } from '../../store/views/certificates.ts';
import { laggards, learningOf } from '../../store/views/learning.ts';
import { waveFunnel, wavesPage } from '../../store/waves.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';
import { course } from '../workflows/lessons.ts';
import { planOf } from './plan.ts';

const PEOPLE = 5_000;
const WAVES = 20;
const ROWS_OF_A_PAGE = 30;
/** Tables that grow with the company, and with every wave. */
const large =
  /Seq Scan on (enrolment|course_progress|quiz_attempt|acknowledgement|tutoring|credential|entitlement_grant|entitlement_suspension)\b/;
const name = JSON.stringify({ 'zh-CN': 'x', en: 'x' });

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  await db('department').insert({ id: 'd', name });
  await db.raw(`insert into person (id, name, department_id) select 'p' || n, ?, 'd' from generate_series(1, ?) n`, [
    name,
    PEOPLE,
  ]);
  await db('course').insert({ id: 'c', hash: 'h', policy_id: 'P', chapter: '1', content: JSON.stringify(course('1')) });
  await db.raw(
    `insert into wave (id, rollout_id, policy_id, version, name, audience, thresholds, manager_id, due_at, started_by, started_at)
     select 'w' || n, 'r' || n % 200, 'P', n, ?, '{}', '{}', 'p' || n % 500 + 1, now(), 'p1', now() - n * interval '1 hour'
     from generate_series(1, ?) n`,
    [name, WAVES * 100],
  );
  await db.raw(`insert into wave_course select 'w' || n, 'c', 'h', 1 from generate_series(1, ?) n`, [WAVES]);
  await fill(db);
  await db.raw('vacuum analyze');
}, 60_000);
afterAll(() => database.drop());

async function fill(db: Db): Promise<void> {
  const everybody = 'from generate_series(1, ?) w, generate_series(1, ?) p';
  const counts = [WAVES, PEOPLE];
  await db.raw(
    `insert into enrolment (wave_id, person_id, status, enrolled_at, acknowledged_at)
     select 'w' || w, 'p' || p, (array['assigned', 'in-progress', 'passed', 'failed', 'passed'])[p % 5 + 1],
       now() - w * interval '1 day', case when p % 2 = 0 then now() end ${everybody}`,
    counts,
  );
  await db.raw(
    `insert into course_progress (wave_id, person_id, course_id, started_at, failed_at)
     select 'w' || w, 'p' || p, 'c', now(), case when p % 5 = 3 then now() end ${everybody}`,
    counts,
  );
  await db.raw(
    `insert into quiz_attempt (id, wave_id, person_id, course_id, round, number, seed, items, started_at, expires_at)
     select w || '/' || p, 'w' || w, 'p' || p, 'c', 1, 1, '', '{}', now(), now() ${everybody}`,
    counts,
  );
  await db.raw(
    `insert into acknowledgement (id, person_id, policy_id, version, wave_id, verdict, content_hash, statement_hash, locale, at, seal)
     select w || '/' || p, 'p' || p, 'P', w, 'w' || w, 'signed', 'h', 's', 'en', now(), 'x' ${everybody}`,
    counts,
  );
  await db.raw(
    `insert into tutoring (wave_id, person_id, course_id, round, instance_id, begun_at)
     select 'w' || w, 'p' || p, 'c', 1, 'i', now() ${everybody} where p % 5 = 3 and p % 2 = 0`,
    counts,
  );
  await db.raw(
    `insert into entitlement (id, name, tier) select 'e' || n, ?, least(n, 3) from generate_series(1, 20) n`,
    [name],
  );
  await db.raw(`insert into credential_type (id, name) select 't' || n, ? from generate_series(1, ?) n`, [name, WAVES]);
  await db.raw(
    `insert into entitlement_grant (id, entitlement_id, person_id, valid_from)
     select w || '/' || p, 'e' || w, 'p' || p, now() - interval '1 day' ${everybody}`,
    counts,
  );
  await db.raw(
    `insert into credential (id, type_id, person_id, valid_from, valid_to)
     select w || '/' || p, 't' || w, 'p' || p, now() - interval '1 day', now() + p * interval '1 day' ${everybody}`,
    counts,
  );
  await db.raw(
    `insert into entitlement_suspension (person_id, entitlement_id, kind, ref, since, lifted_at)
     select 'p' || p, 'e' || w, 'credential', 't' || w, now(), case when p % 3 > 0 then now() end ${everybody}`,
    counts,
  );
}

const at = new Date();
const later = new Date(at.getTime() + 60_000);
const learner = { wave: 'w7', person: 'p77', course: 'c' };
const limit = 20;
const lists: Readonly<Record<string, (db: Db, cursor?: string) => Promise<unknown>>> = {
  'all waves': (db, cursor) => wavesPage(db, { manager: null, limit, cursor }),
  'the waves that somebody manages': (db) => wavesPage(db, { manager: 'p7', limit: 2 }),
  'the waves of a rollout': (db) => wavesPage(db, { manager: null, rollout: 'r7', limit: 2 }),
  'the funnel of a wave': (db) => waveFunnel(db, 'w7'),
  'the laggards of a wave': (db, cursor) => laggards(db, 'w7', { limit, cursor }),
  'whom to remind': (db) => openPage(db, { wave: 'w7', after: 'p2', limit: 100 }),
  'who has come and gone': (db) => followAudience(db, { wave: 'w7', audience: {}, after: 'p49', at }),
  'who waits for a tutor': (db) => tutoringDue(db, 'w7', limit),
  'what somebody learns': (db) => learningOf(db, 'p77'),
  'an enrolment': (db) => findEnrolment(db, 'w7', 'p77'),
  'the progress in a course': (db) => findProgress(db, learner),
  'the attempts at a quiz': (db) => attemptsAt(db, learner),
  'what somebody had been told': (db) => informed(db, 'p77', 'P', 7, later),
  'the certificates of a person': (db, cursor) => certificatesPage(db, { person: 'p77', limit: 5, cursor }),
  'a certificate by its code': (db) => certificateByCode(db, 'ZD-NONE'),
  'certificates that will lapse': (db) =>
    expiringPage(db, { at, until: new Date(at.getTime() + 60 * 86_400_000), limit: 100 }),
  'the standing of a person': (db) =>
    standing(db, { person: 'p77', candidates: ['person:p77'], permission: 'e3', credential: 't3', at }),
  'who may do a task': (db) => holdersOf(db, ['person:p77'], { permission: 'e3', credential: 't3', at }),
  'the permissions of a person': (db) => permissionsOf(db, 'p77', at),
};

describe('a list of training', () => {
  test.each(Object.entries(lists))('reads no table from end to end: %s', async (_name, read) => {
    const first = await planOf(database.db, (db) => read(db));
    const { next } = (first.result ?? {}) as { readonly next?: string | null };
    const second = next ? await planOf(database.db, (db) => read(db, next)) : first;

    expect(`${first.plan}\n${second.plan}`).not.toMatch(large);
  });

  test('and the check would see it', async () => {
    const { plan } = await planOf(database.db, (db) => db.raw(`select * from enrolment where passed_courses = 7`));

    expect(plan).toMatch(large);
  });
});

describe('the standing of a person', () => {
  test('costs a few pages of indexes, however much is suspended', async () => {
    const question = { person: 'p77', candidates: ['person:p77'], permission: 'e3', credential: 't3', at };
    const { plan, result } = await planOf(database.db, (db) => standing(db, question));

    expect(result).toMatchObject({ permission: '3/77', credential: '3/77' });
    expect(Number(/shared hit=(\d+)/.exec(plan)?.[1])).toBeLessThan(ROWS_OF_A_PAGE);
    expect(plan).toMatch(/Index Only Scan using entitlement_suspended/);
  });
});
