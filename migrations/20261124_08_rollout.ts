import type { Knex } from 'knex';

const rollouts = `
  -- All of these tables are written by the record of the rollout's workflow alone.
  create table rollout (
    id text primary key,
    policy_id text not null,
    version integer not null,
    title text not null,
    owner_id text not null references person,
    created_by text not null references person,
    created_at timestamptz not null,
    -- {"plan": [person], …}
    signers jsonb not null,
    courses text[] not null,
    thresholds jsonb not null,
    state text not null check (state in ('created', 'running', 'paused', 'cancelled', 'completed')),
    -- The phase that is due or under way; null when all gates are passed.
    phase text,
    paused_at timestamptz,
    ended_at timestamptz,
    -- Charter, time nodes, publicity, training, owners, baseline: as the plan was signed.
    plan jsonb,
    sequence integer not null,
    digest text not null,
    updated_at timestamptz not null default now(),
    unique (policy_id, version)
  ) with (fillfactor = 80);
  create index rollout_by_creation on rollout (created_at desc, id desc);

  create table rollout_phase (
    rollout_id text not null references rollout,
    phase text not null check (phase in ('plan', 'build', 'train', 'supervise')),
    attempt integer not null,
    state text not null
      check (state in ('running', 'gate-pending', 'passed', 'conditional', 'failed', 'regressed')),
    launched_by text not null,
    launched_at timestamptz not null,
    launches integer not null,
    rounds integer not null,
    -- What of its work came to nothing: [{"kind": "work", "id": …}]
    troubles jsonb,
    primary key (rollout_id, phase, attempt)
  );

  -- A gate as it was measured and signed; wave '' is the gate of the phase itself.
  create table rollout_gate (
    rollout_id text not null references rollout,
    phase text not null,
    wave text not null default '',
    round integer not null,
    facts jsonb not null,
    sign_offs jsonb not null,
    missing jsonb not null,
    verdict text check (verdict in ('passed', 'conditional', 'failed')),
    opened_at timestamptz not null,
    decided_at timestamptz,
    primary key (rollout_id, phase, wave, round),
    check ((verdict is null) = (decided_at is null))
  );

  create table rollout_condition (
    rollout_id text not null references rollout,
    id text not null,
    phase text not null,
    wave text,
    text text not null,
    asked_by text not null,
    due_at timestamptz not null,
    -- lapsed: its phase was taken back.
    state text not null check (state in ('open', 'met', 'missed', 'lapsed')),
    met_by text,
    met_at timestamptz,
    comment text,
    evidence_file text,
    primary key (rollout_id, id)
  );

  create table rollout_wave (
    rollout_id text not null references rollout,
    wave text not null,
    position integer not null,
    name jsonb not null,
    manager_id text not null references person,
    audience jsonb not null,
    due_at timestamptz not null,
    state text not null check (state in ('not-started', 'running', 'gate-pending', 'passed', 'conditional', 'failed')),
    rounds integer not null,
    -- Id of the wave's own workflow in this attempt, once it is started.
    workflow_id text,
    primary key (rollout_id, wave)
  );

  create table rollout_event (
    rollout_id text not null references rollout,
    sequence integer not null,
    at timestamptz not null,
    kind text not null,
    actor_id text,
    phase text,
    wave text,
    params jsonb not null,
    primary key (rollout_id, sequence)
  );
  create trigger append_only before update or delete on rollout_event for each row execute function refuse_change();

  -- A gate is kept as it was at the moment of its decision.
  create function rollout_gate_stays() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' or old.verdict is not null then
      raise exception 'gate % of % is decided and stays', old.phase, old.rollout_id using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger rollout_gate_stays before update or delete on rollout_gate
    for each row execute function rollout_gate_stays();
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(rollouts);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table rollout_event, rollout_wave, rollout_condition, rollout_gate, rollout_phase, rollout;
    drop function rollout_gate_stays;
  `);
}
