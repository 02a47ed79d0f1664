import {
  type Condition,
  type Fact,
  type Gate,
  type Missing,
  missedOf,
  type Phase,
  phases,
  type Rollout,
  type SignOff,
  type Standing,
  type Verdict,
  type WaveStanding,
  withStanding,
} from './rollout.ts';

/**
 * What no condition can stand in for: 劳动合同法 art. 4 wants the democratic procedure and the publicity concluded before
 * a rule that touches vital interests binds anybody, and a version that is not in force cannot be trained for.
 */
const indispensable: ReadonlySet<string> = new Set(['consultation-concluded', 'publicised', 'in-force']);

/** The work of a phase is done: its facts are measured and put before those who sign. */
export function openGate(rollout: Rollout, phase: Phase, facts: readonly Fact[]): Rollout {
  const standing = rollout.phases[phase];
  const rounds = standing.rounds + 1;
  const missing = [...lackingFacts(facts), ...rollout.signers[phase].map((id) => ({ kind: 'sign-off', id }) as const)];
  return withStanding(rollout, phase, {
    ...standing,
    state: 'gate-pending',
    rounds,
    gate: { round: rounds, facts, signOffs: [], missing },
  });
}

/** What a gate is judged on. */
export type Hearing = {
  readonly facts: readonly Fact[];
  readonly signOffs: readonly SignOff[];
  /** Those whose signature it needs. */
  readonly signers: readonly string[];
};

/** A hearing, what its signatures make conditions of, and when it is decided (ms since the epoch). */
export type Decision = Hearing & { readonly conditions: readonly Condition[]; readonly at: number };

export type Judgement = { readonly verdict: Verdict; readonly missing: readonly Missing[] };

/**
 * Passed: all facts hold and everybody signed without conditions. Conditional: everybody signed, and conditions with dates
 * stand in for the facts that do not hold yet. Failed: somebody refused or has not signed, a fact fails that nobody set a
 * condition for, or one that no condition can stand in for.
 */
export function judgeGate({ facts, signOffs, signers }: Hearing): Judgement {
  const unsigned = signers.filter((person) => !signOffs.some((it) => it.verdict === 'approved' && stands(it, person)));
  const lacking = lackingFacts(facts);
  const missing = [...lacking, ...unsigned.map((id): Missing => ({ kind: 'sign-off', id }))];
  if (unsigned.length > 0 || signOffs.some(({ verdict }) => verdict === 'rejected'))
    return { verdict: 'failed', missing };
  const isConditional = signOffs.some(({ demands }) => demands.length > 0);
  if (lacking.length === 0) return { verdict: isConditional ? 'conditional' : 'passed', missing };
  const isHopeless = lacking.some(({ id }) => indispensable.has(id));
  return { verdict: isConditional && !isHopeless ? 'conditional' : 'failed', missing };
}

/** The signature counts for whoever it was asked of, also when a deputy or a superior gave it. */
const stands = ({ by, onBehalfOf, signer }: SignOff, person: string): boolean =>
  by === person || onBehalfOf === person || signer === person;

/** The decision of a phase's gate, kept as it was at that moment. */
export function decideGate(
  rollout: Rollout,
  phase: Phase,
  { facts, signOffs, signers, conditions, at }: Decision,
): Rollout {
  const standing = rollout.phases[phase];
  const judged = judgeGate({ facts, signOffs, signers });
  const missed = missedOf(standing.conditions);
  const missing = [...judged.missing, ...missed];
  const verdict = missed.length > 0 ? 'failed' : judged.verdict;
  const gate: Gate = { round: standing.rounds, facts, signOffs, missing, verdict, decidedAt: at };
  const agreed = verdict === 'conditional' ? conditions : [];
  const settled = settle({ ...standing, gate, conditions: [...standing.conditions, ...agreed] });
  return completed(withStanding(rollout, phase, settled));
}

/** A wave's facts are measured and put before its manager. */
export function openWaveGate(rollout: Rollout, wave: string, manager: string, facts: readonly Fact[]): Rollout {
  const standing = waveOf(rollout, wave);
  const rounds = standing.rounds + 1;
  const missing = [...lackingFacts(facts), { kind: 'sign-off', id: manager } as const];
  return withWave(rollout, wave, {
    ...standing,
    state: 'gate-pending',
    rounds,
    gate: { round: rounds, facts, signOffs: [], missing },
  });
}

/** The decision of a wave's gate; its conditions are conditions of the train phase. */
export function decideWaveGate(rollout: Rollout, wave: string, { conditions, at, ...hearing }: Decision): Rollout {
  const standing = waveOf(rollout, wave);
  const { verdict, missing } = judgeGate(hearing);
  const { facts, signOffs } = hearing;
  const gate: Gate = { round: standing.rounds, facts, signOffs, missing, verdict, decidedAt: at };
  const decided = withWave(rollout, wave, { ...standing, state: verdict, gate });
  if (verdict !== 'conditional') return decided;
  const { train } = rollout.phases;
  return withStanding(decided, 'train', { ...train, conditions: [...train.conditions, ...conditions] });
}

/** A gate's demands as conditions with an id each; the moment at which a day ends is the caller's to say. */
export function conditionsOf(
  signOffs: readonly SignOff[],
  prefix: string,
  endOf: (day: string) => number,
  wave?: string,
): readonly Condition[] {
  const demands = signOffs.flatMap(({ by, demands: list }) => list.map((demand) => ({ by, ...demand })));
  return demands.map(({ by, text, dueDate }, index) => ({
    id: `${prefix}-c${index + 1}`,
    ...(wave === undefined ? {} : { wave }),
    text,
    askedBy: by,
    dueAt: endOf(dueDate),
    state: 'open',
  }));
}

/** The state of a decided gate follows from its verdict and what became of its conditions. */
export function settle(standing: Standing): Standing {
  const { gate, conditions } = standing;
  if (gate?.verdict === undefined) return standing;
  const has = (state: Condition['state']) => conditions.some((it) => it.state === state);
  if (gate.verdict === 'failed' || has('missed')) return { ...standing, state: 'failed' };
  return { ...standing, state: has('open') ? 'conditional' : 'passed' };
}

/** All gates are passed and no condition is open: the rollout is over. */
export function completed(rollout: Rollout): Rollout {
  return phases.every((phase) => rollout.phases[phase].state === 'passed')
    ? { ...rollout, state: 'completed' }
    : rollout;
}

/** Where a wave stands; one that is not known yet has not started. */
export const waveOf = ({ waves }: Rollout, wave: string): WaveStanding =>
  waves[wave] ?? { state: 'not-started', rounds: 0 };

/** The same rollout with another standing of one wave. */
export const withWave = (rollout: Rollout, wave: string, standing: WaveStanding): Rollout => ({
  ...rollout,
  waves: { ...rollout.waves, [wave]: standing },
});

const lackingFacts = (facts: readonly Fact[]): readonly Missing[] =>
  facts.flatMap(({ id, ok }) => (ok ? [] : [{ kind: 'fact', id } as const]));
