import { defineUpdate } from '@temporalio/workflow';

/** What starts the hand-written workflow. */
export type TwoApprovalsInput = {
  readonly definition: string;
  readonly businessKey: string;
  readonly title: string;
  readonly startedBy: string;
  readonly startedAt: number;
  /** How long each approval may take; absent: as long as it likes. */
  readonly dueAfterMs?: number;
};

/** A manager's answer. */
export type Decision = {
  readonly requestId: string;
  readonly answeredAt: number;
  readonly by: string;
  readonly token: string;
  readonly verdict: 'approved' | 'rejected';
};

export type Decided =
  | { readonly kind: 'done'; readonly sequence: number; readonly status: 'running' | 'completed' }
  | { readonly kind: 'refused'; readonly code: 'own-request' | 'own-work' | 'task-closed' };

export const decideUpdate = defineUpdate<Decided, [Decision]>('decide');
