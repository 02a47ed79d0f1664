import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appendAudit } from '../../store/audit.ts';
import { auditPage } from '../../store/views/audit.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const line = (at: Date) => ({ at, actor: null, action: 'tested', subjectKind: 'thing', subject: at.toISOString() });
const months = (count: number) => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + count, 15));
};
const partitionsOf = async () =>
  (await database.db('audit_event').select(database.db.raw('distinct tableoid::regclass::text as name'))).map(
    ({ name }: { name: string }) => name,
  );

describe('the months of the evidence', () => {
  test('are there before they begin', async () => {
    await appendAudit(
      database.db,
      [-1, 0, 1, 3].map((count) => line(months(count))),
    );

    expect(await partitionsOf()).not.toContain('audit_event_rest');
  });

  test('that nobody has made lose nothing', async () => {
    await appendAudit(database.db, [line(months(7)), line(new Date(0))]);

    expect(await partitionsOf()).toContain('audit_event_rest');
    expect((await auditPage(database.db, { limit: 10 })).items).toHaveLength(6);
  });

  test('are made ahead, but for one whose rows lie elsewhere already', async () => {
    const { rows } = (await database.db.raw('select ensure_partitions(8) as made')) as { rows: { made: number }[] };
    expect(rows).toEqual([{ made: 2 * 5 - 1 }]);

    await database.db.raw('select ensure_partitions(8)');
    await appendAudit(database.db, [line(months(8))]);
    expect((await auditPage(database.db, { limit: 10 })).items).toHaveLength(7);
  });
});
