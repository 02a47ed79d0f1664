import { z } from 'zod';
import { operation } from './operation.ts';
import { Id, Phase, PhaseState, RolloutState, rolloutPath } from './rollouts.ts';
import { Comment, LocalText, Reason, requested } from './shared.ts';
import { Audience } from './waves.ts';

const TITLE_MAX = 120;
const SIGNERS_MAX = 20;
const WAVES_MAX = 50;
const COURSES_MAX = 100;

const Day = z.iso.date().meta({ description: 'A day, "YYYY-MM-DD"; it ends at midnight in China' });
const ofPhase = rolloutPath.extend({ phase: Phase });

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
  params: rolloutPath,
  body: z.object({ ...requested, reason: Reason }).meta({ id: 'PauseRollout' }),
  result: Answer,
  refusals: [...general, 'rollout-paused'],
});

export const resumeRollout = operation({
  method: 'post',
  path: '/rollouts/{rollout}/resume',
  tag: 'rollouts',
  summary: 'Go on; open conditions have the time left that they had (officers)',
  params: rolloutPath,
  body: z.object(requested).meta({ id: 'ResumeRollout' }),
  result: Answer,
  refusals: [...general, 'rollout-not-paused'],
});

export const cancelRollout = operation({
  method: 'post',
  path: '/rollouts/{rollout}/cancel',
  tag: 'rollouts',
  summary: 'End it early and for good; its open processes are withdrawn (officers)',
  params: rolloutPath,
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
