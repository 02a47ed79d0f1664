import { z } from 'zod';
import { phases } from '../domain/rollout.ts';
import { operation } from './operation.ts';
import { LocalText, Moment, PersonRef, pageOf, paging } from './shared.ts';
import { Audience, Funnel } from './waves.ts';

const ID_MAX = 200;

/** The id of anything: a person, a policy, a course, a file. */
export const Id = z.string().min(1).max(ID_MAX);

export const Phase = z.enum(phases).meta({ id: 'Phase' });
export type Phase = z.infer<typeof Phase>;

export const PhaseState = z
  .enum(['not-started', 'running', 'gate-pending', 'passed', 'conditional', 'failed', 'regressed'])
  .meta({ id: 'PhaseState' });
export const RolloutState = z
  .enum(['created', 'running', 'paused', 'cancelled', 'completed'])
  .meta({ id: 'RolloutState' });
const Verdict = z.enum(['passed', 'conditional', 'failed']).meta({ id: 'GateVerdict' });

export const Fact = z
  .object({
    id: z.string(),
    name: LocalText,
    target: z.number(),
    measured: z.number(),
    unit: z.enum(['count', 'percent']),
    ok: z.boolean(),
  })
  .meta({ id: 'Fact', description: 'One measured figure of a gate' });
export type Fact = z.infer<typeof Fact>;

export const Missing = z
  .object({
    kind: z.enum(['launch', 'work', 'fact', 'sign-off', 'condition', 'wave']),
    id: z.string(),
    text: LocalText,
  })
  .meta({
    id: 'Missing',
    description: 'What a gate still lacks; `id` names the fact, person, condition, wave or phase',
  });
export type Missing = z.infer<typeof Missing>;

export const GateSignOff = z
  .object({
    person: PersonRef,
    onBehalfOf: PersonRef.nullable(),
    /** Null while the signature is still asked for. */
    verdict: z.enum(['approved', 'rejected']).nullable(),
    at: Moment.nullable(),
    comment: z.string().nullable(),
  })
  .meta({ id: 'GateSignOff' });
export type GateSignOff = z.infer<typeof GateSignOff>;

export const Gate = z
  .object({
    round: z.int(),
    openedAt: Moment,
    facts: z.array(Fact),
    signOffs: z.array(GateSignOff),
    missing: z.array(Missing),
    verdict: Verdict.nullable(),
    decidedAt: Moment.nullable(),
    myTask: z.string().nullable().meta({ description: 'For signOffTask: where whoever asks is to sign' }),
  })
  .meta({ id: 'Gate', description: 'As it was opened, then as it was at the moment of its decision' });
export type Gate = z.infer<typeof Gate>;

export const GateCondition = z
  .object({
    id: z.string(),
    wave: z.string().nullable(),
    text: z.string(),
    askedBy: PersonRef.nullable(),
    dueAt: Moment,
    state: z.enum(['open', 'met', 'missed', 'lapsed']),
    met: z
      .object({ by: PersonRef.nullable(), at: Moment, comment: z.string(), evidence: z.string().nullable() })
      .nullable(),
    mayMeet: z.boolean(),
  })
  .meta({ id: 'GateCondition' });
export type GateCondition = z.infer<typeof GateCondition>;

const Procedure = z
  .object({
    instanceId: z.string(),
    process: z.string(),
    name: LocalText,
    title: z.string(),
    status: z.string(),
    startedAt: Moment,
    endedAt: Moment.nullable(),
    myTask: z.string().nullable().meta({ description: 'For getTask: the open task that whoever asks may do' }),
  })
  .meta({ id: 'Procedure', description: 'A process that the phase had people carry out; its page: getInstance' });

const PhaseBoard = z
  .object({
    phase: Phase,
    state: PhaseState,
    /** Under way, but waiting until an earlier gate that fell back is passed again. */
    held: z.boolean(),
    attempt: z.int(),
    launchedBy: PersonRef.nullable(),
    launchedAt: Moment.nullable(),
    signers: z.array(PersonRef),
    /** As measured now while the phase is under way, else as its gate has them. */
    facts: z.array(Fact),
    gate: Gate.nullable(),
    conditions: z.array(GateCondition),
    missing: z.array(Missing),
    procedures: z.array(Procedure),
    mayLaunch: z.boolean(),
    mayRegress: z.boolean(),
  })
  .meta({ id: 'PhaseBoard' });
export type PhaseBoard = z.infer<typeof PhaseBoard>;

const WaveBoard = z
  .object({
    id: z.string().meta({ description: 'Within the rollout: "pilot"' }),
    wave: z.string().nullable().meta({ description: 'For getWave, once it is started: "wave/POL-01@v2/pilot"' }),
    name: LocalText,
    manager: PersonRef.nullable(),
    audience: Audience,
    dueAt: Moment,
    state: z.enum(['not-started', 'running', 'gate-pending', 'passed', 'conditional', 'failed']),
    funnel: Funnel.nullable(),
    gate: Gate.nullable(),
  })
  .meta({ id: 'WaveBoard' });
export type WaveBoard = z.infer<typeof WaveBoard>;

/** The plan as it was signed: the values of the form "rollout-plan". */
export const RolloutPlan = z
  .object({
    charter: z.string(),
    timeNodes: z.array(z.object({ name: z.string(), date: z.string() })),
    publicity: z.array(z.object({ channel: z.string(), date: z.string(), audience: z.string() })),
    training: z.string(),
    assessment: z.string(),
    owners: z.array(z.object({ task: z.string(), person: z.string() })),
    baseline: z.array(z.object({ metric: z.string(), value: z.string() })),
  })
  .meta({ id: 'RolloutPlan' });
export type RolloutPlan = z.infer<typeof RolloutPlan>;

const shown = {
  id: z.string().meta({ description: 'e.g. "rollout/POL-01@v2"' }),
  policy: z.string(),
  version: z.int(),
  title: z.string(),
  state: RolloutState,
  /** The phase that is due or under way; null when all gates are passed. */
  phase: Phase.nullable(),
  phaseState: PhaseState.nullable(),
  owner: PersonRef.nullable(),
  createdAt: Moment,
  endedAt: Moment.nullable(),
};

export const RolloutRow = z.object(shown).meta({ id: 'RolloutRow' });
export type RolloutRow = z.infer<typeof RolloutRow>;

const Rollout = z
  .object({
    ...shown,
    createdBy: PersonRef.nullable(),
    pausedAt: Moment.nullable(),
    courses: z.array(z.string()),
    thresholds: z.object({ passed: z.number(), acknowledged: z.number() }),
    phases: z.array(PhaseBoard),
    waves: z.array(WaveBoard),
    plan: RolloutPlan.nullable(),
    mayPause: z.boolean(),
    mayResume: z.boolean(),
    mayCancel: z.boolean(),
    links: z.object({ temporalUi: z.string().nullable() }),
  })
  .meta({ id: 'Rollout' });

const RolloutEvent = z
  .object({
    sequence: z.int(),
    at: Moment,
    /** Its sentence is in the texts, rollout.events.<kind>; made of `params`. */
    kind: z.string(),
    text: LocalText,
    by: PersonRef.nullable(),
    phase: Phase.nullable(),
    wave: z.string().nullable(),
    params: z.record(z.string(), z.string()),
  })
  .meta({ id: 'RolloutEvent' });

export const listRollouts = operation({
  method: 'get',
  path: '/rollouts',
  tag: 'rollouts',
  summary: 'Rollouts, newest first',
  query: z.object({ ...paging, policy: Id.optional(), state: RolloutState.optional() }),
  result: pageOf('RolloutPage', RolloutRow),
});

/** Where a rollout stands in an address. */
export const rolloutPath = z.object({ rollout: z.string().max(ID_MAX) });

export const getRollout = operation({
  method: 'get',
  path: '/rollouts/{rollout}',
  tag: 'rollouts',
  summary: 'The board of a rollout: phases, gates with their facts, conditions, waves, the plan',
  params: rolloutPath,
  result: Rollout,
  refusals: ['rollout-unknown'],
});

export const listRolloutEvents = operation({
  method: 'get',
  path: '/rollouts/{rollout}/events',
  tag: 'rollouts',
  summary: 'What happened in a rollout, newest first',
  params: rolloutPath,
  query: z.object(paging),
  result: pageOf('RolloutEventPage', RolloutEvent),
  refusals: ['rollout-unknown'],
});
