import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pages } from '../../activities/jobs/pages.ts';
import { attachFiles, filesOf, findFile, insertFile } from '../../store/files.ts';
import { findEffect, saveEffect } from '../../store/jobEffects.ts';
import {
  findMessage,
  insertMessage,
  type Message,
  offerMessage,
  subscriptionsFor,
  waitingMessages,
  withdrawOffer,
} from '../../store/messages.ts';
import { countUnread, markRead, notificationsPage, notify } from '../../store/notifications.ts';
import { recordSteps } from '../../store/records.ts';
import type { TestDatabase } from '../setup/database.ts';
import { furnishedDatabase, minutes, record, started, step } from './samples.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await furnishedDatabase();
});
afterAll(() => database.drop());

describe('a message', () => {
  const message = (id: string, key: string) => ({
    id,
    name: 'paid',
    key,
    variables: { amount: 7 },
    sender: null,
    createdAt: new Date(minutes(0)),
    expiresAt: new Date(minutes(60)),
  });
  const ids = async (key: string, at = minutes(1)) =>
    (await waitingMessages(database.db, 'paid', key, new Date(at))).map(({ id }) => id);

  test('waits for its name and key until it expires, and is kept once', async () => {
    await insertMessage(database.db, message('m1', 'P-1'));
    await insertMessage(database.db, message('m1', 'P-2'));
    await insertMessage(database.db, message('m2', ''));

    expect(await ids('P-1')).toEqual(['m1', 'm2']);
    expect(await ids('P-2')).toEqual(['m2']);
    expect(await ids('')).toEqual(['m1', 'm2']);
    expect(await ids('P-1', minutes(60))).toEqual([]);
  });

  test('is on offer to one at a time, until that one declines', async () => {
    expect(await offerMessage(database.db, 'm1', 'a|t1')).toBe('a|t1');
    expect(await offerMessage(database.db, 'm1', 'b|t1')).toBe('a|t1');

    await withdrawOffer(database.db, 'm1', 'a|t1');

    expect(await offerMessage(database.db, 'm1', 'b|t1')).toBe('b|t1');
    expect(await findMessage(database.db, 'm1')).toMatchObject({ state: 'waiting', takenBy: 'b|t1' });
  });

  test('is found among many, page after page, each once', async () => {
    const names = Array.from({ length: 103 }, (_, index) => `p${String(index).padStart(3, '0')}`);
    for (const id of names) await insertMessage(database.db, message(id, 'P-9'));
    const found: string[] = [];
    const read = (after?: Message) => waitingMessages(database.db, 'paid', 'P-9', new Date(minutes(1)), after);
    for await (const { id } of pages<Message>(read)) found.push(id);

    expect(found.filter((id) => id.startsWith('p'))).toEqual(names);
  });

  test('finds whoever waits for it, longest first', async () => {
    const subscribe = (token: string, key: string) =>
      ({ kind: 'subscribe', token, node: 'wait', message: 'paid', key }) as const;
    await recordSteps(
      database.db,
      record([step(1, started, subscribe('t1', 'P-1'), subscribe('t2', ''), subscribe('t3', 'P-2'))]),
    );

    const found = await subscriptionsFor(database.db, 'paid', 'P-1');
    expect(found.map(({ token }) => token)).toEqual(['t1', 't2']);
  });
});

describe('a subscription and a message that come at the same moment', () => {
  const HELD = 4_712;
  const instanceId = 'purchase/S-1';
  const waits = (sequence: number, token: string, key: string) =>
    record([step(sequence, { ...started }, { kind: 'subscribe', token, node: 'wait', message: 'stocked', key })], {
      instanceId,
    });
  const letter = (id: string, key: string) => ({
    id,
    name: 'stocked',
    key,
    variables: {},
    sender: null,
    createdAt: new Date(),
    expiresAt: new Date(Date.now() + 60_000),
  });
  const looks = async (key: string) => (await subscriptionsFor(database.db, 'stocked', key)).map(({ token }) => token);

  test('find each other when the message is committed while the subscription is still being written', async () => {
    const holding = await database.db.transaction();
    await recordSteps(database.db, record([step(1, started)], { instanceId }));
    await holding.raw('select 1 from process_instance where id = ? for update', [instanceId]);
    const subscribing = recordSteps(database.db, waits(2, 't1', 'S-1'));
    await insertMessage(database.db, letter('s1', 'S-1'));
    expect(await looks('S-1')).toEqual([]);

    await holding.rollback();

    expect(await subscribing).toEqual({ digest: 'digest-2', met: ['t1'] });
  });

  test('find each other when the message is committed while the subscription is written and not yet committed', async () => {
    await database.db.raw(`
      create function hold_commit() returns trigger language plpgsql as
        $$ begin perform pg_advisory_xact_lock(${HELD}); return null; end $$;
      create constraint trigger hold_commit after insert on subscription deferrable initially deferred
        for each row execute function hold_commit()`);
    const holding = await database.db.transaction();
    await holding.raw(`select pg_advisory_xact_lock(${HELD})`);
    const subscribing = recordSteps(database.db, waits(3, 't2', 'S-2'));
    await blocked();
    await insertMessage(database.db, letter('s2', 'S-2'));
    expect(await looks('S-2')).toEqual([]);

    await holding.rollback();

    expect(await subscribing).toEqual({ digest: 'digest-3', met: ['t2'] });
  });

  test('find each other when the subscription is committed while the message is still being written', async () => {
    const sending = await database.db.transaction();
    await insertMessage(sending, letter('s3', 'S-3'));
    expect(await recordSteps(database.db, waits(4, 't3', 'S-3'))).toEqual({ digest: 'digest-4', met: [] });

    await sending.commit();

    expect(await looks('S-3')).toEqual(['t3']);
  });

  test('find each other although the first answer of the record is lost, and by an empty key', async () => {
    await insertMessage(database.db, letter('s4', 'S-4'));
    expect(await recordSteps(database.db, waits(5, 't4', ''))).toMatchObject({ met: ['t4'] });

    expect(await recordSteps(database.db, waits(5, 't4', ''))).toMatchObject({ met: ['t4'] });
    expect(await recordSteps(database.db, waits(6, 't5', 'S-9'))).toMatchObject({ met: [] });
  });

  /** Until a statement of another connection waits for a lock. */
  async function blocked(): Promise<void> {
    for (;;) {
      const { rows } = await database.db.raw(
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      if (rows.length > 0) return;
    }
  }
});

describe('what a job did', () => {
  test('stays as it was first written', async () => {
    const key = { instance: 'purchase/P-1', token: 't1', attempt: 1 };

    expect(await saveEffect(database.db, { ...key, type: 'notify', result: { sent: 1 } })).toBe(true);
    expect(await saveEffect(database.db, { ...key, type: 'notify', result: { sent: 2 } })).toBe(false);
    expect(await findEffect(database.db, key)).toEqual({ result: { sent: 1 } });
    expect(await findEffect(database.db, { ...key, attempt: 2 })).toBeUndefined();
  });
});

describe('notifications', () => {
  const tell = (id: string, at: number) => ({
    id,
    person: 'lin',
    kind: 'tested',
    params: { id },
    at: new Date(minutes(at)),
  });

  test('are told once, read newest first, and marked by their reader alone', async () => {
    await notify(database.db, [tell('n1', 1), tell('n2', 2), tell('n3', 3)]);
    await notify(database.db, [tell('n1', 9)]);

    const first = await notificationsPage(database.db, { person: 'lin', limit: 2 });
    const second = await notificationsPage(database.db, { person: 'lin', limit: 2, cursor: first.next ?? '' });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(['n3', 'n2', 'n1']);
    expect(first.items[0]).toMatchObject({ at: new Date(minutes(3)), readAt: null });

    await markRead(database.db, 'wang', ['n1'], new Date());
    await markRead(database.db, 'lin', ['n2'], new Date());
    expect(await countUnread(database.db, 'lin')).toBe(2);
  });
});

describe('a file', () => {
  test('belongs to the first instance that it is evidence of', async () => {
    const file = {
      id: 'f1',
      sha256: 'ab',
      name: 'report.pdf',
      mediaType: 'application/pdf',
      size: 3_000_000_000,
      uploadedBy: 'lin',
    };
    await insertFile(database.db, file);
    await attachFiles(database.db, ['f1'], { instance: 'purchase/P-1', task: 'purchase/P-1|t1' });
    await attachFiles(database.db, ['f1'], { instance: 'purchase/P-2' });

    expect(await findFile(database.db, 'f1')).toMatchObject({
      ...file,
      uploadedBy: { id: 'lin' },
      task: 'purchase/P-1|t1',
    });
    expect(await filesOf(database.db, 'purchase/P-2')).toEqual([]);
  });
});
