import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answersTo, attemptQuiz, course, openWave, read, refused, until } from './learning.ts';
import { openRunningWorld, type RunningWorld } from './running.ts';
import type { Caller } from './world.ts';

let world: RunningWorld;
let lin: Caller;
let xie: Caller;
beforeAll(async () => {
  world = await openRunningWorld();
  lin = await world.as('lin-yue');
  xie = await world.as('xie-yutong');
}, 120_000);
afterAll(() => world.close());

const PASS_MARK = 80;
const at = (wave: string) => ({ params: { wave, course: course.id } });
const statusOf = async (wave: string, person: string) =>
  (await world.db('enrolment').where({ wave_id: wave, person_id: person }).first('status'))?.status;

describe('a course', () => {
  test('is shown with its lessons, and its quiz without answers before all of them are read', async () => {
    const wave = await openWave(world, ['lin-yue']);

    const { body } = await lin.call('getCourse', at(wave));
    expect(body).toMatchObject({ state: 'open', lessonsDone: 0, lessonsTotal: course.lessons.length, attemptsLeft: 3 });
    expect(body.lessons.map(({ id }) => id)).toEqual(course.lessons.map(({ id }) => id));
    expect(JSON.stringify(body)).not.toContain('explanation');
    const { problem } = await lin.send('startQuiz', at(wave));
    expect(problem).toMatchObject({ code: 'lessons-unfinished', params: { left: String(course.lessons.length) } });

    await read(lin, wave);
    const { body: learning } = await lin.call('myLearning');
    expect(learning.items.find((it) => it.wave === wave)?.courses).toMatchObject([{ state: 'quiz', attemptsLeft: 3 }]);
    await until(async () => ((await statusOf(wave, 'lin-yue')) === 'in-progress' ? true : undefined));
  });

  test('is nobody’s who is not in the wave', async () => {
    const wave = await openWave(world, ['lin-yue']);

    expect(await refused(xie.call('getCourse', at(wave)))).toBe('wave-unknown');
    expect(await refused(xie.send('startQuiz', at(wave)))).toBe('wave-unknown');
    expect(await refused(lin.call('getCourse', { params: { wave, course: 'POL-01.1' } }))).toBe('course-unknown');
    const lesson = { params: { wave, course: course.id, lesson: 'none' } };
    expect(await refused(lin.send('finishLesson', lesson))).toBe('lesson-unknown');
  });
});

describe('a quiz', () => {
  test('says nothing of what is right before it is handed in, and all of it after', async () => {
    const wave = await openWave(world, ['lin-yue']);
    await read(lin, wave);

    const { body: attempt } = await lin.send('startQuiz', at(wave));
    expect(attempt.items).toHaveLength(course.quiz.draw);
    expect(attempt).toMatchObject({ number: 1, attemptsLeft: 2 });
    expect(JSON.stringify(attempt)).not.toMatch(/"(answer|critical|explanation)"/);
    expect(await refused(lin.call('getAttempt', { params: { attempt: attempt.id } }))).toBe('attempt-unknown');

    const answer = { params: { attempt: attempt.id }, body: { answers: answersTo(attempt.items) } };
    const { body: result } = await lin.send('answerQuiz', answer);
    expect(result).toMatchObject({ score: 100, passed: true, passMark: PASS_MARK, late: false });
    expect(result.items.every(({ right, explanation }) => right && explanation.en !== '')).toBe(true);
    const { body: again } = await lin.call('getAttempt', { params: { attempt: attempt.id } });
    expect(again).toEqual(result);
    expect(await refused(lin.send('startQuiz', at(wave)))).toBe('course-passed');
    await until(async () => ((await statusOf(wave, 'lin-yue')) === 'passed' ? true : undefined));
  });

  test('is the same one until it is handed in, and the same result however often it is sent', async () => {
    const wave = await openWave(world, ['lin-yue']);
    await read(lin, wave);
    const { body: first } = await lin.send('startQuiz', at(wave));
    const { body: second } = await lin.send('startQuiz', at(wave));
    expect(second.id).toBe(first.id);

    const answers = answersTo(first.items, 8);
    const params = { attempt: first.id };
    const { body: result, requestId } = await lin.send('answerQuiz', { params, body: { answers } });
    const { body: repeated } = await lin.send('answerQuiz', { params, body: { answers, requestId } });
    expect(repeated).toEqual(result);
    const { body: likewise } = await lin.send('answerQuiz', { params, body: { answers } });
    expect(likewise).toEqual(result);
    const other = lin.send('answerQuiz', { params, body: { answers: answersTo(first.items) } });
    expect(await refused(other)).toBe('attempt-answered');
    expect(await refused(xie.send('answerQuiz', { params, body: { answers } }))).toBe('attempt-unknown');
  });

  test('is failed by a critical item alone', async () => {
    const wave = await openWave(world, ['lin-yue']);
    await read(lin, wave);
    const { body: attempt } = await lin.send('startQuiz', at(wave));
    const critical = attempt.items.find(({ id }) => course.quiz.items.find((it) => it.id === id)?.critical);
    const answers = { ...answersTo(attempt.items), [critical?.id ?? '']: [] };

    const { body } = await lin.send('answerQuiz', { params: { attempt: attempt.id }, body: { answers } });
    expect(body).toMatchObject({ passed: false, criticalMissed: 1 });
    expect(body.score).toBeGreaterThanOrEqual(PASS_MARK);
  });

  test('that was not handed in in time has failed, and what comes late counts for nothing', async () => {
    const wave = await openWave(world, ['lin-yue']);
    await read(lin, wave);
    const { body: attempt } = await lin.send('startQuiz', at(wave));
    await world
      .db('quiz_attempt')
      .where({ id: attempt.id })
      .update({ expires_at: new Date(Date.now() - 60_000) });
    const answer = { params: { attempt: attempt.id }, body: { answers: answersTo(attempt.items) } };
    const { body: late } = await lin.send('answerQuiz', answer);
    expect(late).toMatchObject({ score: 0, passed: false, late: true, attemptsLeft: 2 });

    const { body: next } = await lin.send('startQuiz', at(wave));
    await world
      .db('quiz_attempt')
      .where({ id: next.id })
      .update({ expires_at: new Date(Date.now() - 60_000) });
    const { body: third } = await lin.send('startQuiz', at(wave));
    expect(third).toMatchObject({ number: 3, attemptsLeft: 0 });
  });

  test('that was failed three times is closed until a tutor has explained; then there are three more', async () => {
    const wave = await openWave(world, ['lin-yue']);
    await read(lin, wave);
    for (const attemptsLeft of [2, 1, 0]) {
      const { body } = await attemptQuiz(lin, wave, 8);
      expect(body).toMatchObject({ passed: false, attemptsLeft });
    }
    expect(await refused(lin.send('startQuiz', at(wave)))).toBe('attempts-used');
    const instance = await until(
      async () => (await world.db('tutoring').where({ wave_id: wave }).first('instance_id'))?.instance_id,
    );
    const { body: shown } = await lin.call('getCourse', at(wave));
    expect(shown).toMatchObject({ state: 'tutoring', attemptsLeft: 0, tutoring: instance });

    await tutor(instance);
    const { body } = await attemptQuiz(lin, wave);
    expect(body).toMatchObject({ passed: true, number: 1 });
    await until(async () => ((await statusOf(wave, 'lin-yue')) === 'passed' ? true : undefined));
  });

  test('begun twice at once is one attempt', async () => {
    const wave = await openWave(world, ['lin-yue']);
    await read(lin, wave);

    const begun = await Promise.all([1, 2, 3, 4].map(() => lin.send('startQuiz', at(wave))));
    expect(new Set(begun.map(({ body }) => body.id)).size).toBe(1);
  });
});

/** The superior of whoever learns explains, they confirm, the superior signs. */
async function tutor(instance: string): Promise<void> {
  const superior = (await world.db('person').where({ id: 'lin-yue' }).first('superior_id')).superior_id;
  const above = await world.as(superior);
  const open = (node: string) =>
    until(async () => (await world.db('task').where({ instance_id: instance, node, status: 'open' }).first('id'))?.id);
  const explained = { tutoredOn: '2026-11-24', explained: '第 12 条' };
  await above.send('completeTask', { params: { taskId: await open('explain') }, body: { variables: explained } });
  const understood = { understood: true };
  await lin.send('completeTask', { params: { taskId: await open('confirm') }, body: { variables: understood } });
  const taskId = await open('signReady');
  await above.send('signOffTask', { params: { taskId }, body: { verdict: 'approved' } });
  await until(
    async () =>
      (await world.db('tutoring').where({ instance_id: instance }).first('finished_at'))?.finished_at ?? undefined,
  );
}

describe('an acknowledgement', () => {
  test('is of the exact version, sealed, evidence, and given once', async () => {
    const wave = await openWave(world, ['lin-yue']);
    const params = { wave };
    const { body: asked } = await lin.call('getAcknowledgement', { params });
    expect(asked).toMatchObject({ policy: 'POL-01', version: 1, signed: null, declined: null });
    expect(asked.statement['zh-CN']).toContain('第 1 版');
    const other = lin.send('acknowledgePolicy', { params, body: { contentHash: 'another' } });
    expect(await refused(other)).toBe('version-changed');

    const { contentHash } = asked;
    const { body: signed } = await lin.send('acknowledgePolicy', { params, body: { contentHash } });
    const { body: again } = await lin.send('acknowledgePolicy', { params, body: { contentHash } });
    expect(again).toEqual(signed);
    expect(signed).toMatchObject({ contentHash, seal: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const evidence = await world.db('audit_event').where({ action: 'policy-acknowledged', actor_id: 'lin-yue' });
    expect(evidence.filter(({ after }) => after.wave === wave)).toMatchObject([{ after: { seal: signed.seal } }]);
    expect(await refused(lin.send('declinePolicy', { params, body: { reason: '不同意' } }))).toBe(
      'already-acknowledged',
    );
    await until(
      async () =>
        (await world.db('enrolment').where({ wave_id: wave }).first('acknowledged_at'))?.acknowledged_at ?? undefined,
    );
    await expect(world.db('acknowledgement').where({ wave_id: wave }).update({ locale: 'en' })).rejects.toThrow(
      /append-only/,
    );
  });

  test('may be declined with a reason, and given later', async () => {
    const wave = await openWave(world, ['lin-yue']);
    const params = { wave };
    await lin.send('declinePolicy', { params, body: { reason: '第 7 条有异议' } });
    const manager = await world.as('shen-wei');
    const declined = await until(async () => {
      const { body } = await manager.call('listLaggards', { params, query: {} });
      return body.items.find(({ declined: reason }) => reason !== null);
    });
    expect(declined).toMatchObject({ person: { id: 'lin-yue' }, declined: '第 7 条有异议' });

    const { body: asked } = await lin.call('getAcknowledgement', { params });
    expect(asked.declined).toMatchObject({ reason: '第 7 条有异议' });
    const { status } = await lin.send('acknowledgePolicy', { params, body: { contentHash: asked.contentHash } });
    expect(status).toBe(200);
  });
});
