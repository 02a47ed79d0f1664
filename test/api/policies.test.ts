import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setReview } from '../../store/chapterReviews.ts';
import { draft, edit, put, refused, second } from './drafting.ts';
import { type Caller, openWorld, type World } from './world.ts';

let world: World;
let officer: Caller;
let drafter: Caller;
let operator: Caller;
beforeAll(async () => {
  world = await openWorld();
  [officer, drafter, operator] = await Promise.all([world.as('qin-lang'), world.as('pan-ting'), world.as('ma-jun')]);
});
afterAll(() => world.close());

const version = async () => (await operator.call('getPolicyVersion', { params: second })).body;

describe('a policy', () => {
  test('is listed with its versions, newest first', async () => {
    const { body } = await operator.call('listPolicies');
    expect(body.items.map(({ id, versions }) => [id, versions.map((it) => [it.version, it.status])])).toEqual([
      [
        'POL-01',
        [
          [2, 'draft'],
          [1, 'in-force'],
        ],
      ],
    ]);
  });

  test('is read chapter by chapter, with anchors, laws and what is changed', async () => {
    const body = await version();
    const chapter = body.chapters.find(({ id }) => id === '11');
    expect(chapter).toMatchObject({ anchor: 'ch-11', inScope: true, removed: [], review: null });
    expect(chapter?.clauses.at(-1)).toMatchObject({
      id: 'POL-01#11.9',
      anchor: 'c-11.9',
      since: 2,
      change: { kind: 'added', class: 'SUBSTANTIVE' },
      laws: [{ law: 'EU-PPWR', citation: { 'zh-CN': '《欧盟包装与包装废弃物法规》' } }],
    });
    expect(chapter?.clauses[0]).toMatchObject({ since: 1, change: null });
    expect(body).toMatchObject({ mayEdit: false, mayMakeEffective: false, consultation: null });
    expect(body.bars.map(({ code }) => code)).toEqual([
      'consultation-missing',
      'version-unapproved',
      'publicity-missing',
    ]);
  });

  test('shows what differs between two versions, word by word', async () => {
    const { body } = await operator.call('diffPolicyVersions', {
      params: { policy: 'POL-01' },
      query: { from: 1, to: 2 },
    });
    expect(
      body.changes.map(({ number, kind, class: weight, vitalInterest }) => [number, kind, weight, vitalInterest]),
    ).toEqual([
      ['6.4', 'changed', 'SUBSTANTIVE', true],
      ['11.9', 'added', 'SUBSTANTIVE', false],
      ['13.1', 'changed', 'EDITORIAL', false],
    ]);
    expect(body.changes[0]?.segments['zh-CN']).toContainEqual({ kind: 'added', text: '七' });
    expect(body.changes[0]?.fields).toContain('text');
  });

  test('has only the versions that it has', async () => {
    for (const params of [
      { policy: 'POL-01', version: 9 },
      { policy: 'POL-99', version: 1 },
    ])
      expect((await operator.call('getPolicyVersion', { params })).status).toBe(404);
  });
});

describe('a draft', () => {
  test('is begun once: there is one at a time', async () => {
    expect(await refused(officer, 'draftPolicyVersion', { params: { policy: 'POL-01' } })).toMatchObject({
      status: 409,
      code: 'version-in-preparation',
      chinese: expect.stringContaining('第 2 版'),
      english: expect.stringContaining('Version 2'),
    });
  });

  test('is worded by whoever drafts the policy, and by nobody else', async () => {
    const { status, body } = await edit(drafter, '13.2', put('收货实行盲点。'));
    expect(status).toBe(200);
    expect((await version()).contentHash).toBe(body.contentHash);
    expect((await edit(operator, '13.2', put('改'))).problem.code).toBe('not-allowed');
    const [line] = await world.db('audit_event').where({ action: 'clause-edited' }).whereNull('refused');
    expect(line).toMatchObject({ actor_id: 'pan-ting', subject_id: 'POL-01@v2', clauses: ['POL-01#13.2'] });

    await edit(drafter, '13.2', { kind: 'revert' });
    expect((await version()).chapters.find(({ id }) => id === '13')?.clauses[1]?.change).toBeNull();
  });

  test('takes a new clause only at the end of its chapter, and only laws of the register', async () => {
    const number = { params: { ...draft, number: '13.9' }, body: { edit: put('新') } };
    expect(await refused(officer, 'editClause', number)).toMatchObject({
      code: 'clause-number',
      english: expect.stringContaining('13.5'),
    });
    const laws = [{ law: 'CN-NONE', articles: [], certainty: 'K' }];
    const law = { params: { ...draft, number: '13.5' }, body: { edit: put('新', { laws }) } };
    expect(await refused(officer, 'editClause', law)).toMatchObject({ status: 422, code: 'law-unknown' });
    expect((await edit(officer, '13.5', put('新'))).status).toBe(200);
    expect((await edit(officer, '13.5', { kind: 'remove' })).status).toBe(200);
  });

  test('keeps every clause that a process carries out', async () => {
    const given = { params: { ...draft, number: '12.3' }, body: { edit: { kind: 'remove' } } };
    expect(await refused(officer, 'editClause', given)).toMatchObject({
      status: 409,
      code: 'clause-carried',
      english: expect.stringContaining('procurement, supplierQualification'),
    });
  });

  test('is left alone while a chapter is under review', async () => {
    const review = { ...second, chapter: '13', instance: 'chapterReview/x', at: new Date() };
    await setReview(world.db, { ...review, status: 'in-review' });
    const given = { params: { ...draft, number: '13.1' }, body: { edit: put('改') } };

    expect(await refused(drafter, 'editClause', given)).toMatchObject({
      status: 409,
      code: 'chapter-in-review',
      chinese: expect.stringContaining('第 13 章'),
    });

    await setReview(world.db, { ...review, status: 'drafting' });
    expect((await edit(drafter, '13.1', { kind: 'revert' })).status).toBe(200);
  });
});

describe('the register of laws', () => {
  test('is read by jurisdiction, page by page', async () => {
    const { body } = await operator.call('listLaws', { query: { jurisdiction: 'EU', limit: 10 } });
    expect(body.items).toHaveLength(10);
    const rest = await operator.call('listLaws', {
      query: { jurisdiction: 'EU', limit: 100, cursor: body.next ?? '' },
    });
    expect(rest.body.next).toBeNull();
    expect(new Set([...body.items, ...rest.body.items].map(({ jurisdiction }) => jurisdiction))).toEqual(
      new Set(['EU']),
    );
    expect((await operator.call('listLaws', { query: { limit: 10, cursor: 'nonsense' } })).status).toBe(400);
  });

  test('says what a law asks, how sure that is, and which clauses rest on it', async () => {
    const { body } = await operator.call('getLaw', { params: { law: 'CN-LCL' } });
    expect(body).toMatchObject({ number: null, effectiveFrom: '2008-01-01', certainty: 'C' });
    expect(body.articles[0]?.articles).toEqual(['4']);
    expect(body.clauses.map(({ number }) => number)).toContain('6.1');
    expect(body.citedBy).toBe(body.clauses.length);
    expect((await operator.call('getLaw', { params: { law: 'CN-NONE' } })).status).toBe(404);
  });
});
