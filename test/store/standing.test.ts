import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { superiorOf } from '../../store/people.ts';
import { candidateKeysOf, holdersOf, standing } from '../../store/standing.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';
import { minutes, staff } from './samples.ts';

const at = new Date(minutes(30));
const from = new Date(minutes(0));
const to = new Date(minutes(60));
const name = JSON.stringify({ 'zh-CN': 'x', en: 'x' });

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  await staff(db);
  await db('duty_holder').insert({ person_id: 'chen', duty_id: 'buyer', department_id: null });
  await db('delegation').insert({
    id: 'd1',
    from_person_id: 'wang',
    to_person_id: 'zhao',
    duty_id: 'reviewer',
    valid_from: from,
    valid_to: to,
  });
  await db('entitlement').insert({ id: 'sign', name });
  await db('entitlement_grant').insert([
    { id: 'g1', entitlement_id: 'sign', person_id: 'zhao', valid_from: from },
    { id: 'g2', entitlement_id: 'sign', person_id: 'wang', valid_from: from, revoked_at: at },
  ]);
  await db('credential_type').insert({ id: 'L1', name });
  await db('credential').insert({ id: 'c1', type_id: 'L1', person_id: 'zhao', valid_from: from, valid_to: at });
});
afterAll(() => database.drop());

const keys = async (person: string, moment = at) =>
  (await candidateKeysOf(database.db, person, moment)).map(({ key, onBehalfOf }) =>
    onBehalfOf ? `${key} for ${onBehalfOf}` : key,
  );
const ask = (person: string, candidates: string[], more: object = {}) =>
  standing(database.db, { person, candidates, at, ...more });

describe('the candidate keys of a person', () => {
  test('are the person, their duties, and these within their departments', async () => {
    expect(await keys('lin')).toEqual(['duty:buyer', 'duty:buyer/ops', 'person:lin']);
  });

  test('cover each department when a duty is held company-wide', async () => {
    expect(await keys('chen')).toEqual(['duty:buyer', 'duty:buyer/legal', 'duty:buyer/ops', 'person:chen']);
  });

  test('hold the one duty that was delegated, while it is', async () => {
    expect(await keys('zhao')).toContain('duty:reviewer/ops for wang');
    expect(await keys('zhao')).not.toContain('person:wang for wang');
    expect(await keys('zhao', to)).not.toContain('duty:reviewer/ops for wang');
  });

  test('are none once somebody has left', async () => {
    await database.db('person').insert({ id: 'gone', name, department_id: 'ops', active: false });

    expect(await keys('gone')).toEqual([]);
  });
});

describe('the standing of a person before a task', () => {
  test('is their own where they have it, and that of whom they stand in for otherwise', async () => {
    expect((await ask('zhao', ['duty:reviewer'])).candidate).toMatchObject({ onBehalfOf: null });
    expect((await ask('zhao', ['duty:reviewer/ops'])).candidate).toMatchObject({
      onBehalfOf: 'wang',
      delegation: 'd1',
    });
    expect((await ask('zhao', ['duty:reviewer'], { onBehalfOf: 'wang' })).candidate).toMatchObject({
      delegation: 'd1',
    });
    expect((await ask('lin', ['duty:reviewer'])).candidate).toBeNull();
  });

  test('knows grants that were not revoked and credentials that have not run out', async () => {
    const asked = { permission: 'sign', credential: 'L1' };

    expect(await ask('zhao', [], asked)).toMatchObject({ permission: 'g1', credential: null });
    expect(await ask('zhao', [], { ...asked, at: from })).toMatchObject({ credential: 'c1' });
    expect(await ask('wang', [], asked)).toMatchObject({ permission: null, credential: null });
  });
});

describe('the holders of candidate keys', () => {
  const holders = async (candidates: string[], more: object = {}) =>
    (await holdersOf(database.db, candidates, { at, ...more })).map(({ id }) => id);

  test('are found by duty, by duty in a department, and by name', async () => {
    expect(await holders(['duty:reviewer'])).toEqual(['wang', 'zhao']);
    expect(await holders(['duty:buyer/legal', 'person:wang'])).toEqual(['chen', 'wang']);
  });

  test('are narrowed to those who have what the task asks for', async () => {
    expect(await holders(['duty:reviewer'], { permission: 'sign' })).toEqual(['zhao']);
    expect(await holders(['duty:reviewer'], { credential: 'L1' })).toEqual([]);
  });
});

describe('the superior of a person', () => {
  test('is the first one upwards who is at work', async () => {
    await database.db('person').insert({ id: 'boss', name, department_id: 'ops' });
    await database.db('person').where({ id: 'chen' }).update({ active: false, superior_id: 'boss' });

    expect(await superiorOf(database.db, 'lin')).toBe('boss');
    expect(await superiorOf(database.db, 'boss')).toBeUndefined();
  });
});
