import { type Condition, created, type Gate, type Phase, type Rollout, type Standing } from '../domain/rollout.ts';
import type { Db } from '../store/db.ts';
import {
  type ConditionRow,
  conditionsOf,
  type GateRow,
  gatesOf,
  type PhaseRow,
  phasesOf,
  type RolloutRow,
  type WaveRow,
  wavesOf,
} from '../store/views/rollouts.ts';

/** What is written of a rollout besides its own row. */
export type RolloutParts = {
  readonly phases: readonly PhaseRow[];
  readonly gates: readonly GateRow[];
  readonly conditions: readonly ConditionRow[];
  readonly waves: readonly WaveRow[];
};

export async function readParts(db: Db, rollout: string): Promise<RolloutParts> {
  const [phases, gates, conditions, waves] = await Promise.all([
    phasesOf(db, rollout),
    gatesOf(db, rollout),
    conditionsOf(db, rollout),
    wavesOf(db, rollout),
  ]);
  return { phases, gates, conditions, waves };
}

/** The rollout as its rules see it, from what is recorded: so the board offers what the workflow would allow. */
export function rolloutFrom({ state, signers, pausedAt }: RolloutRow, parts: RolloutParts): Rollout {
  const begun = created(signers);
  const standings = parts.phases.map((row): [Phase, Standing] => [row.phase, standingOf(row, parts)]);
  return {
    ...begun,
    state,
    ...(pausedAt === null ? {} : { pausedAt: pausedAt.getTime() }),
    phases: { ...begun.phases, ...Object.fromEntries(standings) },
    waves: Object.fromEntries(
      parts.waves.map(({ wave, workflow, state: stands, rounds }) => [
        wave,
        { state: stands, rounds, ...(workflow === null ? {} : { workflow }) },
      ]),
    ),
  };
}

function standingOf(row: PhaseRow, parts: RolloutParts): Standing {
  const { phase, launchedAt, troubles, ...standing } = row;
  const gate = gateOf(row, parts.gates);
  return {
    ...standing,
    launchedAt: launchedAt.getTime(),
    conditions: parts.conditions.flatMap((it) => (it.phase === phase ? conditionOf(it) : [])),
    ...(troubles === null ? {} : { troubles }),
    ...(gate ? { gate: asGate(gate) } : {}),
  };
}

/** The gate of the launch that is current; while the phase is at work there is none. */
export function gateOf({ phase, state, rounds, troubles }: PhaseRow, gates: readonly GateRow[]): GateRow | undefined {
  if (state === 'running' || state === 'regressed' || troubles !== null) return undefined;
  return gates.find((it) => it.phase === phase && it.wave === '' && it.round === rounds);
}

function asGate({ round, facts, signOffs, missing, verdict, decidedAt }: GateRow): Gate {
  const decided = verdict === null || decidedAt === null ? {} : { verdict, decidedAt: decidedAt.getTime() };
  return { round, facts, signOffs, missing, ...decided };
}

/** A condition that lapsed is of an attempt that was taken back. */
function conditionOf({ dueAt, state, wave, id, text, askedBy }: ConditionRow): readonly Condition[] {
  if (state === 'lapsed') return [];
  return [{ id, text, askedBy, state, dueAt: dueAt.getTime(), ...(wave === null ? {} : { wave }) }];
}
