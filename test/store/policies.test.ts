import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPolicy } from '../../catalog/index.ts';
import { seedPolicies } from '../../cli/seedPolicy.ts';
import { concludeConsultation, consultationOf, isAdopted, openConsultation } from '../../store/consultations.ts';
import type { Db } from '../../store/db.ts';
import { insertOpinion } from '../../store/opinions.ts';
import { savePeople } from '../../store/people.ts';
import { clausesAsOf, clausesByRef, putInForce, versionInForce, versionOf } from '../../store/policies.ts';
import {
  approveVersion,
  clausesOf,
  nextNumber,
  putClause,
  removeClause,
  revertClause,
  setStatus,
  type Wording,
} from '../../store/policyDrafts.ts';
import { chaptersInScope, effectivenessOf } from '../../store/policyScope.ts';
import { insertNotice } from '../../store/publicity.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

const policy = 'POL-01';
const second = { policy, version: 2 };
const text = (words: string) => ({ 'zh-CN': words, en: words });
const wording = (words: string, more: Partial<Wording> = {}): Wording => ({
  kind: 'ASSESSMENT',
  binding: 'MUST',
  vitalInterest: true,
  text: text(words),
  laws: [],
  changeClass: 'SUBSTANTIVE',
  changeReason: text('reason'),
  ...more,
});

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
  await db('department').insert({ id: 'd1', name: JSON.stringify(text('d')) });
  const person = { department: 'd1', superior: null, locale: 'en', email: null, position: null } as const;
  await savePeople(db, [
    { ...person, id: 'p1', name: text('p1'), active: true },
    { ...person, id: 'p2', name: text('p2'), active: true },
    { ...person, id: 'p3', name: text('p3'), active: false },
  ]);
  await seedPolicies(db, new Date('2026-11-01T00:00:00Z'));
});
afterAll(() => database.drop());

describe('the policy that ships', () => {
  test('is in force, with the draft of its next version beside it', async () => {
    expect(await versionInForce(db, policy)).toMatchObject({ version: 1, status: 'in-force' });
    expect(await versionOf(db, policy, 2)).toMatchObject({ status: 'draft', basedOn: 1 });
    expect((await chaptersInScope(db, policy, 2)).map(({ id, vital, clauses }) => [id, vital, clauses])).toEqual([
      ['6', true, ['POL-01#6.4']],
      ['11', false, ['POL-01#11.9']],
      ['13', false, ['POL-01#13.1']],
    ]);
  });

  test('is not put back by seeding again, whatever has become of it', async () => {
    const before = await db('policy_version').orderBy('version');
    await seedPolicies(db, new Date());
    expect(await db('policy_version').orderBy('version')).toEqual(before);
  });

  test('has all its chapters in scope where nothing says what has changed', async () => {
    expect((await chaptersInScope(db, policy, 1)).map(({ id }) => id)).toEqual(
      readPolicy().chapters.map(({ id }) => id),
    );
  });
});

describe('a draft', () => {
  test('has another hash after every edit, and the old one when the edit is undone', async () => {
    const hash = async () => (await versionOf(db, policy, 2))?.contentHash;
    const before = await hash();
    await putClause(db, second, '6.1', wording('other'));
    expect(await hash()).not.toBe(before);
    expect((await clausesOf(db, second)).find(({ number }) => number === '6.1')).toMatchObject({
      since: 2,
      changeClass: 'SUBSTANTIVE',
    });

    await revertClause(db, second, '6.1');

    expect(await hash()).toBe(before);
    expect((await clausesOf(db, second)).find(({ number }) => number === '6.1')).toMatchObject({
      since: 1,
      changeClass: null,
    });
  });

  test('does not call changed what is worded as before', async () => {
    const [as] = await clausesByRef(db, ['POL-01#6.5']);
    if (!as) throw new Error('6.5 is gone');
    const { kind, binding, vitalInterest, text: words, laws } = as;
    const given = { kind, binding, vitalInterest, text: words, laws };
    await putClause(db, second, '6.5', { ...wording(''), ...given });

    expect((await clausesOf(db, second)).find(({ number }) => number === '6.5')).toMatchObject({
      since: 1,
      changeClass: null,
    });
  });

  test('keeps the order of its chapters when a clause is added, and never gives a number twice', async () => {
    await putClause(db, second, '6.6', wording('new'));
    const numbers = (await clausesOf(db, second)).map(({ number }) => number);
    expect(numbers.slice(numbers.indexOf('6.5'), numbers.indexOf('7.1') + 1)).toEqual(['6.5', '6.6', '7.1']);
    expect(await nextNumber(db, policy, '6')).toBe('6.7');
    expect(await nextNumber(db, policy, '99')).toBeUndefined();

    await removeClause(db, second, '6.5');
    expect(await nextNumber(db, policy, '6')).toBe('6.7');
    await revertClause(db, second, '6.5');
    await revertClause(db, second, '6.6');
    expect((await clausesOf(db, second)).map(({ number }) => number)).toEqual(
      numbers.filter((number) => number !== '6.6'),
    );
  });
});

describe('a consultation', () => {
  const opening = { ...second, mode: 'all-staff', draftHash: '-', instance: null } as const;
  const conclusion = { agreement: 'agreed', disagreement: null, minutesFile: 'f1' } as const;
  const vital = async () => (await clausesOf(db, second)).filter(({ number }) => number === '6.4');
  const consulted = async () => (await effectivenessOf(db, policy, 2))?.consulted;

  test('invites everybody at work, and counts only once it is concluded', async () => {
    const clauses = (await vital()).map((clause) => ({ id: clause.id, clause }));
    const round = await openConsultation(db, { ...opening, clauses, at: new Date() });
    expect(round).toMatchObject({ round: 1, invited: 2, status: 'collecting' });
    expect(await consulted()).toEqual([]);

    await concludeConsultation(db, round.id, { ...conclusion, at: new Date() });

    expect(await consulted()).toEqual(['6.4']);
    expect(await effectivenessOf(db, policy, 2)).toMatchObject({ vital: ['6.4'], isPublicised: false });
  });

  test('does not cover another wording, unless an opinion asked for it', async () => {
    const clauses = (await vital()).map((clause) => ({ id: clause.id, clause }));
    await putClause(db, second, '6.4', wording('nobody was asked about this'));
    expect(await consulted()).toEqual([]);

    const round = await openConsultation(db, { ...opening, clauses, at: new Date() });
    expect(round.round).toBe(2);
    const said = {
      consultation: round.id,
      clause: 'POL-01#6.4',
      person: 'p1',
      text: 'longer',
      submittedAt: new Date(),
    };
    await insertOpinion(db, { id: 'o1', ...said });
    expect(await isAdopted(db, second, 'POL-01#6.4')).toBe(false);
    await db('opinion').where({ id: 'o1' }).update({ outcome: 'adopted', answered_at: new Date(), answered_by: 'p2' });
    expect(await isAdopted(db, second, 'POL-01#6.4')).toBe(true);
    await concludeConsultation(db, round.id, { ...conclusion, at: new Date() });

    expect(await consulted()).toEqual(['6.4']);
    expect(await isAdopted(db, second, 'POL-01#6.4')).toBe(false);

    await putClause(db, second, '6.4', wording('nor was anybody about this, after the round'));
    expect(await consulted()).toEqual([]);
    await putClause(db, second, '6.4', wording('nobody was asked about this'));
  });

  test('is not concluded without saying what came of it', async () => {
    const round = await openConsultation(db, { ...opening, clauses: [], at: new Date() });
    await expect(db('consultation').where({ id: round.id }).update({ status: 'concluded' })).rejects.toThrow(/check/);
    await db('consultation_invitee').where({ consultation_id: round.id }).delete();
    await db('consultation').where({ id: round.id }).delete();
    expect((await consultationOf(db, second))?.round).toBe(2);
  });
});

describe('a version that has been approved', () => {
  beforeAll(() => approveVersion(db, second, { by: 'p1', at: new Date() }));

  test.each<[string, () => Promise<unknown>]>([
    ['worded', () => putClause(db, second, '6.1', wording('late'))],
    ['added', () => putClause(db, second, '6.6', wording('late'))],
    ['removed', () => removeClause(db, second, '6.1')],
    ['moved', () => Promise.resolve(db('clause').where({ version: 2, number: '6.1' }).update({ position: 999 }))],
    ['replaced', () => Promise.resolve(db('clause').where({ version: 2 }).delete())],
  ])('has no clause %s', async (_, change) => {
    await expect(change()).rejects.toThrow(/stays as it is/);
  });

  test.each([
    ['hash', { content_hash: 'other' }],
    ['signature', { approved_by: 'p2' }],
    ['way back to a draft', { status: 'draft' }],
  ])('has no other %s', async (_, change) => {
    await expect(db('policy_version').where({ version: 2 }).update(change)).rejects.toThrow(/stays as it is/);
  });

  test('is not deleted, and moves only on', async () => {
    await expect(db('policy_version').where({ version: 2 }).delete()).rejects.toThrow(/stays/);
    await setStatus(db, second, 'publicity');
    expect((await versionOf(db, policy, 2))?.status).toBe('publicity');
  });
});

describe('a clause, as of a moment', () => {
  const refs = ['POL-01#6.4', 'POL-01#6.1', 'POL-01#11.9'];
  const later = new Date('2026-11-20T00:00:00Z');
  const known = async (at: string) =>
    (await clausesAsOf(db, refs, new Date(at))).map((it) => [it.id, it.version, it.consulted, it.publicised]);

  beforeAll(async () => {
    const proof = { until: null, evidenceFile: null, recordedBy: null, instance: null };
    const notice = { id: 'n1', ...second, channel: 'meeting', contentHash: '-', publishedAt: later, ...proof } as const;
    await insertNotice(db, notice);
    await putInForce(db, { policy, version: 2, at: later });
  });

  test('is worded as it was in force then, and says whether it bound anybody', async () => {
    expect(await known('2026-10-31T00:00:00Z')).toEqual([]);
    expect(await known('2026-11-10T00:00:00Z')).toEqual([
      ['POL-01#6.1', 1, true, true],
      ['POL-01#6.4', 1, true, true],
    ]);
    expect(await known('2026-11-21T00:00:00Z')).toEqual([
      ['POL-01#6.1', 2, true, true],
      ['POL-01#6.4', 2, true, true],
      ['POL-01#11.9', 2, true, true],
    ]);
  });

  test('was not made known before the notice, nor consulted on without a round', async () => {
    await db('publicity_notice')
      .where({ id: 'n1' })
      .update({ published_at: new Date('2026-11-22T00:00:00Z') });
    await db('consultation').where({ version: 2 }).update({ status: 'negotiating' });

    expect(await known('2026-11-21T00:00:00Z')).toEqual([
      ['POL-01#6.1', 2, true, true],
      ['POL-01#6.4', 2, false, false],
      ['POL-01#11.9', 2, true, false],
    ]);
  });
});
