import type {
  Condition,
  Gate,
  Missing,
  Phase,
  PhaseState,
  RolloutState,
  SignOff,
  WaveState,
} from '../../domain/rollout.ts';
import type { Audience, Funnel, Thresholds } from '../../domain/training.ts';
import type { Db } from '../db.ts';
import type { LocalText } from '../localText.ts';
import { type Cursor, cursorMoment, type Page, readCursor, toPage } from '../page.ts';
import { row, rows } from '../rows.ts';
import { type PersonRef, personRef } from './taskRow.ts';

export type RolloutRow = {
  readonly id: string;
  readonly policy: string;
  readonly version: number;
  readonly title: string;
  readonly state: RolloutState;
  readonly phase: Phase | null;
  readonly phaseState: PhaseState | null;
  readonly owner: PersonRef | null;
  readonly createdBy: PersonRef | null;
  readonly createdAt: Date;
  readonly pausedAt: Date | null;
  readonly endedAt: Date | null;
  readonly signers: Readonly<Record<Phase, readonly string[]>>;
  readonly courses: readonly string[];
  readonly thresholds: Thresholds;
  readonly plan: unknown;
};

const columns = `rollout.id, policy_id as policy, version, title, rollout.state, rollout.phase,
  case when rollout.phase is not null then coalesce(current.state, 'not-started') end as "phaseState",
  ${personRef('owner')} as owner, ${personRef('creator')} as "createdBy", rollout.created_at as "createdAt",
  paused_at as "pausedAt", ended_at as "endedAt", signers, courses, thresholds, plan`;

const from = `rollout
  left join person owner on owner.id = owner_id
  left join person creator on creator.id = rollout.created_by
  left join lateral (
    select state from rollout_phase where rollout_id = rollout.id and rollout_phase.phase = rollout.phase
    order by attempt desc limit 1
  ) current on true`;

export const findRollout = (db: Db, id: string) =>
  row<RolloutRow>(db, `select ${columns} from ${from} where rollout.id = :id`, { id });

export type RolloutsQuery = {
  readonly policy?: string | undefined;
  readonly state?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Rollouts, the newest first. */
export async function rolloutsPage(db: Db, { policy, state, cursor, limit }: RolloutsQuery): Promise<Page<RolloutRow>> {
  const after = readCursor(cursor);
  const found = await rows<RolloutRow & Cursor>(
    db,
    `select ${columns}, ${cursorMoment('rollout.created_at')} as at from ${from}
     where true ${policy === undefined ? '' : 'and policy_id = :policy'}
       ${state === undefined ? '' : 'and rollout.state = :state'}
       ${after ? 'and (rollout.created_at, rollout.id) < (cast(:after as timestamptz), :afterId)' : ''}
     order by rollout.created_at desc, rollout.id desc limit :count`,
    { policy, state, after: after?.at, afterId: after?.id, count: limit + 1 },
  );
  return toPage(found, limit, ({ at: _at, ...rollout }) => rollout);
}

export type PhaseRow = {
  readonly phase: Phase;
  readonly state: PhaseState;
  readonly attempt: number;
  readonly launches: number;
  readonly rounds: number;
  readonly launchedBy: string;
  readonly launchedAt: Date;
  readonly troubles: readonly Missing[] | null;
};

/** The phases that were launched, in their last attempt. */
export const phasesOf = (db: Db, rollout: string) =>
  rows<PhaseRow>(
    db,
    `select distinct on (phase) phase, state, attempt, launches, rounds, launched_by as "launchedBy",
       launched_at as "launchedAt", troubles
     from rollout_phase where rollout_id = :rollout order by phase, attempt desc`,
    { rollout },
  );

export type GateRow = {
  readonly phase: Phase;
  /** '' for the gate of the phase itself. */
  readonly wave: string;
  readonly round: number;
  readonly facts: Gate['facts'];
  readonly signOffs: readonly SignOff[];
  readonly missing: readonly Missing[];
  readonly verdict: NonNullable<Gate['verdict']> | null;
  readonly openedAt: Date;
  readonly decidedAt: Date | null;
};

/** The last round of each gate. */
export const gatesOf = (db: Db, rollout: string) =>
  rows<GateRow>(
    db,
    `select distinct on (phase, wave) phase, wave, round, facts, sign_offs as "signOffs", missing, verdict,
       opened_at as "openedAt", decided_at as "decidedAt"
     from rollout_gate where rollout_id = :rollout order by phase, wave, round desc`,
    { rollout },
  );

export type ConditionRow = Omit<Condition, 'dueAt' | 'state' | 'wave' | 'met'> & {
  readonly phase: Phase;
  readonly wave: string | null;
  readonly dueAt: Date;
  readonly state: Condition['state'] | 'lapsed';
  readonly metBy: string | null;
  readonly metAt: Date | null;
  readonly comment: string | null;
  readonly evidence: string | null;
};

export const conditionsOf = (db: Db, rollout: string) =>
  rows<ConditionRow>(
    db,
    `select id, phase, wave, text, asked_by as "askedBy", due_at as "dueAt", state, met_by as "metBy", met_at as "metAt",
       comment, evidence_file as evidence
     from rollout_condition where rollout_id = :rollout order by due_at, id`,
    { rollout },
  );

export type WaveRow = {
  readonly wave: string;
  readonly workflow: string | null;
  readonly name: LocalText;
  readonly manager: string;
  readonly audience: Audience;
  readonly dueAt: Date;
  readonly state: WaveState;
  readonly rounds: number;
  /** As the wave last counted; null before it began. */
  readonly funnel: Funnel | null;
};

/** The waves of a rollout, with what the wave's own workflow has counted. */
export const wavesOf = (db: Db, rollout: string) =>
  rows<WaveRow>(
    db,
    `select rollout_wave.wave, workflow_id as workflow, rollout_wave.name, rollout_wave.manager_id as manager,
       rollout_wave.audience, coalesce(wave.due_at, rollout_wave.due_at) as "dueAt", rollout_wave.state, rounds,
       nullif(wave.counts, '{}') as funnel
     from rollout_wave left join wave on wave.id = workflow_id
     where rollout_wave.rollout_id = :rollout order by position`,
    { rollout },
  );

export type ProcedureRow = {
  readonly instanceId: string;
  readonly process: string;
  readonly processName: string;
  readonly businessKey: string;
  readonly title: string;
  readonly status: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
};

/** The processes that a rollout has had carried out, in the order in which they began. */
export const proceduresOf = (db: Db, rollout: string) =>
  rows<ProcedureRow>(
    db,
    `select instance.id as "instanceId", process_key as process, definition.name as "processName",
       business_key as "businessKey", title, status, started_at as "startedAt", ended_at as "endedAt"
     from process_instance instance join process_definition definition on definition.hash = instance.definition
     where parent_id = :rollout order by started_at, instance.id`,
    { rollout },
  );

export type ReviewTask = {
  readonly id: string;
  readonly instanceId: string;
  readonly status: string;
  readonly approval: boolean;
  readonly candidates: readonly string[];
  /** Whose signature it is to be. */
  readonly signer: string | null;
  readonly assignee: string | null;
  readonly closedBy: string | null;
  readonly onBehalfOf: string | null;
  readonly closedAt: Date | null;
};

/** The tasks of the processes that a rollout is having carried out. */
export const tasksUnderWay = (db: Db, rollout: string) =>
  rows<ReviewTask>(
    db,
    `select task.id, instance_id as "instanceId", task.status, approval, candidates,
       variables ->> 'signer' as signer, assignee_id as assignee,
       closed_by as "closedBy", on_behalf_of as "onBehalfOf", closed_at as "closedAt"
     from process_instance instance join task on task.instance_id = instance.id
     where parent_id = :rollout and instance.status = 'running' and (task.status = 'open' or approval)
     order by opened_at, task.id`,
    { rollout },
  );

export type RolloutEventRow = {
  readonly sequence: number;
  readonly happenedAt: Date;
  readonly kind: string;
  readonly by: PersonRef | null;
  readonly phase: Phase | null;
  readonly wave: string | null;
  readonly params: Readonly<Record<string, string>>;
};

/** What happened in a rollout, the latest first. */
export async function rolloutEventsPage(
  db: Db,
  {
    rollout,
    cursor,
    limit,
  }: { readonly rollout: string; readonly cursor?: string | undefined; readonly limit: number },
): Promise<Page<RolloutEventRow>> {
  const after = readCursor(cursor);
  const found = await rows<RolloutEventRow & Cursor>(
    db,
    `select sequence, event.at as "happenedAt", kind, ${personRef('actor')} as by, phase, wave, params,
       ${cursorMoment('event.at')} as at, cast(sequence as text) as id
     from rollout_event event left join person actor on actor.id = actor_id
     where rollout_id = :rollout ${after ? 'and sequence < cast(:afterId as integer)' : ''}
     order by sequence desc limit :count`,
    { rollout, afterId: after?.id, count: limit + 1 },
  );
  return toPage(found, limit, ({ at: _at, id: _id, ...event }) => event);
}
