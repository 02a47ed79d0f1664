import type { Case } from './guardCase.ts';
import { answersTo, course, openWave, read } from './learning.ts';
import type { RunningWorld } from './running.ts';

/** Who may do what with waves, learning and certificates. The wave is of lin-yue; shen-wei answers for it. */
export function learningCases(world: () => RunningWorld) {
  let opened: Promise<string> | undefined;
  const wave = () => {
    opened ??= openWave(world(), ['lin-yue']);
    return opened;
  };
  const fresh = () => openWave(world(), ['lin-yue']);
  const lin = () => world().as('lin-yue');
  const begun = async () => {
    const params = { wave: await fresh(), course: course.id };
    await read(await lin(), params.wave);
    return (await (await lin()).send('startQuiz', { params })).body;
  };
  const learner = { right: 'lin-yue', wrong: 'ma-jun', refusal: 'wave-unknown' } as const;
  const trainer = { right: 'shen-wei', wrong: 'lin-yue', refusal: 'wave-unknown' } as const;
  return {
    listWaves: { right: 'ma-jun' },
    getWave: { ...trainer, input: async () => ({ params: { wave: await wave() } }) },
    listLaggards: { ...trainer, input: async () => ({ params: { wave: await wave() } }) },
    remindWave: { ...trainer, refusal: 'not-allowed', input: async () => ({ params: { wave: await wave() } }) },
    myLearning: { right: 'ma-jun' },
    getCourse: { ...learner, input: async () => ({ params: { wave: await wave(), course: course.id } }) },
    finishLesson: {
      ...learner,
      input: async () => ({ params: { wave: await wave(), course: course.id, lesson: course.lessons[0]?.id ?? '' } }),
    },
    startQuiz: {
      ...learner,
      input: async () => {
        const params = { wave: await fresh(), course: course.id };
        await read(await lin(), params.wave);
        return { params };
      },
    },
    answerQuiz: {
      ...learner,
      refusal: 'attempt-unknown',
      input: async () => {
        const { id, items } = await begun();
        return { params: { attempt: id }, body: { answers: answersTo(items) } };
      },
    },
    getAttempt: {
      ...learner,
      refusal: 'attempt-unknown',
      input: async () => {
        const { id } = await begun();
        await (await lin()).send('answerQuiz', { params: { attempt: id }, body: { answers: {} } });
        return { params: { attempt: id } };
      },
    },
    getAcknowledgement: { ...learner, input: async () => ({ params: { wave: await wave() } }) },
    acknowledgePolicy: {
      ...learner,
      input: async () => {
        const params = { wave: await fresh() };
        const { contentHash } = (await (await lin()).call('getAcknowledgement', { params })).body;
        return { params, body: { contentHash } };
      },
    },
    declinePolicy: {
      ...learner,
      input: async () => ({ params: { wave: await fresh() }, body: { reason: '有异议' } }),
    },
    listCredentials: {
      right: 'shen-wei',
      wrong: 'ma-jun',
      refusal: 'not-allowed',
      input: async () => ({ query: { person: 'lin-yue' } }),
    },
    issueCredential: {
      right: 'he-jia',
      wrong: 'lin-yue',
      refusal: 'not-allowed',
      input: async () => {
        await world().db('credential').where({ person_id: 'ma-jun', type_id: 'factory-audit' }).delete();
        return { body: { person: 'ma-jun', kind: 'factory-audit', reason: '考试合格' } };
      },
    },
  } as const satisfies Record<string, Case>;
}
