import type { Fact as FactShown, Gate, GateSignOff, Missing as MissingShown } from '../contract/rollouts.ts';
import type { LocalText, PersonRef } from '../contract/shared.ts';
import type { Fact, Missing, Phase, Rollout, SignOff } from '../domain/rollout.ts';
import type { GateRow, ProcedureRow, ReviewTask, RolloutRow } from '../store/views/rollouts.ts';
import { moment, momentOrNull } from './refs.ts';
import type { RolloutParts } from './rolloutState.ts';
import { factName, missingText } from './rolloutTexts.ts';

/** All that is read for the board of one rollout. */
export type Board = {
  readonly row: RolloutRow;
  readonly rollout: Rollout;
  readonly parts: RolloutParts;
  readonly procedures: readonly ProcedureRow[];
  readonly tasks: readonly ReviewTask[];
  readonly people: ReadonlyMap<string, PersonRef>;
  /** As measured now, of the phases that are under way. */
  readonly facts: ReadonlyMap<Phase, readonly Fact[]>;
  /** The candidate keys that whoever asks answers to. */
  readonly keys: ReadonlySet<string>;
};

export type Names = ReadonlyMap<string, LocalText>;

export const shownFact = (fact: Fact): FactShown => ({ ...fact, name: factName(fact.id) });

/** What is missing, without the signatures that were given meanwhile. */
export function shownMissing(board: Board, missing: readonly Missing[], names: Names): MissingShown[] {
  const given = board.tasks.flatMap(({ signer, status }) => (status === 'approved' ? [signer] : []));
  return missing
    .filter(({ kind, id }) => kind !== 'sign-off' || !given.includes(id))
    .map((it) => ({ ...it, text: missingText(it, names) }));
}

/** A gate with its signatures: those of the journal, or while it is under review those that its tasks show. */
export function shownGate(board: Board, gate: GateRow, signers: readonly string[], names: Names): Gate {
  const { phase, wave, round, facts, signOffs, missing, verdict, openedAt, decidedAt } = gate;
  const review = reviewOf(board, wave === '' ? phase : `wave-${wave}`, round);
  const tasks = board.tasks.filter(({ instanceId, approval }) => approval && instanceId === review);
  return {
    round,
    openedAt: moment(openedAt),
    facts: facts.map(shownFact),
    signOffs:
      verdict === null
        ? signers.flatMap((signer) => pendingSignOff(board, tasks, signer))
        : signOffs.flatMap((it) => givenSignOff(board, it)),
    missing: shownMissing(board, missing, names),
    verdict,
    decidedAt: momentOrNull(decidedAt),
    myTask: tasks.find((task) => taskFor(board, task))?.id ?? null,
  };
}

/** Whether the task is open for whoever asks. */
export function taskFor({ keys }: Board, { status, assignee, candidates }: ReviewTask): boolean {
  if (status !== 'open') return false;
  return assignee === null ? candidates.some((key) => keys.has(key)) : keys.has(`person:${assignee}`);
}

function reviewOf({ row }: Board, name: string, round: number): string {
  return `gateReview/${row.policy}@v${row.version}-${name}${round > 1 ? `~${round}` : ''}`;
}

function pendingSignOff({ people }: Board, tasks: readonly ReviewTask[], signer: string): readonly GateSignOff[] {
  const person = people.get(signer);
  if (!person) return [];
  const task = tasks.find((it) => it.signer === signer);
  const verdict = task?.status === 'approved' || task?.status === 'rejected' ? task.status : null;
  const at = verdict === null ? null : momentOrNull(task?.closedAt ?? null);
  return [{ person, onBehalfOf: null, verdict, at, comment: null }];
}

function givenSignOff({ people }: Board, { by, onBehalfOf, verdict, at, comment }: SignOff): readonly GateSignOff[] {
  const person = people.get(by);
  if (!person) return [];
  const behalf = onBehalfOf === undefined ? null : (people.get(onBehalfOf) ?? null);
  return [{ person, onBehalfOf: behalf, verdict, at: new Date(at).toISOString(), comment: comment ?? null }];
}
