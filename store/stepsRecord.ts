import type { RefusalCode, RefusalParams } from '../domain/refusal.ts';
import type { Command, Event } from '../engine/bpmn/instance.ts';

/** One step as it is written: what happened, what it led to, and why it was refused, if it was. */
export type StepRecord = {
  readonly sequence: number;
  readonly event: Event;
  readonly commands: readonly Command[];
  /** The interpreter's objection, or that of a rule of the policy. */
  readonly refused?: { readonly code: RefusalCode; readonly params: RefusalParams };
  /** The update that brought the event, if one did. */
  readonly requestId?: string;
  /** Evidence of why the person may. */
  readonly grounds?: Readonly<Record<string, unknown>>;
};

/** A step that was finished without a person: a job, a decision, a script, or a message that was sent. */
export type Work = {
  /** Its own within the instance: token and attempt of a job. */
  readonly id: string;
  readonly node: string;
  readonly kind: 'job' | 'decision' | 'script' | 'send';
  readonly outcome: 'completed' | 'failed';
  /** ms since the epoch. */
  readonly askedAt: number;
  /** When a worker took it up; absent when it failed. */
  readonly beganAt?: number;
  readonly endedAt: number;
};

/** All that one drained inbox leaves behind: written in one transaction, once, keyed (instance, sequence). */
export type StepsRecord = {
  /** The workflow id, "<process key>/<business key>". */
  readonly instanceId: string;
  readonly processKey: string;
  readonly businessKey: string;
  readonly definition: string;
  readonly title: string;
  readonly startedBy: string;
  readonly parent?: string;
  readonly status: string;
  /** Tokens at each node after the last step. */
  readonly standing?: Readonly<Record<string, number>>;
  readonly steps: readonly StepRecord[];
  /** What machines finished with these steps. */
  readonly work?: readonly Work[];
  /** requestId → answer, to be found again for ever. */
  readonly receipts: readonly { readonly requestId: string; readonly answer: unknown }[];
  /** Digest of steps and state; given back as it came, so that a replay can compare. */
  readonly digest: string;
};
