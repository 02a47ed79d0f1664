import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedPolicies } from '../../cli/seedPolicy.ts';
import { consultationOf } from '../../store/consultations.ts';
import type { Db } from '../../store/db.ts';
import { clausesCiting, findLaw, lawsPage } from '../../store/laws.ts';
import { opinionsPage } from '../../store/opinions.ts';
import { savePeople } from '../../store/people.ts';
import { clausesAsOf, putInForce } from '../../store/policies.ts';
import { approveVersion, clausesOf } from '../../store/policyDrafts.ts';
import { insertNotice, noticesPage, notifyEverybody } from '../../store/publicity.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

const policy = 'POL-01';
const second = { policy, version: 2 };
const text = (words: string) => ({ 'zh-CN': words, en: words });

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
  await approveVersion(db, second, { by: 'p1', at: new Date() });
  await putInForce(db, { ...second, at: new Date() });
});
afterAll(() => database.drop());

describe('a notice', () => {
  test('is written once, for everybody at work', async () => {
    const proof = { until: null, evidenceFile: null, recordedBy: null, instance: null };
    const notice = {
      id: 'n1',
      ...second,
      channel: 'meeting',
      contentHash: '-',
      publishedAt: new Date(),
      ...proof,
    } as const;
    expect(await insertNotice(db, notice)).toEqual({ audience: 2, isNew: true });
    expect(await insertNotice(db, notice)).toEqual({ audience: 2, isNew: false });
    expect((await noticesPage(db, { ...second, limit: 5 })).items.map(({ id }) => id)).toEqual(['n1']);
  });
});

describe('the register of laws', () => {
  test('is read in pages, and says how many clauses in force rest on each', async () => {
    const first = await lawsPage(db, { after: 0, limit: 40 });
    const next = await lawsPage(db, { after: Number(first.next), limit: 100 });
    expect(first.items).toHaveLength(40);
    expect(next.next).toBeNull();
    const all = [...first.items, ...next.items];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.find(({ id }) => id === 'CN-LCL')?.citedBy).toBeGreaterThan(3);
  });

  test('finds by words, by jurisdiction and by certainty', async () => {
    const found = async (question: object) =>
      (await lawsPage(db, { after: 0, limit: 100, ...question })).items.map(({ id }) => id);
    expect(await found({ words: '劳动合同法' })).toEqual(['CN-LCL']);
    expect(await found({ words: '2025/40' })).toEqual(['EU-PPWR']);
    expect(await found({ words: '100%' })).toEqual([]);
    const verify = await lawsPage(db, { after: 0, limit: 100, jurisdiction: 'US', certainty: 'V' });
    expect(verify.items.map(({ jurisdiction, certainty }) => [jurisdiction, certainty])).toEqual([['US', 'V']]);
  });

  test('names the clauses that cite a law, with their articles', async () => {
    const clauses = await clausesCiting(db, 'CN-PIPL');
    expect(clauses.map(({ number, articles }) => [number, articles])).toContainEqual(['6.3', ['55', '56']]);
    expect(await clausesCiting(db, 'EU-PPWR')).toMatchObject([{ number: '11.9', version: 2 }]);
    expect(await findLaw(db, 'CN-ELC')).toMatchObject({ promulgated: '2018-08-31', effectiveFrom: '2019-01-01' });
    expect(await findLaw(db, 'nothing')).toBeUndefined();
  });
});

describe('what grows with the company', () => {
  const MANY = 20_000;
  const large = /Seq Scan on (opinion|consultation_invitee|consultation_clause|publicity_notice|clause|notification)\b/;

  beforeAll(async () => {
    const { id } = (await consultationOf(db, { policy, version: 1 })) ?? { id: '' };
    await db.raw(
      `insert into person (id, name, department_id) select 'x' || n, '{"zh-CN": "x", "en": "x"}', 'd1'
       from generate_series(1, ?) n`,
      [MANY],
    );
    await db.raw(
      `insert into consultation (id, policy_id, version, round, mode, status, draft_hash, opened_at)
       select 'other' || n, :policy, 2, n + 10, 'all-staff', 'collecting', '-', now() from generate_series(1, 20) n`,
      { policy },
    );
    await db.raw(
      `insert into opinion (id, consultation_id, person_id, text, submitted_at)
       select 'many' || n, case when n % 20 = 0 then :id else 'other' || (1 + n % 20) end, 'p1', 't',
         now() + n * interval '1 second' from generate_series(1, :many) n`,
      { id, many: MANY },
    );
    await db.raw(
      `insert into publicity_notice (id, policy_id, version, channel, content_hash, published_at, audience)
       select 'many' || n, :policy, 1 + n % 2, 'meeting', '-', now() + n * interval '1 second', 1
       from generate_series(1, :many) n`,
      { policy, many: MANY },
    );
    await db.raw(`insert into policy (id, title) select 'other' || n, '{}' from generate_series(1, 200) n`);
    await db.raw(
      `insert into policy_version (policy_id, version, status, content_hash)
       select 'other' || n, 1, 'draft', '-' from generate_series(1, 200) n`,
    );
    await db.raw(
      `insert into clause (id, policy_id, version, chapter, number, kind, binding, text, position, since_version)
       select 'other' || n || '#' || m, 'other' || n, 1, '{}', '1.' || m, 'GENERAL', 'MUST', '{}', m, 1
       from generate_series(1, 200) n, generate_series(1, 100) m`,
    );
    await db.raw('vacuum analyze');
  });

  const lists: Readonly<Record<string, (it: Db) => Promise<unknown>>> = {
    'a page of opinions': (it) => opinionsPage(it, { consultation: 'other3', limit: 20 }),
    'a page of unanswered opinions': (it) => opinionsPage(it, { consultation: 'other3', unanswered: true, limit: 20 }),
    'the notices of a version': (it) => noticesPage(it, { ...second, limit: 20 }),
    'the clauses of a version': (it) => clausesOf(it, second),
    'clauses as of a moment': (it) => clausesAsOf(it, ['POL-01#6.4'], new Date()),
  };

  test.each(Object.entries(lists))('is read by an index: %s', async (_, read) => {
    const asked: { sql: string; bindings: string[] }[] = [];
    const listen = (query: { sql: string; bindings: string[] }) => asked.push(query);
    db.on('query', listen);
    await read(db);
    db.off('query', listen);
    const [query] = asked;
    const explain = `explain ${query?.sql.replace(/\$\d+/g, '?')}`;
    const { rows } = (await db.raw(explain, query?.bindings ?? [])) as { rows: { 'QUERY PLAN': string }[] };
    expect(rows.map((it) => it['QUERY PLAN']).join('\n')).not.toMatch(large);
  });

  test('is told in stretches, once to each', async () => {
    const notice = { key: 'k', kind: 'policy-published', params: '{}', instance: 'i', at: new Date(), limit: 15_000 };
    const tell = async () => {
      let last: string | undefined = '';
      let stretches = 0;
      while (last !== undefined) {
        last = await notifyEverybody(db, { ...notice, after: last });
        stretches += 1;
      }
      return stretches;
    };
    expect(await tell()).toBe(3);
    await tell();
    expect(await db('notification').where({ instance_id: 'i' }).count()).toEqual([{ count: String(MANY + 2) }]);
  });
});
