import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultThresholds } from '../../domain/training.ts';
import { declare, informed } from '../../store/acknowledgements.ts';
import { saveCourse } from '../../store/courses.ts';
import { followAudience } from '../../store/enrolments.ts';
import { noteChange, saveLesson, saveOutcome } from '../../store/learning.ts';
import { findWave, markDirty, openWave, waveFacts, waveFunnel } from '../../store/waves.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';
import { course } from '../workflows/lessons.ts';
import { staff } from './samples.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  await staff(db);
  const name = JSON.stringify({ 'zh-CN': 'x', en: 'x' });
  await db('position').insert(['buyer', 'clerk'].map((id) => ({ id, name })));
  await db('person').whereIn('id', ['lin', 'zhao']).update({ position_id: 'buyer' });
  await db('policy').insert({ id: 'POL-01', title: name });
  await db('policy_version').insert({ policy_id: 'POL-01', version: 1, status: 'draft', content_hash: 'h1' });
  await saveCourse(db, course('1'));
});
afterAll(() => database.drop());

const now = new Date();
const both = { 'zh-CN': '一', en: 'One' };

async function open(audience = {}, courses = ['POL-01.1']): Promise<string> {
  const wave = `wave/POL-01@v1/${randomUUID()}`;
  await openWave(database.db, {
    wave,
    rollout: 'r',
    policy: 'POL-01',
    version: 1,
    name: both,
    courses,
    audience,
    thresholds: defaultThresholds,
    manager: 'chen',
    due: now.getTime(),
    startedBy: 'chen',
    startedAt: now.getTime(),
  });
  return wave;
}

const follow = async (wave: string) => {
  const found = await findWave(database.db, wave);
  return followAudience(database.db, { wave, audience: found?.audience ?? {}, after: '', at: now });
};
const enrolled = async (wave: string, status = 'assigned'): Promise<string[]> =>
  (await database.db('enrolment').where({ wave_id: wave, status }).orderBy('person_id')).map(
    ({ person_id }) => person_id,
  );

describe('an audience', () => {
  test.each([
    { audience: {}, people: ['chen', 'lin', 'wang', 'zhao'] },
    { audience: { departments: ['ops'] }, people: ['chen', 'lin', 'wang'] },
    { audience: { positions: ['buyer'] }, people: ['lin', 'zhao'] },
    { audience: { departments: ['ops'], positions: ['buyer'] }, people: ['lin'] },
    { audience: { departments: ['legal'], people: ['wang'] }, people: ['wang', 'zhao'] },
    { audience: { people: ['lin'] }, people: ['lin'] },
    { audience: { people: [], departments: [] }, people: ['chen', 'lin', 'wang', 'zhao'] },
    { audience: { departments: ['ops'], except: ['chen'] }, people: ['lin', 'wang'] },
  ])('of $audience means $people', async ({ audience, people }) => {
    const wave = await open(audience);
    await follow(wave);

    expect(await enrolled(wave)).toEqual(people);
  });

  test('exempts whom it excepts, and enrols nobody twice', async () => {
    const wave = await open({ departments: ['ops'], except: ['chen'] });
    await Promise.all([follow(wave), follow(wave), follow(wave)]);

    expect(await enrolled(wave, 'exempt')).toEqual(['chen']);
    expect(await follow(wave)).toMatchObject({ joined: 0, left: 0, cursor: null });
  });
});

describe('opening a wave', () => {
  test('is done once, and pins the courses as they are then', async () => {
    const wave = await open();
    await saveCourse(database.db, { ...course('1'), minutes: 99 });
    const [pinned] = await database.db('wave_course').where({ wave_id: wave });
    await saveCourse(database.db, course('1'));

    expect(pinned).toMatchObject({ course_id: 'POL-01.1' });
    expect(await database.db('course').where({ hash: pinned.course_hash }).first()).toMatchObject({
      content: { minutes: 5 },
    });
    const evidence = await database.db('audit_event').where({ action: 'wave-opened', subject_id: wave });
    expect(evidence).toHaveLength(1);
  });

  test('fails when a course does not exist', async () => {
    await expect(open({}, ['POL-01.1', 'POL-01.none'])).rejects.toThrow(/POL-01.none/);
  });
});

describe('what was learnt', () => {
  test('is counted by the gate although nobody has told the wave', async () => {
    const wave = await open({ people: ['lin', 'wang'] });
    await follow(wave);
    await learn(wave, 'lin');

    expect(await waveFunnel(database.db, wave)).toMatchObject({ assigned: 2, passed: 0 });
    const facts = await waveFacts(database.db, wave);
    expect(facts.find(({ id }) => id === 'wave-passed')).toMatchObject({ measured: 50, ok: false });
    expect(await waveFunnel(database.db, wave)).toMatchObject({ assigned: 1, passed: 1, acknowledged: 1, open: 1 });
  });

  test('is told by the first of many, until it was counted', async () => {
    const wave = await open();

    const told = await Promise.all(Array.from({ length: 8 }, () => markDirty(database.db, wave)));
    expect(told.filter(Boolean)).toHaveLength(1);
  });

  test('is known for a moment in the past: who had signed which version, and passed what', async () => {
    const wave = await open({ people: ['zhao'] });
    await follow(wave);
    const before = new Date(Date.now() - 1_000);
    await learn(wave, 'zhao');

    expect(await informed(database.db, 'zhao', 'POL-01', 1, new Date())).toEqual({
      acknowledgedAt: expect.any(Date),
      contentHash: 'h1',
      passedCourses: ['POL-01.1'],
    });
    const unknowing = { acknowledgedAt: null, contentHash: null, passedCourses: [] };
    expect(await informed(database.db, 'zhao', 'POL-01', 1, before)).toEqual(unknowing);
    expect(await informed(database.db, 'zhao', 'POL-01', 2, new Date())).toEqual(unknowing);
  });
});

async function learn(wave: string, person: string): Promise<void> {
  const { db } = database;
  const learner = { wave, person, course: 'POL-01.1' };
  const at = new Date();
  await saveLesson(db, learner, { lesson: '1.1', at, total: 1 });
  await saveOutcome(db, learner, { passed: true, exhausted: false, at });
  const signed = { verdict: 'signed', contentHash: 'h1', statementHash: 's', locale: 'en' } as const;
  await declare(db, { id: randomUUID(), person, policy: 'POL-01', version: 1, wave, at, ...signed });
  await noteChange(db, wave, person);
}
