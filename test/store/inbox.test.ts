import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordSteps } from '../../store/records.ts';
import { donePage, inboxCounts, inboxPage, startedPage } from '../../store/views/inbox.ts';
import { instancesPage } from '../../store/views/instances.ts';
import type { TestDatabase } from '../setup/database.ts';
import { approved, claimed, furnishedDatabase, minutes, noon, openTask, record, step } from './samples.ts';

const TASKS = 7;
const at = new Date(minutes(30));

let database: TestDatabase;
beforeAll(async () => {
  database = await furnishedDatabase();
  for (let index = 1; index <= TASKS; index += 1) await start(index);
  await claim(2, 'wang');
  await claim(3, 'zhao');
});
afterAll(() => database.drop());

const idOf = (index: number) => `purchase/I-${index}`;

async function start(index: number): Promise<void> {
  const started = { kind: 'started', at: minutes(index), by: 'lin', businessKey: `I-${index}`, variables: {} } as const;
  const { dueAt: _due, ...undated } = openTask('t1', { openedAt: minutes(index) });
  const task = index === TASKS ? undated : { ...undated, dueAt: minutes(index * 10) };
  const patch = { instanceId: idOf(index), businessKey: `I-${index}` };
  await recordSteps(database.db, record([step(1, started, task)], patch));
}

async function claim(index: number, by: string): Promise<void> {
  const taken = { kind: 'assignTask', token: 't1', assignee: by, candidates: ['duty:reviewer/ops'] } as const;
  await recordSteps(database.db, record([step(2, claimed('t1', by, noon), taken)], { instanceId: idOf(index) }));
}

const todo = async (person: string, more: object = {}) => {
  const page = await inboxPage(database.db, { person, limit: 20, at, ...more });
  return page.items.map(({ businessKey }) => businessKey);
};

describe('the inbox', () => {
  test('has what is before one’s duties and what one has claimed, the most urgent first, what is never due last', async () => {
    expect(await todo('wang')).toEqual(['I-1', 'I-2', 'I-4', 'I-5', 'I-6', 'I-7']);
    expect(await todo('zhao')).toEqual(['I-3']);
    expect(await todo('lin')).toEqual([]);
  });

  test('shows a task with the people it names', async () => {
    const { items } = await inboxPage(database.db, { person: 'zhao', limit: 20, at });

    expect(items).toMatchObject([
      {
        id: 'purchase/I-3|t1',
        processName: 'Purchase',
        assignee: { id: 'zhao', name: { en: 'zhao' }, department: 'legal' },
        requester: { id: 'lin' },
        dueAt: new Date(minutes(30)),
        status: 'open',
      },
    ]);
  });

  test('gives every task once when it is read page by page', async () => {
    const read: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await inboxPage(database.db, { person: 'wang', limit: 2, at, cursor });
      read.push(...page.items.map(({ businessKey }) => businessKey));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);

    expect(read).toEqual(await todo('wang'));
  });

  test('is narrowed to what is overdue, and to one process', async () => {
    expect(await todo('wang', { overdue: true })).toEqual(['I-1', 'I-2']);
    expect(await todo('wang', { process: 'purchase', overdue: true })).toEqual(['I-1', 'I-2']);
    expect(await todo('wang', { process: 'other' })).toEqual([]);
  });

  test('counts what there is to do, what is overdue and what soon will be', async () => {
    expect(await inboxCounts(database.db, { person: 'wang', at })).toEqual({
      todo: 6,
      overdue: 2,
      dueSoon: 3,
      capped: false,
    });
  });

  test('refuses a cursor that nobody has given out', async () => {
    await expect(todo('wang', { cursor: 'bm90IGEgY3Vyc29y' })).rejects.toMatchObject({ code: 'malformed' });
  });

  test('of a delegate has what is before the person they stand in for, as long as they do', async () => {
    await database.db('delegation').insert({
      id: 'd1',
      from_person_id: 'wang',
      to_person_id: 'chen',
      valid_from: new Date(minutes(20)),
      valid_to: new Date(minutes(40)),
    });

    expect(await todo('chen')).toEqual(['I-1', 'I-4', 'I-5', 'I-6', 'I-7']);
    expect(await todo('chen', { at: new Date(minutes(41)) })).toEqual([]);
  });

  test('keeps what one has done and what one has started apart', async () => {
    const close = { kind: 'closeTask', token: 't1', node: 'review', outcome: 'approved', by: 'zhao' } as const;
    await recordSteps(
      database.db,
      record([step(3, approved('t1', 'zhao', minutes(5)), close)], { instanceId: idOf(3) }),
    );

    const done = await donePage(database.db, { person: 'zhao', limit: 20 });
    const mine = await startedPage(database.db, { person: 'lin', limit: 3 });

    expect(done.items).toMatchObject([{ businessKey: 'I-3', status: 'approved', closedAt: new Date(minutes(5)) }]);
    expect(mine.items.map(({ businessKey }) => businessKey)).toEqual(['I-7', 'I-6', 'I-5']);
    expect(mine.next).not.toBeNull();
  });

  test('shows each thing that one has started once, at what is open there or came last', async () => {
    const again = openTask('t2', { openedAt: minutes(6), dueAt: minutes(90) });
    await recordSteps(
      database.db,
      record([step(4, claimed('t1', 'zhao', minutes(6)), again)], { instanceId: idOf(3) }),
    );

    const first = await startedPage(database.db, { person: 'lin', limit: 5 });
    const rest = await startedPage(database.db, { person: 'lin', limit: 5, cursor: first.next ?? '' });

    const shown = [...first.items, ...rest.items];
    expect(shown.map(({ businessKey }) => businessKey)).toEqual(['I-7', 'I-6', 'I-5', 'I-4', 'I-3', 'I-2', 'I-1']);
    expect(shown.find(({ businessKey }) => businessKey === 'I-3')).toMatchObject({
      id: `${idOf(3)}|t2`,
      status: 'open',
    });
  });
});

describe('the list of instances', () => {
  test('can be cut to what one of them has called', async () => {
    const started = { kind: 'started', at: noon, by: 'lin', businessKey: 'I-1.t5', variables: {} } as const;
    const patch = { instanceId: 'purchase/I-1.t5', businessKey: 'I-1.t5', parent: idOf(1) };
    await recordSteps(database.db, record([step(1, started)], patch));

    expect(await keys({ kind: 'person', person: 'lin' }, { parent: idOf(1) })).toEqual(['I-1.t5']);
    expect(await keys({ kind: 'person', person: 'lin' }, { parent: idOf(2) })).toEqual([]);
    expect(await keys({ kind: 'person', person: 'zhao' }, { parent: idOf(1) })).toEqual([]);
  });

  const keys = async (scope: Parameters<typeof instancesPage>[1]['scope'], more: object = {}) =>
    (await instancesPage(database.db, { scope, limit: 3, ...more })).items.map(({ businessKey }) => businessKey);

  test('is cut to what somebody may see', async () => {
    expect(await keys({ kind: 'all' })).toEqual(['I-7', 'I-6', 'I-5']);
    expect(await keys({ kind: 'departments', departments: ['ops'], person: 'zhao' })).toEqual(['I-7', 'I-6', 'I-5']);
    expect(await keys({ kind: 'departments', departments: ['legal'], person: 'zhao' })).toEqual([]);
    expect(await keys({ kind: 'person', person: 'lin' })).toEqual(['I-7', 'I-6', 'I-5']);
    expect(await keys({ kind: 'person', person: 'zhao' })).toEqual([]);
  });

  test('goes on where the page before ended, and can be narrowed', async () => {
    const first = await instancesPage(database.db, { scope: { kind: 'all' }, limit: 3 });

    expect(await keys({ kind: 'all' }, { cursor: first.next ?? '' })).toEqual(['I-4', 'I-3', 'I-2']);
    expect(await keys({ kind: 'all' }, { incident: true })).toEqual([]);
    expect(await keys({ kind: 'all' }, { incident: false, status: 'running', process: 'purchase' })).toHaveLength(3);
  });
});
