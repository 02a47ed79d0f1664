import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  accountOf,
  endSessions,
  findAccount,
  insertAccount,
  insertLink,
  setDisabled,
  spendLink,
} from '../../store/accounts.ts';
import { recordSteps } from '../../store/records.ts';
import { answerRequest, beginRequest } from '../../store/requests.ts';
import type { TestDatabase } from '../setup/database.ts';
import { furnishedDatabase, record, started, step } from './samples.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await furnishedDatabase();
});
afterAll(() => database.drop());

const begin = (requestId: string, actor = 'lin', operation = 'signOff') =>
  beginRequest(database.db, { requestId, actor, operation });

describe('a request', () => {
  test('is new once, then pending, then answered for ever', async () => {
    expect(await begin('q1')).toMatchObject({ kind: 'new' });
    expect(await begin('q1')).toMatchObject({ kind: 'pending' });

    await answerRequest(database.db, 'q1', 200, { done: true });
    await answerRequest(database.db, 'q1', 500, { done: false });

    expect(await begin('q1')).toMatchObject({ kind: 'answered', status: 200, answer: { done: true } });
  });

  test('is answered by the running process that took it', async () => {
    await begin('q2');
    const receipts = [{ requestId: 'q2', answer: { kind: 'done', sequence: 1 } }];
    await recordSteps(database.db, record([step(1, started)], { receipts }));

    expect(await begin('q2')).toMatchObject({ kind: 'stepped', answer: { kind: 'done', sequence: 1 } });
  });

  test('begun by many at once is new to one of them', async () => {
    const kinds = await Promise.all(Array.from({ length: 8 }, () => begin('q3')));

    expect(kinds.filter(({ kind }) => kind === 'new')).toHaveLength(1);
  });

  test.each([
    { by: 'another person', actor: 'wang', operation: 'signOff' },
    { by: 'another operation', actor: 'lin', operation: 'transfer' },
  ])('is refused when its id is used by $by', async ({ actor, operation }) => {
    await begin('q4');

    await expect(begin('q4', actor, operation)).rejects.toMatchObject({ code: 'request-reused' });
  });
});

describe('an account', () => {
  test('is found by its name however that is written, and can be disabled', async () => {
    await insertAccount(database.db, { person: 'lin', username: 'Lin@example.com', passwordHash: null });

    expect(await findAccount(database.db, 'lin@EXAMPLE.com')).toMatchObject({ person: 'lin', disabled: false });
    expect(await setDisabled(database.db, 'lin', true)).toBe(true);
    expect(await accountOf(database.db, 'lin')).toMatchObject({ disabled: true });
    expect(await setDisabled(database.db, 'wang', true)).toBe(false);
  });

  test('loses its sessions but the one that is spared', async () => {
    const open = (sid: string, personId: string) =>
      database.db('session').insert({ sid, sess: JSON.stringify({ personId }), expire: new Date() });
    await Promise.all([open('s1', 'lin'), open('s2', 'lin'), open('s3', 'wang')]);

    await endSessions(database.db, 'lin', 's2');

    expect((await database.db('session').orderBy('sid')).map(({ sid }: { sid: string }) => sid)).toEqual(['s2', 's3']);
  });
});

describe('a one-time link', () => {
  const link = (tokenHash: string, expiresAt: Date) =>
    insertLink(database.db, { tokenHash, kind: 'invite', person: 'lin', expiresAt });
  const now = new Date();

  test('is spent by one of all who try', async () => {
    await link('hash1', new Date(now.getTime() + 1_000));

    const tries = await Promise.all(Array.from({ length: 5 }, () => spendLink(database.db, 'hash1', now)));

    expect(tries.filter((it) => it !== undefined)).toMatchObject([{ kind: 'invite', person: 'lin' }]);
  });

  test('is worth nothing once it has expired', async () => {
    await link('hash2', now);

    expect(await spendLink(database.db, 'hash2', now)).toBeUndefined();
  });
});
