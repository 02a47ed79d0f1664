import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Kept } from '../activities/jobs/deliverKept.ts';
import type { DrawOrder, DrawOutcome } from '../activities/supervision.ts';
import type { RefusalCode, RefusalParams } from '../domain/refusal.ts';
import type { Rollout } from '../domain/rollout.ts';
import type { Audience, Thresholds } from '../domain/training.ts';
import type { Actor, Instance, Variables, Verdict } from '../engine/bpmn/instance.ts';
import type { MeetCondition, OfPhase, RolloutAnswer, RolloutRequest, WithReason } from './rolloutState.ts';

export type { RolloutAnswer, RolloutInput, RolloutRequest, RolloutWave } from './rolloutState.ts';

/** Everything a caller may say to a workflow. The API knows this file and no other in this folder. */
export const processWorkflowId = (key: string, businessKey: string) => `${key}/${businessKey}`;

export type ProcessInput = {
  /** Content hash of the compiled process; pinned for the instance's whole life. */
  readonly definition: string;
  readonly businessKey: string;
  readonly title: string;
  readonly startedBy: Actor;
  readonly startedAt: number;
  /** The start event, when it is not the only one. */
  readonly start?: string;
  /** Id of the message that began it: its first record closes that. */
  readonly message?: string;
  readonly variables: Variables;
  /** 1 in production; the demo lets time fly. Multiplies every length of time. */
  readonly timeScale: number;
  /** The process that called this one, told by signal when it ends. */
  readonly parent?: { readonly workflowId: string; readonly token: string };
  /** What the run before this one hands over at continue-as-new. */
  readonly carried?: Carried;
  /** A new run begins at this many history events; without it, when the server suggests one. For tests and drills. */
  readonly renewAfter?: number;
};

export type Carried = {
  readonly instance: Instance;
  /** The last answers given, newest last, at most 200: the same request id gives the same answer. */
  readonly receipts: readonly Receipt[];
  /** What operations were last shown of this instance. */
  readonly notices?: Notices;
};

/** What operations can search an instance by: published in search attributes when one of these changes. */
export type Notices = {
  readonly state?: string;
  /** The due moment of the most urgent task, from its reminder on. */
  readonly dueAt?: number;
  /** Tokens of the tasks that were reminded of, or are due. */
  readonly urged?: readonly string[];
};

/** Why the person may: asked of Postgres by the API at that moment, kept as evidence. */
export type Grounds = {
  readonly duty?: string;
  readonly permission?: string;
  readonly credential?: string;
  readonly delegation?: string;
  readonly administrator?: boolean;
};

/** What every message about a task carries. */
export type Envelope = {
  readonly requestId: string;
  /** The moment the API received the answer, the same on every retry. */
  readonly answeredAt: number;
  readonly actor: Actor;
  readonly grounds: Grounds;
  /** Id of the token that opened the task. */
  readonly token: string;
};

export type Complete = Envelope & { readonly variables: Variables; readonly comment?: string };
export type SignOff = Complete & { readonly verdict: Verdict };
export type Return = Envelope & { readonly to: string; readonly reason: string };
export type Transfer = Envelope & { readonly to: string; readonly reason?: string };
export type Retry = Envelope & { readonly variables?: Variables };
export type Cancel = Omit<Envelope, 'token'> & { readonly reason: string };
export type Delivery = {
  readonly messageId: string;
  readonly token: string;
  readonly message: string;
  readonly variables: Variables;
};

/** What the update's own step decided. A refusal is an answer, not a failure: it is in the history and in the journal. */
export type Answer =
  | { readonly kind: 'done'; readonly sequence: number; readonly status: Instance['status'] }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly params: RefusalParams };

export type Receipt = { readonly requestId: string; readonly answer: Answer };

export const claimUpdate = defineUpdate<Answer, [Envelope]>('claim');
export const unclaimUpdate = defineUpdate<Answer, [Envelope]>('unclaim');
export const completeUpdate = defineUpdate<Answer, [Complete]>('complete');
export const signOffUpdate = defineUpdate<Answer, [SignOff]>('signOff');
export const returnUpdate = defineUpdate<Answer, [Return]>('return');
export const transferUpdate = defineUpdate<Answer, [Transfer]>('transfer');
export const retryUpdate = defineUpdate<Answer, [Retry]>('retry');
export const cancelUpdate = defineUpdate<Answer, [Cancel]>('cancel');
export const deliverUpdate = defineUpdate<Answer, [Delivery]>('deliver');

/**
 * Types of failures that say "not now": the instance was just going on to its next run. Nothing was kept; the same
 * message with the same id is to be sent again.
 */
export const unprocessed: ReadonlySet<string> = new Set([
  'renewing',
  'UnprocessedUpdate',
  'AcceptedUpdateCompletedWorkflow',
]);

/** A called process tells its parent how it ended. */
export type ChildReport = { readonly token: string } & (
  | { readonly kind: 'completed'; readonly variables: Variables }
  | { readonly kind: 'failed'; readonly reason: string; readonly error?: string }
);
export const childReportSignal = defineSignal<[ChildReport]>('childReport');

/** A parent that no longer waits for its child withdraws it. */
export type Withdrawal = { readonly by: string; readonly reason: string };
export const withdrawSignal = defineSignal<[Withdrawal]>('withdraw');

/** How a process ended: the result of its workflow. */
export type Outcome = { readonly status: Instance['status']; readonly error?: string };

export const instanceQuery = defineQuery<Instance>('instance');

/** What the workflow of a training wave begins with; its id is `wave`, "wave/<policy>@v<n>/<name>". */
export type WaveInput = {
  readonly wave: string;
  readonly rollout: string;
  readonly policy: string;
  readonly version: number;
  /** Of the exact version that is signed; absent: what that version's row says. */
  readonly contentHash?: string;
  readonly name: { readonly 'zh-CN': string; readonly en: string };
  /** Ids of courses: "POL-01.12". */
  readonly courses: readonly string[];
  readonly audience: Audience;
  /** Percent; absent: 95 passed, 98 acknowledged. */
  readonly thresholds?: Thresholds;
  /** Id of the person who answers for the wave. */
  readonly manager: string;
  /** ms since the epoch. */
  readonly due: number;
  readonly startedBy: string;
  readonly startedAt: number;
  readonly timeScale: number;
  /** The rollout, told by `waveReport` when the gate can be opened. */
  readonly parent?: { readonly workflowId: string };
  readonly carried?: CarriedWave;
  readonly renewAfter?: number;
};

/** What a run of a wave hands over at continue-as-new. Moments are ms since the epoch. */
export type CarriedWave = {
  readonly countedAt: number;
  readonly sweptAt: number;
  /** The day of the last rung of reminders, counted from the due date, and when it was passed. */
  readonly rung: { readonly day: number; readonly at: number };
  readonly reported: readonly WaveReport['state'][];
  readonly closing?: { readonly reason: WaveClosing; readonly at: number };
  /** Reminders that were asked for and have gone out: the same request is one reminder. */
  readonly asked: readonly string[];
};

/** Wakes what waits, to see whether its build has been superseded: then it goes on in a new run, on the current one. */
export const moveOnSignal = defineSignal('moveOn');

/** Somebody has learnt something since the last count. */
export const waveDirtySignal = defineSignal('waveDirty');

/** `gate`: it was decided, the last ones go on learning. `cancelled`: the wave ends at once. */
export type WaveClosing = 'gate' | 'cancelled';
export const closeWaveSignal = defineSignal<[{ readonly reason: WaveClosing }?]>('closeWave');

export type RemindWave = { readonly requestId: string; readonly by: string };
export const remindWaveSignal = defineSignal<[RemindWave]>('remindWave');

/** A wave tells its rollout once that its figures are reached, and once that it is due. */
export type WaveReport = { readonly wave: string; readonly state: 'ready' | 'due' };
export const waveReportSignal = defineSignal<[WaveReport]>('waveReport');

export const launchPhaseUpdate = defineUpdate<RolloutAnswer, [OfPhase]>('launchPhase');
export const pauseRolloutUpdate = defineUpdate<RolloutAnswer, [WithReason]>('pauseRollout');
export const resumeRolloutUpdate = defineUpdate<RolloutAnswer, [RolloutRequest]>('resumeRollout');
export const cancelRolloutUpdate = defineUpdate<RolloutAnswer, [WithReason]>('cancelRollout');
export const regressPhaseUpdate = defineUpdate<RolloutAnswer, [OfPhase & WithReason]>('regressPhase');
export const meetConditionUpdate = defineUpdate<RolloutAnswer, [MeetCondition]>('meetCondition');
export const rolloutQuery = defineQuery<Rollout>('rollout');
export const rolloutWorkflowId = (policy: string, version: number) => `rollout/${policy}@v${version}`;

/** Messages from outside that are kept in Postgres and to be brought to whoever waits for them. */
export type DeliverInput = Pick<Kept, 'ids' | 'sender' | 'timeScale'>;

/** Named by what it delivers: a message, or the import that many came with. */
export const deliverWorkflowId = (what: string) => `deliverMessage/${what}`;

/** One draw of inspections: of the plan that the order names, or of all that are due. */
export type DrawInput = DrawOrder & {
  /** Absent: 1. */
  readonly timeScale?: number;
};
export type { DrawOutcome };

/** A draw that a request asked for. */
export const drawWorkflowId = (requestId: string) => `drawInspections/${requestId}`;
