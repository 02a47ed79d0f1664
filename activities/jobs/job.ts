import { ApplicationFailure } from '@temporalio/activity';
import type { JobCall, Variables } from '../../engine/bpmn/instance.ts';

/** One job as the workflow orders it: keyed (instance, token, attempt), the same on every delivery. */
export type JobRun = {
  readonly instanceId: string;
  readonly token: string;
  readonly attempt: number;
  readonly node: string;
  readonly job: JobCall;
  /** Of the process that orders it: what the job begins goes as fast. */
  readonly timeScale?: number;
};

/** What a job gives back: variables, and of an escalation who has been found. */
export type JobResult = { readonly variables: Variables; readonly escalatedTo?: string };

/** The same as the workflow is told it, with when the work on it began: ms since the epoch. */
export type JobAnswer = JobResult & { readonly beganAt: number };

export type CallOf<T extends JobCall['type']> = Extract<JobCall, { type: T }>;

/** The job has failed for good: trying it again would fail again. */
export function hopeless(reason: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(reason, 'job-hopeless');
}
