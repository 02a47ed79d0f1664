import { z } from 'zod';
import { phases } from '../domain/rollout.ts';
import { operation } from './operation.ts';
import { Comment, LocalText, Moment, PersonRef, pageOf, paging, Reason, requested } from './shared.ts';
import { Audience, Funnel } from './waves.ts';

const ID_MAX = 200;
const TITLE_MAX = 120;
const SIGNERS_MAX = 20;
const WAVES_MAX = 50;
const COURSES_MAX = 100;

const Id = z.string().min(1).max(ID_MAX);
const Day = z.iso.date().meta({ description: 'A day, "YYYY-MM-DD"; it ends at midnight in China' });

export const Phase = z.enum(phases).meta({ id: 'Phase' });
export type Phase = z.infer<typeof Phase>;

const PhaseState = z
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

const params = z.object({ rollout: z.string().max(ID_MAX) });
const ofPhase = params.extend({ phase: Phase });

export const getRollout = operation({
  method: 'get',
  path: '/rollouts/{rollout}',
  tag: 'rollouts',
  summary: 'The board of a rollout: phases, gates with their facts, conditions, waves, the plan',
  params,
  result: Rollout,
  refusals: ['rollout-unknown'],
});

export const listRolloutEvents = operation({
  method: 'get',
  path: '/rollouts/{rollout}/events',
  tag: 'rollouts',
  summary: 'What happened in a rollout, newest first',
  params,
  query: z.object(paging),
  result: pageOf('RolloutEventPage', RolloutEvent),
  refusals: ['rollout-unknown'],
});

const people = z.array(Id).min(1).max(SIGNERS_MAX);
const Percent = z.number().min(0).max(100);

export const createRollout = operation({
  method: 'post',
  path: '/rollouts',
  tag: 'rollouts',
  summary: 'Create the rollout of a version of a policy; nothing runs until a phase is launched (officers)',
  body: z
    .object({
      ...requested,
      policy: Id,
      version: z.int().min(1),
      title: z.string().trim().min(1).max(TITLE_MAX),
      owner: Id.meta({ description: 'The manager who answers for it and signs the plan' }),
      signers: z
        .object({ plan: people, build: people, train: people, supervise: people })
        .meta({ id: 'RolloutSigners', description: 'Whose signatures each gate needs, all of them' }),
      waves: z
        .array(
          z
            .object({
              id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
              name: LocalText,
              audience: Audience,
              manager: Id,
              due: Day,
            })
            .meta({ id: 'RolloutWave' }),
        )
        .min(1)
        .max(WAVES_MAX),
      courses: z.array(Id).max(COURSES_MAX).optional().meta({ description: 'Left out: the chapters in scope' }),
      thresholds: z.object({ passed: Percent, acknowledged: Percent }).optional(),
      /** Multiplies every length of time; accepted only in the demo. */
      timeScale: z.number().positive().max(1).optional(),
    })
    .meta({ id: 'CreateRollout' }),
  result: z.object({ rollout: z.string() }).meta({ id: 'RolloutCreated' }),
  refusals: ['rollout-exists', 'version-unknown', 'person-unknown', 'request-reused'],
});

const Answer = z
  .object({ rollout: z.string(), state: RolloutState, phase: Phase.nullable(), phaseState: PhaseState.nullable() })
  .meta({ id: 'RolloutAnswer', description: 'As it stands once that is recorded' });

const general = ['rollout-unknown', 'rollout-over', 'request-reused'] as const;

export const launchPhase = operation({
  method: 'post',
  path: '/rollouts/{rollout}/phases/{phase}/launch',
  tag: 'rollouts',
  summary: 'Launch a phase; refused with what is missing while the gate before it is not passed (officers)',
  params: ofPhase,
  body: z.object(requested).meta({ id: 'LaunchPhase' }),
  result: Answer,
  refusals: [...general, 'rollout-paused', 'phase-not-due', 'phase-launched', 'signs-own-launch'],
});

export const pauseRollout = operation({
  method: 'post',
  path: '/rollouts/{rollout}/pause',
  tag: 'rollouts',
  summary:
    'Hold everything: nothing is begun or judged and no date acts; what people have in hand they may finish (officers)',
  params,
  body: z.object({ ...requested, reason: Reason }).meta({ id: 'PauseRollout' }),
  result: Answer,
  refusals: [...general, 'rollout-paused'],
});

export const resumeRollout = operation({
  method: 'post',
  path: '/rollouts/{rollout}/resume',
  tag: 'rollouts',
  summary: 'Go on; open conditions have the time left that they had (officers)',
  params,
  body: z.object(requested).meta({ id: 'ResumeRollout' }),
  result: Answer,
  refusals: [...general, 'rollout-not-paused'],
});

export const cancelRollout = operation({
  method: 'post',
  path: '/rollouts/{rollout}/cancel',
  tag: 'rollouts',
  summary: 'End it early and for good; its open processes are withdrawn (officers)',
  params,
  body: z.object({ ...requested, reason: Reason }).meta({ id: 'CancelRollout' }),
  result: Answer,
  refusals: general,
});

export const regressPhase = operation({
  method: 'post',
  path: '/rollouts/{rollout}/phases/{phase}/regress',
  tag: 'rollouts',
  summary: 'Take a phase back, and all that was launched after it; it is due again (officers)',
  params: ofPhase,
  body: z.object({ ...requested, reason: Reason }).meta({ id: 'RegressPhase' }),
  result: Answer,
  refusals: [...general, 'phase-not-launched'],
});

export const meetCondition = operation({
  method: 'post',
  path: '/rollouts/{rollout}/phases/{phase}/conditions/{condition}/meet',
  tag: 'rollouts',
  summary: 'Put on record that a condition is met (officers, and the owner of the rollout)',
  params: ofPhase.extend({ condition: Id }),
  body: z
    .object({ ...requested, comment: Comment.min(1), evidence: Id.optional().meta({ description: 'Id of a file' }) })
    .meta({ id: 'MeetCondition' }),
  result: Answer,
  refusals: [...general, 'condition-unknown', 'condition-met', 'file-unknown'],
});
