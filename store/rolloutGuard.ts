import type { Db } from './db.ts';
import { toJson } from './json.ts';
import type { RolloutEntry, RolloutRecord } from './rolloutRecord.ts';
import { row, rows } from './rows.ts';

type Before = { readonly sequence: number; readonly digest: string };

/** Makes the rollout's row with its waves, or locks it. */
export async function takeRollout(db: Db, record: RolloutRecord): Promise<Before> {
  if (record.creation) await createRow(db, record, record.creation);
  const found = await row<Before>(db, 'select sequence, digest from rollout where id = :id for update', {
    id: record.rollout,
  });
  if (!found) throw new Error(`${record.rollout} is not recorded`);
  return found;
}

async function createRow(
  db: Db,
  { rollout, title, standing, courses = [] }: RolloutRecord,
  creation: NonNullable<RolloutRecord['creation']>,
): Promise<void> {
  const { policy, version, owner, createdBy, createdAt, thresholds, waves } = creation;
  const made = await db('rollout')
    .insert({
      id: rollout,
      policy_id: policy,
      version,
      title,
      owner_id: owner,
      created_by: createdBy,
      created_at: new Date(createdAt),
      signers: toJson(standing.signers),
      courses: [...courses],
      thresholds: toJson(thresholds),
      state: 'created',
      sequence: 0,
      digest: '',
    })
    .onConflict('id')
    .ignore()
    .returning('id');
  if (made.length === 0) return;
  await rows(
    db,
    `insert into rollout_wave (rollout_id, wave, position, name, manager_id, audience, due_at, state, rounds)
     select :rollout, id, position, name, manager, audience, to_timestamp(due / 1000.0), 'not-started', 0
     from jsonb_to_recordset(cast(:waves as jsonb)) as given (id text, position integer, name jsonb, manager text,
       audience jsonb, due double precision)`,
    { rollout, waves: toJson(waves.map((wave, position) => ({ ...wave, position }))) },
  );
}

/** What is not written yet. What was written is never contradicted, and nothing is left out. */
export function newEntries({ rollout, entries, digest }: RolloutRecord, before: Before): readonly RolloutEntry[] {
  const last = entries.at(-1)?.sequence ?? 0;
  if (last === before.sequence && digest !== before.digest) {
    throw new Error(`${rollout}: entry ${last} is written already, and differently`);
  }
  const fresh = entries.filter(({ sequence }) => sequence > before.sequence);
  fresh.forEach(({ sequence }, index) => {
    const expected = before.sequence + 1 + index;
    if (sequence !== expected) throw new Error(`${rollout}: entry ${sequence} came where ${expected} is due`);
  });
  return fresh;
}
