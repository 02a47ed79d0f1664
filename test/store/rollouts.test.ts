import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { created, launch } from '../../domain/rollout.ts';
import { openGate } from '../../domain/rolloutGate.ts';
import { savePeople } from '../../store/people.ts';
import type { RolloutEntry, RolloutRecord } from '../../store/rolloutRecord.ts';
import { recordRollout } from '../../store/rollouts.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

const named = (name: string) => ({ 'zh-CN': name, en: name });
const at = Date.UTC(2026, 10, 24, 4);
const signers = { plan: ['wang'], build: ['wang'], train: ['wang'], supervise: ['wang'] };

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.db('department').insert({ id: 'office', name: JSON.stringify(named('office')) });
  const person = {
    department: 'office',
    superior: null,
    locale: 'zh-CN',
    email: null,
    position: null,
    active: true,
  } as const;
  await savePeople(
    database.db,
    ['wang', 'qin'].map((id) => ({ ...person, id, name: named(id) })),
  );
});
afterAll(() => database.drop());

const entry = (sequence: number, kind: string, more: Partial<RolloutEntry> = {}): RolloutEntry => ({
  sequence,
  at,
  kind,
  by: 'qin',
  params: {},
  tell: ['wang'],
  ...more,
});

let counter = 0;

/** A rollout of its own, as its first record makes it. */
function first(): RolloutRecord {
  counter += 1;
  return {
    rollout: `rollout/P-${counter}@v1`,
    title: `Rollout ${counter}`,
    creation: {
      policy: `P-${counter}`,
      version: 1,
      owner: 'wang',
      createdBy: 'qin',
      createdAt: at,
      thresholds: { passed: 95, acknowledged: 98 },
      waves: [{ id: 'pilot', name: named('pilot'), audience: {}, manager: 'wang', due: at }],
    },
    standing: created(signers),
    phase: 'plan',
    entries: [entry(1, 'created')],
    receipts: [],
    digest: 'd1',
  };
}

const counted = async (table: string, rollout: string) =>
  (await database.db(table).where({ [table === 'audit_event' ? 'subject_id' : 'rollout_id']: rollout })).length;

describe('the record of a rollout', () => {
  test('told twice is written once, and gives back the digest', async () => {
    const record = first();

    expect(await recordRollout(database.db, record)).toEqual({ digest: 'd1' });
    expect(await recordRollout(database.db, record)).toEqual({ digest: 'd1' });

    expect(await counted('rollout_event', record.rollout)).toBe(1);
    expect(await counted('audit_event', record.rollout)).toBe(1);
    expect(await database.db('notification').where({ instance_id: record.rollout })).toHaveLength(1);
  });

  test('that says something else under the same number is refused', async () => {
    const record = first();
    await recordRollout(database.db, record);

    await expect(recordRollout(database.db, { ...record, digest: 'd2' })).rejects.toThrow(/differently/);
  });

  test('that leaves something out is refused, and nothing of it is written', async () => {
    const record = first();
    await recordRollout(database.db, record);
    const { creation: _creation, ...later } = record;
    const gap = { ...later, entries: [entry(3, 'paused')], digest: 'd3' };

    await expect(recordRollout(database.db, gap)).rejects.toThrow('entry 3 came where 2 is due');
    expect(await counted('rollout_event', record.rollout)).toBe(1);
  });

  test('writes phases, gates and answers together', async () => {
    const record = first();
    await recordRollout(database.db, record);
    const { creation: _creation, ...later } = record;
    const launched = launch(record.standing, 'plan', 'qin', at);
    const standing = openGate(launched, 'plan', []);
    const answer = { kind: 'done' };
    await recordRollout(database.db, {
      ...later,
      standing,
      plan: { charter: 'why' },
      courses: ['P.1'],
      entries: [entry(2, 'phase-launched', { phase: 'plan', requestId: `r-${counter}` }), entry(3, 'gate-opened')],
      receipts: [{ requestId: `r-${counter}`, answer }],
      digest: 'd3',
    });

    const where = { rollout_id: record.rollout };
    expect(await database.db('rollout').where({ id: record.rollout }).first()).toMatchObject({
      state: 'running',
      phase: 'plan',
      sequence: 3,
      plan: { charter: 'why' },
      courses: ['P.1'],
    });
    expect(await database.db('rollout_phase').where(where)).toMatchObject([
      { state: 'gate-pending', attempt: 1, rounds: 1 },
    ]);
    expect(await database.db('rollout_gate').where(where)).toMatchObject([{ phase: 'plan', round: 1, verdict: null }]);
    expect(
      await database
        .db('step_receipt')
        .where({ request_id: `r-${counter}` })
        .first('answer'),
    ).toEqual({ answer });
  });
});
