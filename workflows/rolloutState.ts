import type { RefusalCode, RefusalParams } from '../domain/refusal.ts';
import type { Phase, PhaseState, Rollout, RolloutState, Signers } from '../domain/rollout.ts';
import type { Audience, Thresholds } from '../domain/training.ts';
import type { Actor } from '../engine/bpmn/instance.ts';
import type { CarriedProcedures } from './procedures.ts';

/** A wave as the rollout was created with it. `due` is in ms since the epoch, before the demo's time scale. */
export type RolloutWave = {
  readonly id: string;
  readonly name: { readonly 'zh-CN': string; readonly en: string };
  readonly audience: Audience;
  readonly manager: string;
  readonly due: number;
};

/** What the workflow of a rollout begins with; its id is `rollout`, "rollout/<policy>@v<n>". */
export type RolloutInput = {
  readonly rollout: string;
  readonly policy: string;
  readonly version: number;
  readonly title: string;
  /** The manager who answers for it. */
  readonly owner: string;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly signers: Signers;
  readonly waves: readonly RolloutWave[];
  /** Ids of courses; absent: those of the chapters in scope. */
  readonly courses?: readonly string[];
  readonly thresholds: Thresholds;
  /** 1 in production; the demo lets time fly. */
  readonly timeScale: number;
  readonly carried?: CarriedRollout;
  /** A new run begins at this many history events; for tests and drills. */
  readonly renewAfter?: number;
};

/** What a run of a rollout hands over at continue-as-new. */
export type CarriedRollout = {
  readonly version: 1;
  readonly rollout: Rollout;
  readonly sequence: number;
  readonly receipts: readonly { readonly requestId: string; readonly answer: RolloutAnswer }[];
  readonly procedures: CarriedProcedures;
  /** What the waves of this attempt have told, by id. */
  readonly reports: Readonly<Record<string, 'ready' | 'due'>>;
  /** What is done of the attempts that are under way. */
  readonly marks: readonly string[];
  /** What operations were last shown. */
  readonly shown?: { readonly phase: string | undefined; readonly state: string };
};

/** What every message to a rollout carries. */
export type RolloutRequest = {
  readonly requestId: string;
  readonly actor: Actor;
};

export type OfPhase = RolloutRequest & { readonly phase: Phase };
export type WithReason = RolloutRequest & { readonly reason: string };
export type MeetCondition = OfPhase & {
  readonly condition: string;
  readonly comment: string;
  readonly evidence?: string;
};

/** What came of it, once that is recorded. A refusal is an answer: it is in the journal. */
export type RolloutAnswer =
  | {
      readonly kind: 'done';
      readonly state: RolloutState;
      /** The phase that is due or under way, and how it stands. */
      readonly phase?: { readonly id: Phase; readonly state: PhaseState };
    }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly params: RefusalParams };
