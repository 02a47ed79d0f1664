import { Refusal } from './refusal.ts';

/** The phases of a rollout, in the order in which they come due. */
export const phases = ['plan', 'build', 'train', 'supervise'] as const;
export type Phase = (typeof phases)[number];

export type PhaseState = 'not-started' | 'running' | 'gate-pending' | 'passed' | 'conditional' | 'failed' | 'regressed';
export type RolloutState = 'created' | 'running' | 'paused' | 'cancelled' | 'completed';
export type Verdict = 'passed' | 'conditional' | 'failed';

/** One measured figure of a gate. Its name is in catalog/texts/<language>/rollout.json under `facts.<id>`. */
export type Fact = {
  readonly id: string;
  readonly target: number;
  readonly measured: number;
  readonly unit: 'count' | 'percent';
  readonly ok: boolean;
};

/** What somebody who signs asks for before the gate counts as passed. `dueDate` is a day, "YYYY-MM-DD". */
export type Demand = { readonly text: string; readonly dueDate: string };

/** One signature under a gate, as the journal of its review has it. */
export type SignOff = {
  readonly by: string;
  readonly onBehalfOf?: string;
  /** Whose signature was asked for, when somebody else may have given it: after a transfer, or an escalation. */
  readonly signer?: string;
  /** ms since the epoch. */
  readonly at: number;
  readonly verdict: 'approved' | 'rejected';
  /** Approved, but only with conditions, when there are any. */
  readonly demands: readonly Demand[];
  readonly comment?: string;
};

export type Condition = {
  readonly id: string;
  /** The wave whose gate asked for it; absent: the gate of the phase itself. */
  readonly wave?: string;
  readonly text: string;
  readonly askedBy: string;
  /** ms since the epoch; while the rollout is paused the date moves on with it. */
  readonly dueAt: number;
  readonly state: 'open' | 'met' | 'missed';
  readonly met?: {
    readonly by: string;
    readonly at: number;
    readonly comment: string;
    readonly evidence?: string;
  };
};

/** What a gate lacks: a launch, the work of the phase, a fact, a signature, a condition, a wave. `id` says which. */
export type Missing = {
  readonly kind: 'launch' | 'work' | 'fact' | 'sign-off' | 'condition' | 'wave';
  readonly id: string;
};

/** A gate as it was at the moment it was opened, then at the moment of its decision. */
export type Gate = {
  /** Counts the reviews of this gate over all attempts. */
  readonly round: number;
  readonly facts: readonly Fact[];
  readonly signOffs: readonly SignOff[];
  readonly missing: readonly Missing[];
  readonly verdict?: Verdict;
  readonly decidedAt?: number;
};

/** Where a phase stands: its attempt and, once it has come so far, its gate. */
export type Standing = {
  readonly state: PhaseState;
  /** 0 before the first launch; a launch after a regress is a new attempt. */
  readonly attempt: number;
  /** How often it has been launched, over all attempts. */
  readonly launches: number;
  /** How often the gate has been put before its signers. */
  readonly rounds: number;
  /** Who first launched this attempt, and when. */
  readonly launchedBy?: string;
  readonly launchedAt?: number;
  /** ms for which it stood still since its launch: what it waits for comes so much later. */
  readonly delayMs?: number;
  /** What of its work came to nothing: a launch does it again. */
  readonly troubles?: readonly Missing[];
  readonly gate?: Gate;
  readonly conditions: readonly Condition[];
};

export type WaveState = 'not-started' | 'running' | 'gate-pending' | Verdict;

/** Where a wave of the train phase stands, by its id. */
export type WaveStanding = {
  readonly state: WaveState;
  readonly rounds: number;
  /** Id of its own workflow, once it is started: "wave/POL-01@v2/pilot". */
  readonly workflow?: string;
  readonly gate?: Gate;
};

/** All that the rules of a rollout need to know of it. */
export type Rollout = {
  readonly state: RolloutState;
  /** When it was paused, ms since the epoch. */
  readonly pausedAt?: number;
  readonly signers: Readonly<Record<Phase, readonly string[]>>;
  readonly phases: Readonly<Record<Phase, Standing>>;
  /** By wave id; empty until the train phase is launched. */
  readonly waves: Readonly<Record<string, WaveStanding>>;
};

export type Signers = Rollout['signers'];

/** Percent of a wave who must have passed the quiz and acknowledged the version, unless the rollout says otherwise. */
export const thresholds = { passed: 95, acknowledged: 98 } as const;

const unstarted: Standing = { state: 'not-started', attempt: 0, launches: 0, rounds: 0, conditions: [] };
const done: ReadonlySet<PhaseState> = new Set(['passed', 'conditional']);
const underWay: ReadonlySet<PhaseState> = new Set(['running', 'gate-pending']);

/** A rollout before its first launch. */
export const created = (signers: Signers): Rollout => ({
  state: 'created',
  signers,
  phases: { plan: unstarted, build: unstarted, train: unstarted, supervise: unstarted },
  waves: {},
});

/** The phase that may be launched next, or is under way; undefined when all gates are passed. */
export function phaseDue(rollout: Rollout): Phase | undefined {
  return phases.find((phase) => !done.has(rollout.phases[phase].state));
}

/** Whether the phase may go on: the rollout is not paused and no earlier gate has fallen back to failed. */
export function mayGoOn(rollout: Rollout, phase: Phase): boolean {
  return rollout.state === 'running' && !earlierThan(phase).some((it) => rollout.phases[it].state === 'failed');
}

/** An officer launches a phase; refused while it is not due, with what the gate before it lacks. */
export function launch(
  rollout: Rollout,
  phase: Phase,
  by: string,
  at: number,
  /** Who signs in it besides the signers of its gate: the managers of waves. */
  alsoSigning: readonly string[] = [],
): Rollout {
  mustRun(rollout);
  const { state } = rollout.phases[phase];
  if (underWay.has(state) || done.has(state)) throw new Refusal('phase-launched', { phase, state });
  const due = phaseDue(rollout);
  if (due !== phase || isHeldByCondition(rollout.phases[phase])) {
    throw new Refusal('phase-not-due', { phase, due: due ?? '', missing: listed(missingOf(rollout, due ?? phase)) });
  }
  if ([...rollout.signers[phase], ...alsoSigning].includes(by))
    throw new Refusal('signs-own-launch', { phase, person: by });
  return { ...withStanding(rollout, phase, relaunched(rollout.phases[phase], by, at)), state: 'running' };
}

/**
 * After a failure the attempt goes on: what is done stays, and only the rest and the gate come again. Else everything
 * begins anew.
 */
function relaunched(standing: Standing, by: string, at: number): Standing {
  const { attempt, rounds, conditions, launchedBy = by, launchedAt = at, delayMs } = standing;
  const launched = { state: 'running', launches: standing.launches + 1, rounds } as const;
  if (standing.state !== 'failed')
    return { ...launched, attempt: attempt + 1, launchedBy: by, launchedAt: at, conditions: [] };
  return {
    ...launched,
    attempt,
    launchedBy,
    launchedAt,
    ...(delayMs === undefined ? {} : { delayMs }),
    conditions: conditions.filter(({ wave }) => wave !== undefined),
  };
}

/** The same rollout with another standing of one phase. */
export function withStanding(rollout: Rollout, phase: Phase, standing: Standing): Rollout {
  return { ...rollout, phases: { ...rollout.phases, [phase]: standing } };
}

/** Work of a phase has come to nothing: the phase fails before its gate. */
export function failPhase(rollout: Rollout, phase: Phase, troubles: readonly Missing[]): Rollout {
  const { gate: _gate, ...standing } = rollout.phases[phase];
  return withStanding(rollout, phase, { ...standing, state: 'failed', troubles });
}

/** What a phase still lacks before the next one comes due. */
export function missingOf(rollout: Rollout, phase: Phase): readonly Missing[] {
  return lacks[rollout.phases[phase].state](rollout, phase);
}

const toBeLaunched = (_rollout: Rollout, phase: Phase): readonly Missing[] => [{ kind: 'launch', id: phase }];
const nothing = (): readonly Missing[] => [];

const lacks: { readonly [S in PhaseState]: (rollout: Rollout, phase: Phase) => readonly Missing[] } = {
  'not-started': toBeLaunched,
  regressed: toBeLaunched,
  running: (rollout, phase) => [{ kind: 'work', id: phase }, ...unfinishedWaves(rollout, phase)],
  'gate-pending': ({ phases: standings }, phase) => standings[phase].gate?.missing ?? [],
  failed: ({ phases: standings }, phase) => {
    const { gate, conditions, troubles } = standings[phase];
    return troubles ?? (gate?.verdict === 'failed' ? gate.missing : missedOf(conditions));
  },
  passed: nothing,
  conditional: nothing,
};

/** The conditions whose date has passed without them. */
export const missedOf = (conditions: readonly Condition[]): readonly Missing[] =>
  conditions.flatMap(({ id, state }) => (state === 'missed' ? [{ kind: 'condition', id } as const] : []));

function unfinishedWaves({ waves }: Rollout, phase: Phase): readonly Missing[] {
  if (phase !== 'train') return [];
  const isOpen = ({ state }: WaveStanding) => state !== 'passed' && state !== 'conditional';
  return Object.entries(waves).flatMap(([id, wave]) => (isOpen(wave) ? [{ kind: 'wave', id } as const] : []));
}

/** Refuses what is not for a rollout that is over or paused. */
export function mustRun(rollout: Rollout): void {
  mustLast(rollout);
  if (rollout.state === 'paused') throw new Refusal('rollout-paused');
}

/** Refuses what is not for a rollout that is over. */
export function mustLast({ state }: Rollout): void {
  if (state === 'cancelled' || state === 'completed') throw new Refusal('rollout-over', { state });
}

/** Its gate was passed on conditions of which one was missed: it must be met, or the phase regressed. */
const isHeldByCondition = ({ state, gate, troubles }: Standing): boolean =>
  state === 'failed' && troubles === undefined && gate?.verdict !== 'failed';

const listed = (missing: readonly Missing[]): string => missing.map(({ kind, id }) => `${kind}:${id}`).join(',');

const earlierThan = (phase: Phase): readonly Phase[] => phases.slice(0, phases.indexOf(phase));
