import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedDemo } from '../../cli/seed.ts';
import { reviewOf } from '../../store/chapterReviews.ts';
import { consultationOf } from '../../store/consultations.ts';
import { currentDefinition } from '../../store/definitions.ts';
import { answerOpinion, countOpinions, insertOpinion } from '../../store/opinions.ts';
import { clausesByRef, versionOf } from '../../store/policies.ts';
import { putClause } from '../../store/policyDrafts.ts';
import { buildFacts, chaptersInScope } from '../../store/policyScope.ts';
import { timeSkipping } from '../setup/temporal.ts';
import { begin, createWorld, type Running, runningOf, until, type World } from './world.ts';

const policy = 'POL-01';
const version = 2;
const draft = { policy, version };
/** Seven working days and the longest holidays lie within it. */
const LONG_ENOUGH = '30 days';
const summary = { summary: '按意见修改', checkedConflicts: true, checkedVital: true };
const minutes = { talksOn: '2026-12-01', attendees: 6, agreement: 'agreed', minutes: 'file-of-minutes' };

let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
  await seedDemo(world.db);
});
afterAll(() => world.close());

async function started(key: string, more: Record<string, unknown> = {}): Promise<Running> {
  const definition = await currentDefinition(world.db, key);
  if (!definition) throw new Error(`${key} is not deployed`);
  const requester = { id: 'qin-lang', department: 'legal' };
  const variables = { ...draft, ...more, requester };
  return begin(world, { process: definition.model, variables, startedBy: { by: 'qin-lang' } });
}

const statusOf = async () => (await versionOf(world.db, policy, version))?.status;
const reviewStatus = async (chapter: string) => (await reviewOf(world.db, { ...draft, chapter }))?.status;
const ended = (running: Running) =>
  until(async () => {
    const { status } = await running.instance();
    return status === 'running' ? undefined : status;
  });

async function countersign(running: Running, verdicts: Readonly<Record<string, 'approved' | 'rejected'>>) {
  const people = ['su-jing', 'yu-jianhua', 'xu-wenbo', 'shen-wei'];
  const tokens = await running.tokens('countersign', people.length);
  for (const [index, token] of tokens.entries()) {
    const by = people[index] ?? '';
    await running.signOff('countersign', by, { token, verdict: verdicts[by] ?? 'approved' });
  }
}

const heads: Readonly<Record<string, string>> = { '6': 'su-jing', '11': 'xu-wenbo', '13': 'ren-qiang' };

/** Brings a chapter through its review with everybody's consent. */
async function passed(chapter: string): Promise<void> {
  const review = await started('chapterReview', { chapter });
  await review.complete('draft', 'pan-ting', summary);
  await review.signOff('headReview', heads[chapter] ?? '');
  await countersign(review, {});
  await review.signOff('legalReview', 'han-xue');
  expect(await ended(review)).toBe('completed');
}

describe('the review of a chapter', () => {
  test('goes back to its drafter whoever refuses, and passes when all agree', async () => {
    const review = await started('chapterReview', { chapter: '6' });
    await review.complete('draft', 'pan-ting', summary);
    await review.tokens('headReview');
    expect([await statusOf(), await reviewStatus('6')]).toEqual(['in-review', 'in-review']);

    await review.signOff('headReview', 'su-jing', { verdict: 'rejected' });
    await review.tokens('draft');
    expect(await reviewStatus('6')).toBe('drafting');

    await review.complete('draft', 'pan-ting', summary);
    await review.signOff('headReview', 'su-jing');
    await countersign(review, { 'yu-jianhua': 'rejected' });
    await review.complete('draft', 'pan-ting', summary);
    await review.signOff('headReview', 'su-jing');
    await countersign(review, {});
    await review.signOff('legalReview', 'han-xue', { verdict: 'rejected' });
    await review.complete('draft', 'pan-ting', summary);
    await review.signOff('headReview', 'su-jing');
    await countersign(review, {});
    await review.signOff('legalReview', 'han-xue');

    expect(await ended(review)).toBe('completed');
    expect(await reviewStatus('6')).toBe('approved');
  });

  test('is put before the department that answers for the chapter, and before four departments at once', async () => {
    const review = await started('chapterReview', { chapter: '13' });
    await review.complete('draft', 'he-jia', summary);
    await review.tokens('headReview');
    const [head] = await world.db('task').where({ instance_id: review.id, node: 'headReview' }).pluck('candidates');
    expect(head).toEqual(['duty:department-head/warehouse']);

    await review.signOff('headReview', 'ren-qiang');
    await review.tokens('countersign', 4);

    const asked = await world.db('task').where({ instance_id: review.id, node: 'countersign' }).pluck('candidates');
    expect(new Set(asked.flat())).toEqual(
      new Set([
        'duty:countersigner/finance',
        'duty:countersigner/legal',
        'duty:countersigner/office',
        'duty:countersigner/operations',
      ]),
    );
    await expect(review.signOff('countersign', 'he-jia')).rejects.toMatchObject({ cause: { type: 'own-work' } });
    await countersign(review, {});
    await review.signOff('legalReview', 'xu-wenbo');
    expect(await ended(review)).toBe('completed');
  });
});

describe('a release', () => {
  test('is not put before the general manager while chapters or the consultation are missing', async () => {
    const release = await started('policyRelease');

    expect(await ended(release)).toBe('failed');
    expect((await release.instance()).variables).toMatchObject({
      isReady: false,
      missing: ['chapter-in-review 11', 'consultation-missing 6.4'],
    });
    expect(await statusOf()).toBe('in-review');
  });
});

describe('a consultation', () => {
  test('invites everybody at work and hears them for seven working days', async () => {
    const round = await started('consultation');
    const { id, invited } = await until(() => consultationOf(world.db, draft));

    const people = await world.db('person').where({ active: true }).pluck('id');
    expect(invited).toBe(people.length);
    const told = () =>
      world.db('notification').where({ kind: 'consultation-opened', instance_id: round.id }).pluck('id');
    await expect.poll(async () => (await told()).length).toBe(people.length);

    for (const by of ['ye-qing', 'feng-lei'])
      await insertOpinion(world.db, {
        id: `opinion-of-${by}`,
        consultation: id,
        clause: 'POL-01#6.4',
        person: by,
        text: '希望答复期限更短。',
        submittedAt: new Date(),
      });
    await world.environment.sleep('3 days');
    expect((await consultationOf(world.db, draft))?.status).toBe('collecting');
    await world.environment.sleep(LONG_ENOUGH);
    await round.tokens('answerOpinions');
    expect((await consultationOf(world.db, draft))?.status).toBe('negotiating');
  });

  test('comes back until every opinion has its answer, and until the representatives find the minutes true', async () => {
    const open = await consultationOf(world.db, draft);
    const id = open?.id ?? '';
    const round = runningOf(world, open?.instance ?? '');
    const answer = (opinion: string, outcome: 'adopted' | 'not-adopted') =>
      answerOpinion(world.db, opinion, { outcome, reason: '理由', by: 'qin-lang', at: new Date() });

    const [first = ''] = await round.tokens('answerOpinions');
    await answer('opinion-of-ye-qing', 'adopted');
    await round.complete('answerOpinions', 'xu-wenbo');
    const second = await until(async () => (await round.tokens('answerOpinions')).find((token) => token !== first));
    expect(await countOpinions(world.db, id)).toMatchObject({ opinions: 2, unanswered: 1 });

    await answer('opinion-of-feng-lei', 'not-adopted');
    await round.complete('answerOpinions', 'xu-wenbo', {}, { token: second });
    await round.complete('negotiate', 'xu-wenbo', minutes);
    await round.signOff('confirmMinutes', 'li-haoran', { verdict: 'rejected' });
    await round.complete('negotiate', 'xu-wenbo', minutes);
    await round.signOff('confirmMinutes', 'li-haoran');

    expect(await ended(round)).toBe('completed');
    expect(await consultationOf(world.db, draft)).toMatchObject({
      status: 'concluded',
      agreement: 'agreed',
      minutesFile: 'file-of-minutes',
    });
  });
});

describe('a release, when all is there', () => {
  test('leaves the version a draft when the general manager refuses', async () => {
    await passed('11');
    const release = await started('policyRelease');

    await release.signOff('approveRelease', 'zhou-qiming', { verdict: 'rejected' });

    expect(await ended(release)).toBe('failed');
    expect(await statusOf()).toBe('in-review');
  });

  test('freezes what was signed, makes it known and puts it in force', async () => {
    const release = await started('policyRelease');
    const { contentHash } = (await versionOf(world.db, policy, version)) ?? { contentHash: '' };
    await release.signOff('approveRelease', 'zhou-qiming');
    await release.tokens('provePublicity');
    expect(await statusOf()).toBe('publicity');
    await expect(
      putClause(world.db, draft, '13.1', {
        kind: 'PROCESS',
        binding: 'MUST',
        vitalInterest: false,
        text: { 'zh-CN': '改', en: 'changed' },
        laws: [],
        changeClass: 'EDITORIAL',
        changeReason: { 'zh-CN': '', en: '' },
      }),
    ).rejects.toThrow(/stays as it is/);

    await release.complete('provePublicity', 'tang-ning', { channel: 'notice-board', proof: 'file-of-photo' });

    expect(await ended(release)).toBe('completed');
    expect(await versionOf(world.db, policy, version)).toMatchObject({
      status: 'in-force',
      contentHash,
      approvedBy: 'zhou-qiming',
    });
    expect(await versionOf(world.db, policy, 1)).toMatchObject({ status: 'superseded', effectiveTo: expect.any(Date) });
    expect((await clausesByRef(world.db, ['POL-01#11.9'])).map((clause) => clause.version)).toEqual([2]);
    const notices = await world.db('publicity_notice').where({ policy_id: policy, version }).orderBy('published_at');
    expect(notices).toMatchObject([
      { channel: 'in-app', content_hash: contentHash },
      { channel: 'notice-board', evidence_file: 'file-of-photo', recorded_by: 'tang-ning' },
    ]);
    const people = await world.db('person').where({ active: true }).pluck('id');
    const told = await world.db('notification').where({ kind: 'policy-published' }).pluck('person_id');
    expect(told).toHaveLength(people.length);
    expect(new Set(told)).toEqual(new Set(people));
  });

  test('leaves the facts of the build phase all met, and the evidence of every step', async () => {
    const facts = await buildFacts(world.db, policy, version);
    expect(facts.map(({ id, ok, target, measured }) => [id, ok, target, measured])).toEqual([
      ['chapters-approved', true, 3, 3],
      ['consultation-concluded', true, 1, 1],
      ['opinions-unanswered', true, 0, 0],
      ['publicised', true, 1, 1],
      ['in-force', true, 1, 1],
    ]);
    expect((await chaptersInScope(world.db, policy, version)).map(({ id, vital }) => [id, vital])).toEqual([
      ['6', true],
      ['11', false],
      ['13', false],
    ]);
    const noted = await world.db('audit_event').where({ subject_id: 'POL-01@v2' }).orderBy('id').pluck('action');
    expect(new Set(noted)).toEqual(
      new Set([
        'chapter-drafting',
        'chapter-submitted',
        'chapter-approved',
        'consultation-opened',
        'consultation-closed',
        'consultation-concluded',
        'policy-version-approved',
        'policy-version-published',
        'policy-version-effective',
      ]),
    );
  });
});

describe('a second attempt, once the version is in force', () => {
  test('has no chapter left to review and nothing to release', async () => {
    const review = await started('chapterReview', { chapter: '6' });
    const release = await started('policyRelease');

    expect([await ended(review), await ended(release)]).toEqual(['completed', 'completed']);
    expect(await world.db('task').whereIn('instance_id', [review.id, release.id])).toEqual([]);
    expect(await reviewStatus('6')).toBe('approved');
  });
});

describe('a process about a version that there is not', () => {
  test('waits as an incident for somebody to put it right', async () => {
    const review = await started('chapterReview', { chapter: '6', version: 9 });
    const incident = () => world.db('incident').where({ instance_id: review.id }).first('reason');

    await expect.poll(incident).toMatchObject({ reason: expect.stringContaining('POL-01 v9 is unknown') });
  });
});
