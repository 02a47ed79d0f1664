import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createRecords } from '../../activities/records.ts';
import type { StepsRecord, Work } from '../../store/stepsRecord.ts';
import type { TestDatabase } from '../setup/database.ts';
import { approved, claimed, furnishedDatabase, minutes, noon, openTask, record, started, step } from './samples.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await furnishedDatabase();
});
afterAll(() => database.drop());

let businessKey = 0;
let instanceId: string;
beforeEach(() => {
  businessKey += 1;
  instanceId = `purchase/F-${businessKey}`;
});

const write = (...steps: StepsRecord['steps']) => createRecords(database.db).recordSteps(record(steps, { instanceId }));

describe('the facts of a finished step', () => {
  const facts = () =>
    database.db('step_fact').where({ instance_id: instanceId }).orderByRaw('closed_at, token, entry') as Promise<
      Record<string, unknown>[]
    >;
  const claiming = () =>
    step(2, claimed('t1', 'wang'), { kind: 'assignTask', token: 't1', assignee: 'wang', candidates: [] });
  const kind = (patch: object) =>
    database
      .db('process_step_kind')
      .insert({ definition: 'h1', many: false, ...patch })
      .onConflict()
      .ignore();
  const again = (sequence: number, token: string, node: string, minute: number) =>
    step(
      sequence,
      { kind: 'taskReturned', token: 't9', to: node, by: 'zhao', at: minutes(minute), reason: 'once more' },
      openTask(token, { node, openedAt: minutes(minute) }),
    );
  const done = (sequence: number, token: string, node: string, minute: number) =>
    step(
      sequence,
      { ...approved(token, 'wang', minutes(minute)) },
      { kind: 'closeTask', token, node, outcome: 'approved', by: 'wang' },
    );

  test('say whose it was, for how long it waited and was worked on, and whether it was in time', async () => {
    await kind({ node: 'review', duty_id: 'reviewer' });
    await write(step(1, started, openTask('t1')));
    await write(claiming());
    await write(done(3, 't1', 'review', 2));

    expect(await facts()).toMatchObject([
      {
        entry: 0,
        process_key: 'purchase',
        version: 1,
        node: 'review',
        person_id: 'wang',
        duty_id: 'reviewer',
        department_id: 'ops',
        outcome: 'approved',
        round: 1,
        steps: 1,
        due: 1,
        on_time: 1,
        produced: 1,
        reworked: 0,
        waiting_ms: '60000',
        working_ms: '60000',
      },
    ]);
  });

  test('count working days where the step’s deadline does', async () => {
    await kind({ node: 'weekly', calendar: 'CN_WORKING' });
    const friday = Date.UTC(2026, 10, 20, 15);
    const monday = Date.UTC(2026, 10, 22, 17);
    await write(step(1, started, openTask('t1', { node: 'weekly', openedAt: friday })));
    await write(
      step(2, approved('t1', 'wang', monday), {
        kind: 'closeTask',
        token: 't1',
        node: 'weekly',
        outcome: 'approved',
        by: 'wang',
      }),
    );

    expect(await facts()).toMatchObject([{ waiting_ms: String(2 * 3_600_000), working_ms: '0' }]);
  });

  test('are corrected once by a row of their own when the step is opened again', async () => {
    await write(step(1, started, openTask('t1', { openedAt: noon })));
    await write(done(2, 't1', 'review', 1));
    const rework = again(3, 't2', 'review', 2);
    await write(rework);
    await write(rework);
    await write(done(4, 't2', 'review', 3));
    await write(again(5, 't3', 'review', 4));

    const sums = (await facts()).map((it) => [
      it['token'],
      it['entry'],
      it['round'],
      it['steps'],
      it['reworked'],
      it['again'],
    ]);
    expect(sums).toEqual([
      ['t1', 0, 1, 1, 0, 0],
      ['t1', 1, 1, 0, 1, 0],
      ['t2', 0, 2, 1, 0, 1],
      ['t2', 1, 2, 0, 1, 0],
    ]);
  });

  test('are corrected, too, when the same record ends the step and opens it again', async () => {
    await write(step(1, started, openTask('t1', { openedAt: noon })));
    const loop = done(2, 't1', 'review', 1);
    await write({ ...loop, commands: [...loop.commands, openTask('t2', { openedAt: minutes(1) })] });

    expect((await facts()).map((it) => [it['token'], it['entry']])).toEqual([
      ['t1', 0],
      ['t1', 1],
    ]);
  });

  test('of a step that is done many times side by side are no repetitions of each other', async () => {
    await kind({ node: 'each', many: true });
    await write(step(1, started, openTask('t1', { node: 'each' })));
    await write(done(2, 't1', 'each', 1));
    await write(again(3, 't2', 'each', 2));
    await write(done(4, 't2', 'each', 3));

    expect((await facts()).map((it) => [it['token'], it['entry'], it['round']])).toEqual([
      ['t1', 0, 1],
      ['t2', 0, 1],
    ]);
  });

  test('of a machine are nobody’s, and say how long it waited for a worker and worked', async () => {
    await write(step(1, started));
    const job = { id: 't1/1', node: 'check', kind: 'job', askedAt: minutes(1), endedAt: minutes(4) } as const;
    const tick = (sequence: number) => step(sequence, { kind: 'clockAdvanced', at: minutes(sequence) });
    await machine(tick(2), { ...job, outcome: 'failed' });
    await machine(tick(3), {
      ...job,
      id: 't1/2',
      outcome: 'completed',
      askedAt: minutes(5),
      beganAt: minutes(6),
      endedAt: minutes(8),
    });
    await machine(tick(4), {
      ...job,
      id: 't2/1',
      outcome: 'completed',
      askedAt: minutes(9),
      beganAt: minutes(9),
      endedAt: minutes(9),
    });

    const told = (await facts()).map((it) =>
      [
        'token',
        'entry',
        'kind',
        'person_id',
        'outcome',
        'round',
        'steps',
        'produced',
        'reworked',
        'again',
        'waiting_ms',
        'working_ms',
      ].map((name) => it[name]),
    );
    expect(told).toEqual([
      ['t1/1', 0, 'job', null, 'failed', 1, 1, 0, 0, 0, '0', '180000'],
      ['t1/2', 0, 'job', null, 'completed', 2, 1, 1, 0, 1, '60000', '120000'],
      ['t1/2', 1, 'job', null, 'completed', 2, 0, 0, 1, 0, '0', '0'],
      ['t2/1', 0, 'job', null, 'completed', 3, 1, 1, 0, 1, '0', '0'],
    ]);
  });

  const machine = (done: StepsRecord['steps'][number], work: Work) =>
    createRecords(database.db).recordSteps(record([done], { instanceId, work: [work] }));

  test('of a machine that does a step many times side by side are no repetitions of each other', async () => {
    await kind({ node: 'eachCheck', many: true });
    await write(step(1, started));
    const times = { askedAt: minutes(1), beganAt: minutes(1), endedAt: minutes(2) };
    const work = (id: string, more = {}): Work => ({
      id,
      node: 'eachCheck',
      kind: 'decision',
      outcome: 'completed',
      ...times,
      ...more,
    });
    await machine(step(2, { kind: 'clockAdvanced', at: minutes(2) }), work('t1/1'));
    await machine(
      step(3, { kind: 'clockAdvanced', at: minutes(3) }),
      work('t2/1', { askedAt: minutes(3), beganAt: minutes(3), endedAt: minutes(3) }),
    );

    expect((await facts()).map((it) => [it['token'], it['entry'], it['round']])).toEqual([
      ['t1/1', 0, 1],
      ['t2/1', 0, 1],
    ]);
  });

  test('can be neither changed nor removed', async () => {
    await write(step(1, started, openTask('t1')), done(2, 't1', 'review', 1));

    await expect(database.db('step_fact').update({ on_time: 1 })).rejects.toThrow('append-only');
  });
});
