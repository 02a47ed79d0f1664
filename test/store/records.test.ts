import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createRecords } from '../../activities/records.ts';
import type { StepsRecord } from '../../store/stepsRecord.ts';
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
  instanceId = `purchase/R-${businessKey}`;
});

const write = (...steps: StepsRecord['steps']) => writeWith({}, ...steps);
const writeWith = (patch: Partial<StepsRecord>, ...steps: StepsRecord['steps']) =>
  createRecords(database.db).recordSteps(record(steps, { instanceId, ...patch }));
const rowsOf = (table: string, order = '1') =>
  database.db(table).where({ instance_id: instanceId }).orderByRaw(order) as Promise<Record<string, unknown>[]>;
const candidates = async (token: string) =>
  (
    await database
      .db('task_candidate')
      .where({ task_id: `${instanceId}|${token}` })
      .orderBy('candidate')
  ).map((it: { candidate: string }) => it.candidate);

const opening = () => step(1, started, openTask('t1'));
const claiming = () =>
  step(2, claimed('t1', 'wang'), {
    kind: 'assignTask',
    token: 't1',
    assignee: 'wang',
    candidates: ['duty:reviewer/ops'],
  });
const approving = () =>
  step(
    3,
    approved('t1', 'wang'),
    { kind: 'closeTask', token: 't1', node: 'review', outcome: 'approved', by: 'wang' },
    { kind: 'ended', outcome: 'completed' },
  );

describe('recording steps', () => {
  test('makes the instance, its journal, its task and the rows that show the task to its candidates', async () => {
    const answer = await write(opening());

    expect(answer).toEqual({ digest: 'digest-1' });
    const [instance] = await database.db('process_instance').where({ id: instanceId });
    expect(instance).toMatchObject({
      status: 'running',
      sequence: 1,
      department_id: 'ops',
      due_at: new Date(minutes(60)),
    });
    expect(await rowsOf('process_step')).toMatchObject([{ sequence: 1, kind: 'started', actor_id: 'lin' }]);
    expect(await rowsOf('task')).toMatchObject([
      { status: 'open', requester_id: 'lin', assignee_id: null, form: null, variables: { amount: 7 } },
    ]);
    expect(await candidates('t1')).toEqual(['duty:reviewer/ops']);
  });

  test('hides a claimed task from the other candidates and shows it again when it is given back', async () => {
    await write(opening(), claiming());
    expect(await candidates('t1')).toEqual([]);

    await write(
      step(
        3,
        { kind: 'taskUnclaimed', token: 't1', by: 'wang', at: minutes(2) },
        { kind: 'assignTask', token: 't1', candidates: ['duty:reviewer/ops'] },
      ),
    );

    expect(await candidates('t1')).toEqual(['duty:reviewer/ops']);
    expect(await rowsOf('task')).toMatchObject([{ assignee_id: null, status: 'open' }]);
  });

  test('shows an escalated task to the superior although somebody holds it', async () => {
    await write(opening(), claiming());

    await write(
      step(
        3,
        { kind: 'taskEscalated', token: 't1', to: 'chen', at: minutes(60) },
        { kind: 'assignTask', token: 't1', assignee: 'wang', candidates: ['duty:reviewer/ops', 'person:chen'] },
      ),
    );

    expect(await candidates('t1')).toEqual(['person:chen']);
    expect(await rowsOf('notification')).toMatchObject([{ person_id: 'chen', kind: 'task-escalated' }]);
  });

  test('closes a task with its outcome, ends the instance and tells whoever started it', async () => {
    await write(opening());
    await writeWith({ status: 'completed' }, claiming(), approving());

    expect(await rowsOf('task')).toMatchObject([
      { status: 'approved', closed_by: 'wang', closed_at: new Date(minutes(2)) },
    ]);
    const [instance] = await database.db('process_instance').where({ id: instanceId });
    expect(instance).toMatchObject({
      status: 'completed',
      ended_at: new Date(minutes(2)),
      due_at: Number.POSITIVE_INFINITY,
    });
    expect(await rowsOf('notification')).toMatchObject([{ person_id: 'lin', kind: 'instance-completed' }]);
  });

  test.each(['hook:shop', 'form', 'schedule'])('tells nobody of the end of what %s began', async (startedBy) => {
    await writeWith({ startedBy }, opening());
    await writeWith({ startedBy, status: 'completed' }, claiming(), approving());

    expect(await rowsOf('notification')).toEqual([]);
  });

  test('takes a task that is opened and closed in one record', async () => {
    await write(opening(), claiming(), approving());

    expect(await rowsOf('task')).toMatchObject([{ status: 'approved', assignee_id: 'wang' }]);
    expect(await candidates('t1')).toEqual([]);
  });

  test('changes nothing when it is told the same again, alone or with more', async () => {
    await write(opening(), claiming());
    const before = await everything();

    expect(await write(opening(), claiming())).toEqual({ digest: 'digest-2' });
    expect(await write(opening())).toEqual({ digest: 'digest-1' });
    expect(await everything()).toEqual(before);

    await write(claiming(), approving());
    expect((await rowsOf('process_step', 'sequence')).map((it) => it['sequence'])).toEqual([1, 2, 3]);
  });

  test('gives one journal when the same record is written twice at once', async () => {
    await Promise.allSettled([write(opening()), write(opening()), write(opening())]);
    await Promise.all([write(opening(), claiming()), write(opening(), claiming())]);

    expect(await rowsOf('process_step')).toHaveLength(2);
    expect(await rowsOf('audit_event')).toHaveLength(2);
  });

  test('refuses another history for a step that is written', async () => {
    await write(opening());

    await expect(writeWith({ digest: 'another' }, opening())).rejects.toThrow('written already, and differently');
  });

  test('refuses to leave a step out', async () => {
    await write(opening());

    await expect(write(approving())).rejects.toThrow('step 3 came where 2 is due');
    expect(await rowsOf('process_step')).toHaveLength(1);
  });

  test('journals a refused attempt as evidence, with the clauses of the task', async () => {
    await write(opening(), claiming());
    const attempt = {
      ...step(3, claimed('t1', 'zhao')),
      refused: { code: 'task-claimed', params: { by: 'wang' } },
    } as const;

    await write({ ...attempt, requestId: 'q1', grounds: { duty: 'duty:reviewer' } });

    expect((await rowsOf('process_step', 'sequence'))[2]).toMatchObject({ refused: attempt.refused, request_id: 'q1' });
    expect((await rowsOf('audit_event', 'id'))[2]).toMatchObject({
      actor_id: 'zhao',
      action: 'task-claimed',
      refused: 'task-claimed',
      clauses: ['POL-01#3.2'],
      before: { status: 'open', assignee: 'wang' },
      after: { assignee: 'wang', grounds: { duty: 'duty:reviewer' } },
    });
    expect(await rowsOf('task')).toMatchObject([{ assignee_id: 'wang' }]);
  });

  test('writes who did what on whose behalf, before and after', async () => {
    await write(opening());
    await write(
      step(2, { ...approved('t1', 'wang'), onBehalfOf: 'zhao' } as never, {
        kind: 'closeTask',
        token: 't1',
        node: 'review',
        outcome: 'approved',
        by: 'wang',
        onBehalfOf: 'zhao',
      }),
    );

    expect((await rowsOf('audit_event', 'id'))[1]).toMatchObject({
      actor_id: 'wang',
      on_behalf_of: 'zhao',
      action: 'task-approved',
      subject_id: `${instanceId}|t1`,
      before: { status: 'open' },
      after: { status: 'approved', sequence: 2 },
    });
  });

  test('keeps receipts to be found by the request that they answer', async () => {
    const receipts = [{ requestId: `q-${instanceId}`, answer: { kind: 'done', sequence: 1 } }];

    await writeWith({ receipts }, opening());
    await writeWith({ receipts: [...receipts, { requestId: `r-${instanceId}`, answer: null }] }, claiming());

    expect(await rowsOf('step_receipt', 'request_id')).toMatchObject([
      { answer: receipts[0]?.answer },
      { answer: null },
    ]);
  });

  test('raises an incident, resolves it, and knows it when both come in one record', async () => {
    const raise = { kind: 'raiseIncident', token: 't2', node: 'pay', reason: 'bank said no' } as const;
    const retry = { kind: 'incidentRetried', token: 't2', by: 'chen', at: minutes(5) } as const;
    await write(opening(), step(2, { kind: 'jobFailed', token: 't2', attempt: 1, reason: 'x', at: minutes(1) }, raise));
    expect(await rowsOf('incident')).toMatchObject([{ reason: 'bank said no', resolved_at: null }]);

    await write(
      step(3, retry, { kind: 'resolveIncident', token: 't2' }),
      step(4, { kind: 'jobFailed', token: 't2', attempt: 2, reason: 'x', at: minutes(6) }, raise),
      step(5, { ...retry, at: minutes(7) }, { kind: 'resolveIncident', token: 't2' }),
    );

    expect(await rowsOf('incident', 'raised_at')).toMatchObject([
      { raised_at: new Date(minutes(1)), resolved_at: new Date(minutes(5)) },
      { raised_at: new Date(minutes(6)), resolved_at: new Date(minutes(7)) },
    ]);
  });

  test('keeps subscriptions and messages, and closes the message that was taken', async () => {
    const messageId = `m-${instanceId}`;
    const subscribe = { kind: 'subscribe', token: 't3', node: 'wait', message: 'paid', key: 'P-1' } as const;
    await write(
      step(1, started, subscribe, {
        kind: 'sendMessage',
        id: messageId,
        message: 'paid',
        key: 'P-1',
        variables: { a: 1 },
      }),
    );
    expect(await rowsOf('subscription')).toMatchObject([{ message: 'paid', key: 'P-1' }]);
    expect(await database.db('message').where({ id: messageId })).toMatchObject([{ state: 'waiting' }]);

    const delivered = { kind: 'messageDelivered', token: 't3', message: 'paid', messageId, variables: {} } as const;
    await write(step(2, { ...delivered, at: minutes(1) }, { kind: 'unsubscribe', token: 't3' }));

    expect(await rowsOf('subscription')).toEqual([]);
    expect(await database.db('message').where({ id: messageId })).toMatchObject([{ state: 'taken' }]);
  });

  test('keeps what jsonb cannot: NUL and half a surrogate pair', async () => {
    const variables = { note: 'a\0b\ud800c', 'k\0': '\u{1f600}' };

    await write(step(1, { ...started, variables } as never, openTask('t1', { variables })));

    expect(await rowsOf('task')).toMatchObject([{ variables: { note: 'a\ufffdb\ufffdc', 'k\ufffd': '\u{1f600}' } }]);
  });

  test('needs four round trips for any number of steps and commands', async () => {
    const statements: string[] = [];
    const count = ({ sql }: { sql: string }) => statements.push(sql);
    database.db.on('query', count);

    await write(
      step(1, started, ...Array.from({ length: 50 }, (_, index) => openTask(`t${index}`, { openedAt: noon }))),
      claiming(),
      approving(),
    );
    database.db.off('query', count);

    expect(statements).toHaveLength(4);
  });
});

async function everything() {
  const tables = ['process_step', 'task', 'audit_event', 'notification', 'outbox', 'step_receipt', 'step_fact'];
  return Promise.all([
    ...tables.map((table) => rowsOf(table)),
    database.db('process_instance').where({ id: instanceId }),
  ]);
}
