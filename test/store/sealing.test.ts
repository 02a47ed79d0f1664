import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appendAudit } from '../../store/audit.ts';
import { recordSteps } from '../../store/records.ts';
import { sealAudit } from '../../store/sealing.ts';
import { verifyAudit } from '../../store/verifying.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';
import { approved, definition, openTask, record, staff, started, step } from './samples.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const line = (subject: string) => ({ actor: 'lin', action: 'tested', subjectKind: 'thing', subject });
const append = (...subjects: string[]) => appendAudit(database.db, subjects.map(line));

async function tamper(sql: string): Promise<void> {
  await database.db.transaction(async (trx) => {
    await trx.raw('set local session_replication_role = replica');
    await trx.raw(sql);
  });
}

describe('the seal over the evidence', () => {
  test('holds for what nobody has touched, batch after batch', async () => {
    await append('a', 'b', 'c');
    expect(await sealAudit(database.db)).toEqual({ batches: 1, rows: 3 });
    await append('d');
    await sealAudit(database.db);
    await append('e');

    expect(await verifyAudit(database.db)).toEqual({ batches: 2, rows: 4, unsealed: 1, steps: 0 });
  });

  test('seals nothing twice', async () => {
    await append('a');
    await sealAudit(database.db);

    expect(await sealAudit(database.db)).toEqual({ batches: 0, rows: 0 });
  });

  test.each([
    { deed: 'alters a row', sql: `update audit_event set actor_id = 'wang' where id = 2`, kind: 'row-altered' },
    {
      deed: 'backdates a row',
      sql: `update audit_event set at = at - interval '1 second' where id = 2`,
      kind: 'row-altered',
    },
    { deed: 'removes a row', sql: 'delete from audit_event where id = 2', kind: 'row-missing' },
  ])('names the row when somebody $deed', async ({ sql, kind }) => {
    await append('a', 'b', 'c');
    await sealAudit(database.db);

    await tamper(sql);

    expect((await verifyAudit(database.db)).broken).toEqual({ kind, id: '2' });
  });

  test('names a row that was slipped in where a transaction was rolled back', async () => {
    await append('a');
    await database.db.raw('select next_audit_id()');
    await append('c');
    await sealAudit(database.db);

    await tamper(`insert into audit_event (id, action, subject_kind, subject_id) values (2, 'forged', 'thing', 'b')`);

    expect((await verifyAudit(database.db)).broken).toEqual({ kind: 'row-added', id: '2' });
  });

  test.each([
    {
      deed: 'alters a seal',
      sql: `update audit_batch set leaves = sha256('x') where number = 1`,
      kind: 'batch-altered',
    },
    { deed: 'removes a seal', sql: 'delete from audit_batch where number = 1', kind: 'batch-missing' },
  ])('names the batch when somebody $deed', async ({ sql, kind }) => {
    await append('a');
    await sealAudit(database.db);
    await append('b');
    await sealAudit(database.db);

    await tamper(sql);

    expect((await verifyAudit(database.db)).broken).toEqual({ kind, batch: 1 });
  });

  test('does not pass over a row whose transaction commits late', async () => {
    const late = await database.db.transaction();
    await appendAudit(late, [line('late')]);
    await append('early');
    const sealing = sealAudit(database.db);
    await late.commit();
    await sealing;
    await sealAudit(database.db);

    expect(await verifyAudit(database.db)).toMatchObject({ rows: 2, unsealed: 0 });
  });

  test('vouches for the journal', async () => {
    await staff(database.db);
    await definition(database.db);
    const steps = [step(1, started, openTask('t1')), step(2, approved('t1', 'wang'))];
    await recordSteps(database.db, record(steps));
    await sealAudit(database.db);
    expect(await verifyAudit(database.db)).toMatchObject({ steps: 2 });
    expect((await verifyAudit(database.db)).broken).toBeUndefined();

    await tamper(`update process_step set event = jsonb_set(event, '{by}', '"zhao"') where sequence = 2`);

    expect((await verifyAudit(database.db)).broken).toEqual({
      kind: 'step-altered',
      instance: 'purchase/P-1',
      sequence: 2,
    });
  });

  test('takes a refusal that names a step for no step of the journal', async () => {
    const refusal = { ...line('task'), refused: 'own-work', instance: 'procurement/1' };
    await appendAudit(database.db, [{ ...refusal, after: { person: 'lin', step: 'writeReview' } }]);
    await sealAudit(database.db);

    expect(await verifyAudit(database.db)).toMatchObject({ rows: 1, steps: 0 });
    expect((await verifyAudit(database.db)).broken).toBeUndefined();
  });

  test('is there because nobody changes evidence by mistake', async () => {
    await append('a');

    await expect(database.db('audit_event').update({ action: 'other' })).rejects.toThrow('append-only');
    await expect(database.db('audit_event').delete()).rejects.toThrow('append-only');
  });
});
