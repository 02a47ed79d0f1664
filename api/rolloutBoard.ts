import type { RolloutPlan, RolloutRow as RowShown } from '../contract/rollouts.ts';
import type { PersonRef } from '../contract/shared.ts';
import { type Fact, type Phase, phases, type Rollout } from '../domain/rollout.ts';
import type { Db } from '../store/db.ts';
import { peopleByIds } from '../store/people.ts';
import { gateFacts } from '../store/rolloutFacts.ts';
import { proceduresOf, type RolloutRow, tasksUnderWay } from '../store/views/rollouts.ts';
import { moment, momentOrNull, refOf } from './refs.ts';
import type { Board, Names } from './rolloutGates.ts';
import { type Rights, shownPhase } from './rolloutPhases.ts';
import { type RolloutParts, readParts, rolloutFrom } from './rolloutState.ts';
import { shownWave } from './rolloutWaves.ts';

/** Reads all that the board of a rollout shows. */
export async function readBoard(db: Db, row: RolloutRow, keys: ReadonlySet<string>): Promise<Board> {
  const [parts, procedures, tasks] = await Promise.all([
    readParts(db, row.id),
    proceduresOf(db, row.id),
    tasksUnderWay(db, row.id),
  ]);
  const rollout = rolloutFrom(row, parts);
  const [people, facts] = await Promise.all([namesFor(db, peopleIn(row, parts)), factsNow(db, row, rollout)]);
  return { row, rollout, parts, procedures, tasks, people, facts, keys };
}

/** What the gates of the phases that are under way would measure now. */
async function factsNow(db: Db, { id, policy, version }: RolloutRow, rollout: Rollout): Promise<Board['facts']> {
  const open = phases.filter((phase) => ['running', 'gate-pending'].includes(rollout.phases[phase].state));
  const measured = await Promise.all(
    open.map(async (phase): Promise<[Phase, readonly Fact[]]> => {
      const since = rollout.phases[phase].launchedAt ?? 0;
      return [phase, await gateFacts(db, { rollout: id, policy, version, phase, since })];
    }),
  );
  return new Map(measured);
}

function peopleIn(
  { signers }: RolloutRow,
  { phases: launched, gates, conditions, waves }: RolloutParts,
): readonly string[] {
  const signed = gates.flatMap(({ signOffs }) => signOffs.flatMap(({ by, onBehalfOf }) => [by, onBehalfOf ?? by]));
  const asked = conditions.flatMap(({ askedBy, metBy }) => [askedBy, metBy ?? askedBy]);
  const responsible = [...launched.map(({ launchedBy }) => launchedBy), ...waves.map(({ manager }) => manager)];
  return [...phases.flatMap((phase) => signers[phase]), ...responsible, ...signed, ...asked];
}

async function namesFor(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, PersonRef>> {
  const people = await peopleByIds(db, [...new Set(ids)]);
  return new Map(people.map((person) => [person.id, refOf(person)]));
}

/** A rollout as lists show it. */
export function shownRow(row: RolloutRow): RowShown {
  const { id, policy, version, title, state, phase, phaseState, owner, createdAt, endedAt } = row;
  const shown = { id, policy, version, title, state, phase, phaseState, owner };
  return { ...shown, createdAt: moment(createdAt), endedAt: momentOrNull(endedAt) };
}

/** The board of a rollout, for whoever has these rights. */
export function shownBoard(board: Board, rights: Rights) {
  const { row, parts } = board;
  const names = namesOf(board);
  return {
    ...shownRow(row),
    createdBy: row.createdBy,
    pausedAt: momentOrNull(row.pausedAt),
    courses: [...row.courses],
    thresholds: row.thresholds,
    phases: phases.map((phase) => shownPhase(board, phase, names, rights)),
    waves: parts.waves.map((wave) => shownWave(board, wave, names)),
    plan: row.plan as RolloutPlan | null,
  };
}

/** Names of what a gate may lack: people, waves, conditions. */
export function namesOf({ people, parts }: Board): Names {
  return new Map([
    ...[...people].map(([id, { name }]) => [`sign-off:${id}`, name] as const),
    ...parts.waves.map(({ wave, name }) => [`wave:${wave}`, name] as const),
    ...parts.conditions.map(({ id, text }) => [`condition:${id}`, { 'zh-CN': text, en: text }] as const),
  ]);
}
