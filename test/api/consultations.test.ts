import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setReview } from '../../store/chapterReviews.ts';
import { concludeConsultation, openConsultation, setConsultation } from '../../store/consultations.ts';
import { approveVersion, clausesOf } from '../../store/policyDrafts.ts';
import { insertNotice } from '../../store/publicity.ts';
import { draft, edit, put, refused, second } from './drafting.ts';
import { type Caller, openWorld, type World } from './world.ts';

let world: World;
let officer: Caller;
let operator: Caller;
beforeAll(async () => {
  world = await openWorld();
  [officer, operator] = await Promise.all([world.as('qin-lang'), world.as('ma-jun')]);
});
afterAll(() => world.close());

const version = async () => (await operator.call('getPolicyVersion', { params: second })).body;

describe('without a concluded consultation', () => {
  test('a version with a clause of vital interest does not take effect, and the refusal cites the article', async () => {
    expect(await refused(officer, 'makeEffective', { params: draft })).toMatchObject({
      status: 409,
      code: 'consultation-missing',
      chinese: expect.stringMatching(/6\.4.*《劳动合同法》第四条/),
      english: expect.stringMatching(/6\.4.*article 4 of the Labour Contract Law \(劳动合同法\)/),
    });
    const kept = await world.db('audit_event').where({ action: 'makeEffective', refused: 'consultation-missing' });
    expect(kept[0]).toMatchObject({ actor_id: 'qin-lang', after: { clauses: '6.4', law: 'CN-LCL', article: '4' } });
    expect((await version()).status).toBe('draft');
  });

  test('nobody gives an opinion', async () => {
    expect((await operator.call('getConsultation', { params: second })).body.consultation).toBeNull();
    expect((await operator.call('listOpinions', { params: second })).body).toEqual({ items: [], next: null });
    const given = { params: draft, body: { text: '意见' } };
    expect(await refused(operator, 'submitOpinion', given)).toMatchObject({ status: 409, code: 'consultation-closed' });
  });
});

describe('a consultation', () => {
  let round: string;
  const say = (caller: Caller, body: Record<string, unknown>) => caller.send('submitOpinion', { params: draft, body });
  beforeAll(async () => {
    const clauses = (await clausesOf(world.db, second)).filter(({ number }) => number === '6.4');
    const opened = await openConsultation(world.db, {
      ...second,
      mode: 'all-staff',
      draftHash: '-',
      clauses: clauses.map((clause) => ({ id: clause.id, clause })),
      instance: null,
      at: new Date(),
    });
    round = opened.id;
    await world.db('consultation_invitee').where({ consultation_id: round, person_id: 'long-ze' }).delete();
  });

  test('hears whoever was invited, about what is put before them', async () => {
    const { status, body } = await say(operator, { clause: 'POL-01#6.4', text: '七日仍短。' });
    expect(status).toBe(200);
    await say(await world.as('ye-qing'), { text: '总体同意。' });

    expect(
      await refused(operator, 'submitOpinion', { params: draft, body: { clause: 'POL-01#1.1', text: '?' } }),
    ).toMatchObject({
      status: 422,
      code: 'clause-unknown',
    });
    const outsider = await world.as('long-ze');
    expect(await refused(outsider, 'submitOpinion', { params: draft, body: { text: '?' } })).toMatchObject({
      status: 403,
      code: 'not-invited',
    });
    const { consultation } = (await operator.call('getConsultation', { params: second })).body;
    expect(consultation).toMatchObject({
      status: 'collecting',
      opinions: 2,
      unanswered: 2,
      voices: 2,
      mayGiveOpinion: true,
      mayAnswer: false,
      clauses: [{ id: 'POL-01#6.4', number: '6.4' }],
    });
    expect(
      (await operator.call('listOpinions', { params: second, query: { clause: 'POL-01#6.4', limit: 20 } })).body,
    ).toMatchObject({
      items: [{ id: body.opinion, by: { id: 'ma-jun' }, answer: null }],
    });
  });

  test('gives an answer to each opinion, once, and not by whoever said it', async () => {
    const own = (await say(officer, { text: '我的意见' })).body.opinion;
    const answer = { outcome: 'not-adopted', reason: '理由' };
    expect(await refused(officer, 'answerOpinion', { params: { opinion: own }, body: answer })).toMatchObject({
      status: 403,
      code: 'own-request',
    });
    const { items } = (await operator.call('listOpinions', { params: second, query: { unanswered: 'true', limit: 1 } }))
      .body;
    const params = { opinion: items[0]?.id ?? '' };
    const { body } = await officer.send('answerOpinion', { params, body: { outcome: 'adopted', reason: '改为十日' } });
    expect(body.unanswered).toBe(2);
    expect(await refused(officer, 'answerOpinion', { params, body: answer })).toMatchObject({
      code: 'opinion-answered',
    });
    const answered = await operator.call('listOpinions', { params: second, query: { unanswered: 'false', limit: 20 } });
    expect(answered.body.items).toMatchObject([{ answer: { outcome: 'adopted', by: { id: 'qin-lang' } } }]);
    expect((await refused(officer, 'answerOpinion', { params: { opinion: 'none' }, body: answer })).code).toBe(
      'not-found',
    );
  });

  test('lets a reviewed clause be worded as an adopted opinion asks', async () => {
    const review = {
      ...second,
      chapter: '6',
      instance: 'chapterReview/y',
      at: new Date(),
      status: 'approved',
    } as const;
    await setReview(world.db, review);
    const worded = put('十个工作日内提出异议。', { kind: 'ASSESSMENT', vitalInterest: true });

    expect((await edit(officer, '6.3', worded)).problem.code).toBe('chapter-in-review');
    expect((await edit(officer, '6.4', worded)).status).toBe(200);
  });

  test('hears nobody once its time is over', async () => {
    await setConsultation(world.db, round, { status: 'negotiating', closesAt: new Date() });
    expect((await say(operator, { text: '晚了' })).problem.code).toBe('consultation-closed');

    const conclusion = { agreement: 'agreed', disagreement: null, minutesFile: 'f', at: new Date() } as const;
    await concludeConsultation(world.db, round, conclusion);

    const { consultation } = (await officer.call('getConsultation', { params: second })).body;
    expect(consultation).toMatchObject({ status: 'concluded', agreement: 'agreed', mayAnswer: false });
    const { items } = (await operator.call('listOpinions', { params: second, query: { unanswered: 'true', limit: 1 } }))
      .body;
    const late = { params: { opinion: items[0]?.id ?? '' }, body: { outcome: 'adopted', reason: '晚了' } };
    expect(await refused(officer, 'answerOpinion', late)).toMatchObject({ code: 'consultation-closed' });
  });
});

describe('a version that was consulted on', () => {
  test('does not take effect before it is approved, nor before it is made known', async () => {
    expect(await refused(officer, 'makeEffective', { params: draft })).toMatchObject({
      status: 409,
      code: 'version-unapproved',
    });
    await approveVersion(world.db, second, { by: 'zhou-qiming', at: new Date() });
    expect(await refused(officer, 'makeEffective', { params: draft })).toMatchObject({
      status: 409,
      code: 'publicity-missing',
      chinese: expect.stringContaining('《劳动合同法》第四条'),
      english: expect.stringContaining('rticle 4'),
    });
    const given = { params: { ...draft, number: '13.1' }, body: { edit: put('改') } };
    expect(await refused(officer, 'editClause', given)).toMatchObject({ status: 409, code: 'version-frozen' });
  });

  test('takes effect when all is there, and the one before is superseded', async () => {
    const proof = { until: null, evidenceFile: null, recordedBy: 'tang-ning', instance: null };
    const notice = { id: 'n', channel: 'notice-board', contentHash: '-', publishedAt: new Date(), ...proof } as const;
    await insertNotice(world.db, { ...second, ...notice });
    const ready = (await officer.call('getPolicyVersion', { params: second })).body;
    expect(ready).toMatchObject({ bars: [], mayMakeEffective: true, mayEdit: false });

    const { status, requestId } = await officer.send('makeEffective', { params: draft });
    const repeated = await officer.send('makeEffective', { params: draft, body: { requestId } });

    expect([status, repeated.status]).toEqual([200, 200]);
    expect(await version()).toMatchObject({ status: 'in-force', approvedBy: { id: 'zhou-qiming' }, bars: [] });
    const { body } = await operator.call('listPublicity', { params: second });
    expect(body.items).toMatchObject([{ channel: 'notice-board', recordedBy: { id: 'tang-ning' } }]);
    const { body: clause } = await operator.call('getClause', { params: { clause: 'POL-01#11.9' } });
    expect(clause.laws).toEqual(['Packaging and Packaging Waste Regulation']);
    const first = await operator.call('getPolicyVersion', { params: { policy: 'POL-01', version: 1 } });
    expect(first.body).toMatchObject({ status: 'superseded', effectiveTo: expect.any(String) });
  });

  test('does not take effect twice, and is not withdrawn', async () => {
    expect(await refused(officer, 'makeEffective', { params: draft })).toMatchObject({ code: 'version-effective' });
    const given = { params: draft, body: { reason: '不要了' } };
    expect(await refused(officer, 'withdrawPolicyVersion', given)).toMatchObject({ code: 'version-effective' });
  });

  test('is the base of the next one, which may be given up', async () => {
    const { body } = await officer.send('draftPolicyVersion', { params: { policy: 'POL-01' } });
    expect(body).toEqual({ policy: 'POL-01', version: 3 });
    const params = { policy: 'POL-01', version: '3' };
    await officer.send('withdrawPolicyVersion', { params, body: { reason: '暂不修订' } });
    const { body: third } = await operator.call('getPolicyVersion', { params: { policy: 'POL-01', version: 3 } });
    expect(third).toMatchObject({ status: 'withdrawn', basedOn: 2, withdrawnReason: '暂不修订', mayWithdraw: false });
  });
});
