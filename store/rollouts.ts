import { type Gate, phases, type Rollout, type Standing } from '../domain/rollout.ts';
import { type AuditEntry, auditWrites } from './audit.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { overRows, runTogether, type Write } from './records/statement.ts';
import { newEntries, takeRollout } from './rolloutGuard.ts';
import type { RolloutEntry, RolloutRecord } from './rolloutRecord.ts';

/**
 * Writes what happened to a rollout and how it stands: board, journal, evidence, receipts, all or nothing. Told the same
 * record again, it changes nothing.
 */
export async function recordRollout(db: Db, record: RolloutRecord): Promise<{ readonly digest: string }> {
  await db.transaction(async (trx) => {
    const before = await takeRollout(trx, record);
    const entries = newEntries(record, before);
    if (entries.length === 0) return;
    await runTogether(trx, [
      ...phaseWrites(record),
      ...gateWrites(record),
      ...conditionWrites(record),
      ...waveWrites(record),
      ...entryWrites(record, entries),
      ...auditWrites(entries.map((entry) => evidenceOf(record, entry))),
      ...tidingWrites(record, entries),
      rolloutWrite(record),
    ]);
  });
  return { digest: record.digest };
}

const at = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString());

function rolloutWrite({ rollout, standing, phase, plan, courses, entries, digest }: RolloutRecord): Write {
  const { state, pausedAt } = standing;
  const last = entries.at(-1);
  const isOver = state === 'completed' || state === 'cancelled';
  return {
    sql: `update rollout set state = ?, phase = ?, paused_at = ?, sequence = ?, digest = ?, updated_at = now(),
        plan = coalesce(cast(? as jsonb), plan), courses = coalesce(cast(? as text[]), courses),
        ended_at = coalesce(ended_at, cast(? as timestamptz))
      where id = ?`,
    bindings: [
      state,
      phase ?? null,
      at(pausedAt),
      last?.sequence ?? 0,
      digest,
      plan === undefined ? null : toJson(plan),
      courses === undefined ? null : [...courses],
      isOver ? at(last?.at) : null,
      rollout,
    ],
  };
}

const launched = ({ phases: standings }: Rollout) =>
  phases.flatMap((phase) => (standings[phase].attempt > 0 ? [{ phase, ...standings[phase] }] : []));

function phaseWrites({ rollout, standing }: RolloutRecord): readonly Write[] {
  return overRows(
    launched(standing).map((it) => ({ ...it, rollout, launchedAt: at(it.launchedAt) })),
    `rollout text, phase text, attempt integer, state text, "launchedBy" text, "launchedAt" timestamptz,
     launches integer, rounds integer, troubles jsonb`,
    (given) => `insert into rollout_phase (rollout_id, phase, attempt, state, launched_by, launched_at, launches,
        rounds, troubles)
      select * from ${given}
      on conflict (rollout_id, phase, attempt) do update set state = excluded.state, rounds = excluded.rounds,
        launched_by = excluded.launched_by, launched_at = excluded.launched_at, launches = excluded.launches,
        troubles = excluded.troubles`,
  );
}

function gateWrites({ rollout, standing, entries }: RolloutRecord): readonly Write[] {
  const openedAt = at(entries[0]?.at);
  const ofPhases = phases.flatMap((phase) => gateRow(phase, '', standing.phases[phase].gate));
  const ofWaves = Object.entries(standing.waves).flatMap(([wave, { gate }]) => gateRow('train', wave, gate));
  return overRows(
    [...ofPhases, ...ofWaves].map((it) => ({ ...it, rollout, openedAt })),
    `rollout text, phase text, wave text, round integer, facts jsonb, "signOffs" jsonb, missing jsonb, verdict text,
     "openedAt" timestamptz, "decidedAt" timestamptz`,
    (given) => `insert into rollout_gate as gate (rollout_id, phase, wave, round, facts, sign_offs, missing, verdict,
        opened_at, decided_at)
      select * from ${given}
      on conflict (rollout_id, phase, wave, round) do update set facts = excluded.facts,
        sign_offs = excluded.sign_offs, missing = excluded.missing, verdict = excluded.verdict,
        decided_at = excluded.decided_at
      where gate.verdict is null`,
  );
}

function gateRow(phase: string, wave: string, gate: Gate | undefined) {
  if (!gate) return [];
  const { decidedAt, verdict = null, ...rest } = gate;
  return [{ phase, wave, ...rest, verdict, decidedAt: at(decidedAt) }];
}

function conditionWrites({ rollout, standing }: RolloutRecord): readonly Write[] {
  const all = phases.flatMap((phase) => conditionRows(phase, standing.phases[phase]));
  return [
    ...overRows(
      all.map((it) => ({ ...it, rollout })),
      `rollout text, id text, phase text, wave text, text text, "askedBy" text, "dueAt" timestamptz, state text,
       "metBy" text, "metAt" timestamptz, comment text, evidence text`,
      (given) => `insert into rollout_condition (rollout_id, id, phase, wave, text, asked_by, due_at, state, met_by,
          met_at, comment, evidence_file)
        select * from ${given}
        on conflict (rollout_id, id) do update set due_at = excluded.due_at, state = excluded.state,
          met_by = excluded.met_by, met_at = excluded.met_at, comment = excluded.comment,
          evidence_file = excluded.evidence_file`,
    ),
    {
      sql: `update rollout_condition set state = 'lapsed'
        where rollout_id = ? and state in ('open', 'missed') and not id = any(cast(? as text[]))`,
      bindings: [rollout, all.map(({ id }) => id)],
    },
  ];
}

function conditionRows(phase: string, { conditions }: Standing) {
  return conditions.map(({ met, dueAt, wave = null, ...condition }) => ({
    ...condition,
    phase,
    wave,
    dueAt: at(dueAt),
    metBy: met?.by ?? null,
    metAt: at(met?.at),
    comment: met?.comment ?? null,
    evidence: met?.evidence ?? null,
  }));
}

/** A wave that the rollout does not know, any longer or yet, has not started. */
function waveWrites({ rollout, standing }: RolloutRecord): readonly Write[] {
  const waves = Object.entries(standing.waves).map(([wave, { state, rounds, workflow = null }]) => ({
    wave,
    state,
    rounds,
    workflow,
  }));
  return [
    {
      sql: `update rollout_wave set state = coalesce(given.state, 'not-started'), rounds = coalesce(given.rounds, 0),
          workflow_id = given.workflow
        from rollout_wave known
          left join jsonb_to_recordset(cast(? as jsonb)) as given (wave text, state text, rounds integer, workflow text)
            on given.wave = known.wave
        where known.rollout_id = ? and rollout_wave.rollout_id = known.rollout_id and rollout_wave.wave = known.wave`,
      bindings: [toJson(waves), rollout],
    },
  ];
}

function entryWrites({ rollout, receipts }: RolloutRecord, entries: readonly RolloutEntry[]): readonly Write[] {
  return [
    ...overRows(
      entries.map((entry) => ({ ...entry, rollout, at: at(entry.at) })),
      'rollout text, sequence integer, at timestamptz, kind text, by text, phase text, wave text, params jsonb',
      (given) => `insert into rollout_event (rollout_id, sequence, at, kind, actor_id, phase, wave, params)
        select * from ${given}`,
    ),
    ...overRows(
      receipts.map((receipt) => ({ ...receipt, rollout })),
      '"requestId" text, rollout text, answer jsonb',
      (given) => `insert into step_receipt (request_id, instance_id, answer)
        select * from ${given} on conflict do nothing`,
    ),
  ];
}

function evidenceOf({ rollout }: RolloutRecord, entry: RolloutEntry): AuditEntry {
  const { kind, by = null, phase, wave, params, refused = null, requestId = null, sequence } = entry;
  return {
    at: new Date(entry.at),
    actor: by,
    action: `rollout-${kind}`,
    subjectKind: 'rollout',
    subject: rollout,
    instance: rollout,
    refused,
    after: { sequence, phase, wave, ...params },
    requestId,
  };
}

/** Tells the people whom it concerns, and whoever watches the board. */
function tidingWrites({ rollout, title }: RolloutRecord, entries: readonly RolloutEntry[]): readonly Write[] {
  const notices = entries.flatMap((entry) =>
    [...new Set(entry.tell)].map((person) => ({
      id: `${rollout}/${entry.sequence}/${person}`,
      person,
      kind: `rollout-${entry.kind}`,
      rollout,
      params: { title, ...(entry.phase === undefined ? {} : { phase: entry.phase }), ...entry.params },
      at: at(entry.at),
    })),
  );
  const audience = [...new Set(entries.flatMap(({ tell, by }) => (by === undefined ? tell : [...tell, by])))];
  return [
    ...overRows(
      notices,
      'id text, person text, kind text, rollout text, params jsonb, at timestamptz',
      (given) => `insert into notification (id, person_id, kind, instance_id, params, created_at)
        select * from ${given} on conflict do nothing`,
    ),
    {
      sql: `insert into outbox (kind, instance_id, audience) values ('rollout', ?, cast(? as text[]))`,
      bindings: [rollout, audience.map((person) => `person:${person}`)],
    },
  ];
}
