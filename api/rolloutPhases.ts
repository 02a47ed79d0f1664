import type { GateCondition, PhaseBoard } from '../contract/rollouts.ts';
import { type Fact, type Missing, mayGoOn, missingOf, type Phase, phases } from '../domain/rollout.ts';
import type { ConditionRow, PhaseRow, ProcedureRow, ReviewTask } from '../store/views/rollouts.ts';
import { processName } from './elementNames.ts';
import { moment, momentOrNull } from './refs.ts';
import { type Board, type Names, shownFact, shownGate, shownMissing, taskFor } from './rolloutGates.ts';
import { gateOf } from './rolloutState.ts';

/** What whoever asks may do with a rollout: asked of its rules, so that the board offers what would be taken. */
export type Rights = {
  readonly mayLaunch: (phase: Phase) => boolean;
  readonly mayRegress: (phase: Phase) => boolean;
  readonly mayMeet: boolean;
};

/** A phase on the board of its rollout. */
export function shownPhase(board: Board, phase: Phase, names: Names, rights: Rights): PhaseBoard {
  const { rollout, parts, people } = board;
  const { state, attempt } = rollout.phases[phase];
  const signers = rollout.signers[phase];
  const row = parts.phases.find((it) => it.phase === phase);
  const gate = row && gateOf(row, parts.gates);
  const facts = board.facts.get(phase) ?? gate?.facts ?? [];
  return {
    phase,
    state,
    held: isUnderWay(board, phase) && !mayGoOn(rollout, phase),
    attempt,
    ...launchOf(board, row),
    signers: signers.flatMap((id) => people.get(id) ?? []),
    facts: facts.map(shownFact),
    gate: gate ? shownGate(board, gate, signers, names) : null,
    conditions: parts.conditions.filter((it) => it.phase === phase).map((it) => shownCondition(it, board, rights)),
    missing: shownMissing(board, missingNow(board, phase, facts), names),
    procedures: board.procedures.filter((it) => phaseOf(it) === phase).map((it) => shownProcedure(it, board)),
    mayLaunch: rights.mayLaunch(phase),
    mayRegress: rights.mayRegress(phase),
  };
}

function launchOf({ people }: Board, row: PhaseRow | undefined): Pick<PhaseBoard, 'launchedBy' | 'launchedAt'> {
  if (!row) return { launchedBy: null, launchedAt: null };
  return { launchedBy: people.get(row.launchedBy) ?? null, launchedAt: moment(row.launchedAt) };
}

function isUnderWay({ rollout }: Board, phase: Phase): boolean {
  const { state } = rollout.phases[phase];
  return state === 'running' || state === 'gate-pending';
}

/** While the phase is under way its facts are those of this moment. */
function missingNow(board: Board, phase: Phase, facts: readonly Fact[]): readonly Missing[] {
  const missing = missingOf(board.rollout, phase);
  if (!isUnderWay(board, phase)) return missing;
  const lacking = facts.flatMap(({ id, ok }): readonly Missing[] => (ok ? [] : [{ kind: 'fact', id }]));
  return [...missing.filter(({ kind }) => kind !== 'fact'), ...lacking];
}

function shownCondition(condition: ConditionRow, { people }: Board, { mayMeet }: Rights): GateCondition {
  const { id, wave, text, askedBy, dueAt, state, metBy, metAt, comment, evidence } = condition;
  const by = metBy === null ? null : (people.get(metBy) ?? null);
  return {
    id,
    wave,
    text,
    askedBy: people.get(askedBy) ?? null,
    dueAt: moment(dueAt),
    state,
    met: metAt === null ? null : { by, at: moment(metAt), comment: comment ?? '', evidence },
    mayMeet: mayMeet && (state === 'open' || state === 'missed'),
  };
}

function shownProcedure(it: ProcedureRow, board: Board): PhaseBoard['procedures'][number] {
  const { instanceId, process, processName: named, title, status, startedAt, endedAt } = it;
  const isMine = (task: ReviewTask) => task.instanceId === instanceId && taskFor(board, task);
  return {
    instanceId,
    process,
    name: processName(process, named),
    title,
    status,
    startedAt: moment(startedAt),
    endedAt: momentOrNull(endedAt),
    myTask: board.tasks.find(isMine)?.id ?? null,
  };
}

const phaseByProcess: Readonly<Record<string, Phase>> = {
  rolloutPlan: 'plan',
  chapterReview: 'build',
  consultation: 'build',
  policyRelease: 'build',
  superviseReview: 'supervise',
};

/** The phase that a process was carried out for; a gate review says it in its key, "POL-01@v2-build~2". */
function phaseOf({ process, businessKey }: ProcedureRow): Phase | undefined {
  if (process !== 'gateReview') return phaseByProcess[process];
  const [, name = ''] = /@v\d+-([a-z]+)/.exec(businessKey) ?? [];
  return name === 'wave' ? 'train' : phases.find((phase) => phase === name);
}
