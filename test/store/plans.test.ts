import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fill } from '../../bench/inbox/data.ts';
import type { Db } from '../../store/db.ts';
import { historyOf, incidentsOf } from '../../store/instances.ts';
import { notificationsPage } from '../../store/notifications.ts';
import { tidingsAfter, wasMissed } from '../../store/outbox.ts';
import { openTasksOf } from '../../store/tasks.ts';
import { auditPage } from '../../store/views/audit.ts';
import { factsOfInstance, finishedStepsPage, instanceMonths, stepGroups, stepMonths } from '../../store/views/facts.ts';
import { donePage, inboxCounts, inboxPage, startedPage } from '../../store/views/inbox.ts';
import { instancesPage } from '../../store/views/instances.ts';
import { heatOf, runningCounts, versionsOf } from '../../store/views/library.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';
import { planOf } from './plan.ts';

const MANY = 20_000;
/** Tables that grow for ever, partitions of theirs included. */
const large =
  /Seq Scan on (task|task_candidate|process_instance|process_step|audit_event|notification|incident|step_fact|outbox)\b/;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  await fill(db, { people: 2_000, tasks: MANY });
  await db.raw(
    `update task set closed_by = assignee_id, status = 'approved', closed_at = now() where due_at < now() - interval '1 day'`,
  );
  await db.raw(
    `insert into audit_event (at, actor_id, action, subject_kind, subject_id, instance_id, refused)
     select now() - interval '1 minute' * n, 'p' || n % 2000, 'tested', 'thing', 's' || n, 'process1/' || n % 2000,
       case when n % 100 = 0 then 'own-request' end from generate_series(1, ?) n`,
    [MANY],
  );
  await db.raw(
    `insert into process_step (instance_id, sequence, at, kind, event, commands)
     select 'process' || n % 20 || '/' || n % 2000, n / 2000, now() - interval '1 minute' * n, 'tested', '{}', '[]'
     from generate_series(1, ?) n`,
    [MANY],
  );
  await db.raw(
    `insert into notification (id, person_id, kind, created_at)
     select n::text, 'p' || n % 2000, 'tested', now() - interval '1 minute' * n from generate_series(1, ?) n`,
    [MANY],
  );
  await db.raw(
    `insert into process_instance select * from
       (select id || '.' || n, process_key, business_key, definition, title, started_by, department_id, parent_id,
          'completed', error, sequence, digest, due_at, started_at - n * interval '1 day', now(), now()
        from process_instance, generate_series(1, 10) n) ended`,
  );
  await db.raw(
    `insert into incident (instance_id, token, node, reason, raised_at, resolved_at)
     select id, 't1', 'n', 'r', now(), case when random() < 0.9 then now() end from process_instance`,
  );
  await db.raw(
    `insert into step_fact select 'process' || n % 20 || '/' || n % 2000, 't' || n, 0, 'process' || n % 20, 1, 'node' || n % 7,
       'p' || n % 2000, null, 'duty' || n % 500, 'dep' || n % 10, 'completed', at, at, at, at, 1, 1, 1, 1, 1, 0, 0, 1000, 1000
     from generate_series(1, ?) n, lateral (select now() - interval '20 minutes' * n as at) moment`,
    [MANY],
  );
  await db.raw(
    `insert into outbox (at, kind, instance_id, audience)
     select now() - interval '1 second' * (? - n), 'task-open', 'process1/' || n, array['person:p' || n % 2000]
     from generate_series(1, ?) n`,
    [MANY, MANY],
  );
  await db.raw(`update process_instance set standing = '{"node1": 1}' where status = 'running'`);
  await db.raw('vacuum analyze');
});
afterAll(() => database.drop());

const at = new Date();
const limit = 20;
const startedAt = new Date(Date.now() - 40 * 24 * 3_600_000);
const month = new Date().toISOString().slice(0, 'YYYY-MM'.length);
const months = { from: month, to: month };
const lists: Readonly<Record<string, (db: Db, cursor?: string) => Promise<unknown>>> = {
  'the inbox': (db, cursor) => inboxPage(db, { person: 'p7', at, limit, cursor }),
  'the inbox of one process': (db, cursor) => inboxPage(db, { person: 'p7', at, limit, process: 'process3', cursor }),
  'the inbox of what is overdue': (db, cursor) => inboxPage(db, { person: 'p7', at, limit, overdue: true, cursor }),
  'the counts of the inbox': (db) => inboxCounts(db, { person: 'p7', at }),
  'what one has done': (db, cursor) => donePage(db, { person: 'p7', limit, cursor }),
  'what one has started': (db, cursor) => startedPage(db, { person: 'p7', limit: 2, cursor }),
  'all instances': (db, cursor) => instancesPage(db, { scope: { kind: 'all' }, limit, cursor }),
  'the instances of one process': (db, cursor) =>
    instancesPage(db, { scope: { kind: 'all' }, limit, process: 'process3', cursor }),
  'the instances of a department': (db, cursor) =>
    instancesPage(db, { scope: { kind: 'departments', departments: ['dep1'], person: 'p7' }, limit, cursor }),
  'one’s own instances': (db) => instancesPage(db, { scope: { kind: 'person', person: 'p7' }, limit }),
  'what an instance has called': (db) =>
    instancesPage(db, { scope: { kind: 'person', person: 'p7' }, limit, parent: 'process1/1' }),
  'instances with incidents': (db, cursor) =>
    instancesPage(db, { scope: { kind: 'all' }, limit, incident: true, cursor }),
  'the instances of one version of a process': (db, cursor) =>
    instancesPage(db, { scope: { kind: 'all' }, limit, process: 'process3', version: 1, cursor }),
  'the instances at an element': (db, cursor) =>
    instancesPage(db, { scope: { kind: 'all' }, limit, process: 'process3', node: 'node1', cursor }),
  'the instances of a business key': (db) => instancesPage(db, { scope: { kind: 'all' }, limit, businessKey: '7' }),
  'one’s own instances by words': (db) =>
    instancesPage(db, { scope: { kind: 'person', person: 'p7' }, limit, q: 'Case' }),
  'how busy the elements of a process are': (db) =>
    heatOf(db, { scope: { kind: 'all' }, process: 'process3', definition: 'h3' }),
  'how many instances run': (db) => runningCounts(db),
  'the versions of a process': (db) => versionsOf(db, 'process3'),
  'the figures of a person': (db) =>
    stepGroups(db, { ...months, scope: { kind: 'person', person: 'p7' }, by: 'process' }),
  'the figures of a department': (db) =>
    stepGroups(db, { ...months, scope: { kind: 'departments', departments: ['dep1'], person: 'p7' }, by: 'person' }),
  'the figures of a duty': (db) => stepGroups(db, { ...months, scope: { kind: 'all' }, duty: 'duty3', by: 'month' }),
  'the figures of a process': (db) =>
    stepGroups(db, { ...months, scope: { kind: 'all' }, process: 'process3', by: 'node' }),
  'the figures of a month': (db) => stepGroups(db, { ...months, scope: { kind: 'all' }, by: 'duty' }),
  'finished steps': (db, cursor) => finishedStepsPage(db, { ...months, scope: { kind: 'all' }, limit, cursor }),
  'finished steps of a department': (db, cursor) =>
    finishedStepsPage(db, {
      ...months,
      scope: { kind: 'departments', departments: ['dep1'], person: 'p7' },
      limit,
      cursor,
    }),
  'what was measured of an instance': (db) => factsOfInstance(db, 'process1/1'),
  'the steps that indicators are made of': (db) => stepMonths(db, { ...months, processes: ['process3', 'process4'] }),
  'the instances that indicators are made of': (db) =>
    instanceMonths(db, {
      ...months,
      questions: [
        { id: 'a', kind: 'without', process: 'process3', node: 'node1' },
        { id: 'b', kind: 'reached', process: 'process4', node: 'node1', limitMs: 1 },
      ],
    }),
  'what those who watch are told': (db) => tidingsAfter(db, MANY - 10),
  'what somebody who comes back has missed': (db) => wasMissed(db, { keys: ['person:p7'], since: MANY - 10 }),
  'the audit trail': (db, cursor) => auditPage(db, { limit, cursor }),
  'the audit trail of a person': (db) => auditPage(db, { limit, person: 'p7' }),
  'the audit trail of a thing': (db) => auditPage(db, { limit, subject: 's77' }),
  'what was refused': (db, cursor) => auditPage(db, { limit, refused: true, cursor }),
  'the notifications of a person': (db) => notificationsPage(db, { person: 'p7', limit }),
  'unread notifications': (db) => notificationsPage(db, { person: 'p7', limit, unread: true }),
  'the history of an instance': (db) => historyOf(db, 'process1/1', startedAt),
  'the open tasks of an instance': (db) => openTasksOf(db, 'process1/1'),
  'the incidents of an instance': (db) => incidentsOf(db, 'process1/1'),
};

describe('a list over a large table', () => {
  test.each(Object.entries(lists))('reads no table from end to end: %s', async (_name, read) => {
    const first = await planOf(database.db, (db) => read(db));
    const { next } = first.result as { readonly next?: string | null };
    const second = next ? await planOf(database.db, (db) => read(db, next)) : first;

    expect(`${first.plan}\n${second.plan}`).not.toMatch(large);
  });

  test('and the check would see it', async () => {
    const { plan } = await planOf(database.db, (db) => db.raw(`select * from task where name = 'Step 1' limit 20`));

    expect(plan).toMatch(large);
  });
});
