import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCredentials } from '../../activities/credentials.ts';
import { expireSome, findCredentialType, issueCredentials, issueForPolicy, issueOne } from '../../store/credentials.ts';
import { recordSteps } from '../../store/records.ts';
import { permissionsOf, standing } from '../../store/standing.ts';
import { certificateByCode } from '../../store/views/certificates.ts';
import { taskFacts } from '../../store/views/taskFacts.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';
import { definition, openTask, record, staff, started, step } from './samples.ts';

const DAY_MS = 86_400_000;
const name = JSON.stringify({ 'zh-CN': 'x', en: 'x' });
const now = new Date();
const days = (count: number) => new Date(now.getTime() + count * DAY_MS);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  await staff(db);
  await db('entitlement').insert([
    { id: 'order', name },
    { id: 'pay', name },
  ]);
  await db('entitlement_grant').insert(
    ['lin', 'wang'].flatMap((person) =>
      ['order', 'pay'].map((it) => ({
        id: `${person}/${it}`,
        entitlement_id: it,
        person_id: person,
        valid_from: days(-99),
      })),
    ),
  );
  await db('credential_type').insert({ id: 'L2', name, policy_id: 'POL-01' });
  await db('credential_unlock').insert({ type_id: 'L2', entitlement_id: 'order' });
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db('credential').delete();
  await database.db('entitlement_suspension').delete();
  await database.db('notification').delete();
});

const kind = async () => {
  const type = await findCredentialType(database.db, 'L2');
  if (!type) throw new Error('there is no kind L2');
  return type;
};
const issue = async (source: string, people = ['lin'], at = now) =>
  issueCredentials(database.db, { type: await kind(), people, source, at });
const active = () => database.db('credential').where({ status: 'active' });
const may = async (person: string, permission: string, at = now) =>
  (await standing(database.db, { person, candidates: [], permission, credential: 'L2', at })).permission !== null;
const sweep = () => createCredentials({ db: database.db, consoleUrl: '' }).sweepCredentials();

async function held(person: string, validTo: Date): Promise<void> {
  const row = { id: randomUUID(), type_id: 'L2', person_id: person, valid_from: days(-300), valid_to: validTo };
  await database.db('credential').insert(row);
}

describe('issuing certificates', () => {
  test('gives each person one, however many issue at once and however often', async () => {
    const everybody = ['lin', 'wang', 'zhao', 'chen'];

    await Promise.all(Array.from({ length: 12 }, (_, index) => issue(`wave-${index % 6}`, everybody.toReversed())));

    const certificates = await active();
    expect(new Set(certificates.map(({ person_id }) => person_id))).toEqual(new Set(everybody));
    expect(certificates).toHaveLength(4);
    expect(await database.db('credential')).toHaveLength(4);
    expect(new Set(certificates.map(({ code }) => code)).size).toBe(4);
  });

  test('renews at once for one alone of many what is near its end', async () => {
    await held('lin', days(20));

    await Promise.all(Array.from({ length: 8 }, (_, index) => issue(`wave-${index}`)));

    const all = await database.db('credential').orderBy('valid_from');
    expect(all.map(({ status }) => status)).toEqual(['renewed', 'active']);
  });

  test('leaves alone what is good for long, and gives nothing twice for the same', async () => {
    await held('lin', days(200));
    expect(await issue('wave-1')).toEqual([]);
    expect(await issue('wave-1', ['wang'])).toEqual(['wang']);
    await database
      .db('credential')
      .where({ person_id: 'wang' })
      .update({ valid_to: days(3) });

    expect(await issue('wave-1', ['wang'])).toEqual([]);
    expect(await issue('wave-2', ['wang'])).toEqual(['wang']);
  });

  test('by hand is refused while the one in force is good for long', async () => {
    await held('lin', days(61));
    const one = { type: await kind(), person: 'lin', source: 'r1', by: 'chen', reason: 'examined', at: now };

    await expect(issueOne(database.db, one)).rejects.toMatchObject({ code: 'credential-current' });
    await issueOne(database.db, { ...one, at: days(2) });
    expect(await active()).toMatchObject([{ source: 'r1' }]);
  });

  test('for a policy gives the kinds that it earns, and keeps evidence', async () => {
    await issueForPolicy(database.db, { policy: 'POL-01', people: ['lin'], source: 'wave-9', at: now });
    await issueForPolicy(database.db, { policy: 'POL-02', people: ['wang'], source: 'wave-9', at: now });

    const [certificate, ...others] = await active();
    expect(others).toEqual([]);
    const evidence = await database
      .db('audit_event')
      .where({ action: 'certificate-issued', subject_id: certificate.id });
    expect(evidence).toHaveLength(1);
    expect(await certificateByCode(database.db, certificate.code)).toMatchObject({ person: { id: 'lin' } });
  });
});

describe('a certificate that lapses', () => {
  test('takes along what it unlocks and nothing else; its renewal brings that back', async () => {
    await held('lin', days(-1));
    await held('wang', days(1));
    expect(await may('lin', 'order')).toBe(true);

    expect(await sweep()).toMatchObject({ expired: 1 });

    expect(await may('lin', 'order')).toBe(false);
    expect(await may('lin', 'pay')).toBe(true);
    expect(await may('wang', 'order')).toBe(true);
    expect(await permissionsOf(database.db, 'lin', now)).toEqual(['pay']);
    await issue('renewal');
    expect(await may('lin', 'order')).toBe(true);
    expect(await permissionsOf(database.db, 'lin', now)).toEqual(['order', 'pay']);
  });

  test('closes the tasks that ask for what it unlocks, and no others', async () => {
    await definition(database.db);
    const tasks = ['order', 'pay'].map((permission) =>
      openTask(permission, { permission, candidates: ['person:lin'] }),
    );
    await recordSteps(database.db, record([step(1, started, ...tasks)]));
    const grantFor = async (token: string) =>
      (await taskFacts(database.db, { task: `purchase/P-1|${token}`, person: 'lin', at: now }))?.permissionGrant;
    await held('lin', days(-1));
    expect(await grantFor('order')).toBe('lin/order');

    await sweep();

    expect(await grantFor('order')).toBeNull();
    expect(await grantFor('pay')).toBe('lin/pay');
  });

  test('is swept up once by many at a time', async () => {
    for (const person of ['lin', 'wang', 'zhao']) await held(person, days(-1));

    const lapsed = await Promise.all([1, 2, 3, 4].map(() => expireSome(database.db, now, 100)));

    expect(
      lapsed
        .flat()
        .map(({ person }) => person)
        .toSorted(),
    ).toEqual(['lin', 'wang', 'zhao']);
    expect(await database.db('entitlement_suspension')).toHaveLength(3);
  });

  test('tells its holder before: at sixty, thirty and seven days, once each', async () => {
    await held('lin', days(29));
    await held('wang', days(100));

    expect(await sweep()).toEqual({ expired: 0, reminded: 1 });
    expect(await sweep()).toEqual({ expired: 0, reminded: 0 });
    await database
      .db('credential')
      .where({ person_id: 'lin' })
      .update({ valid_to: days(6) });
    expect(await sweep()).toEqual({ expired: 0, reminded: 1 });

    const told = await database.db('notification').where({ person_id: 'lin' }).orderByRaw(`params ->> 'days'`);
    expect(told.map(({ kind: it, params }) => [it, params.days])).toEqual([
      ['certificate-expiring', '30'],
      ['certificate-expiring', '7'],
    ]);
  });

  test('holds permissions for as long as anything holds them', async () => {
    await held('lin', days(-1));
    const training = { person_id: 'lin', entitlement_id: 'order', kind: 'training', ref: 'wave/x', since: now };
    await database.db('entitlement_suspension').insert(training);
    await sweep();
    await issue('renewal');

    expect(await may('lin', 'order')).toBe(false);
    await database.db('entitlement_suspension').where({ ref: 'wave/x' }).update({ lifted_at: now });
    expect(await may('lin', 'order')).toBe(true);
  });
});

describe('a certificate that was revoked', () => {
  test('is good for nothing, and one that was renewed early is good until its end', async () => {
    await held('lin', days(20));
    const holds = async () =>
      (await standing(database.db, { person: 'lin', candidates: [], credential: 'L2', at: now })).credential !== null;
    await database.db('credential').update({ status: 'renewed' });
    expect(await holds()).toBe(true);
    await database.db('credential').update({ status: 'revoked' });
    expect(await holds()).toBe(false);
  });
});
