import { type ActivityOptions, proxyActivities, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';

/** Numbers, because Temporal would read words anew for every record. */
const RECORD_MS = 10_000;
const FIRST_RETRY_MS = 200;
const LAST_RETRY_MS = 5_000;

/** Reads that never change what they read: local, so that a run begins without a further workflow task. */
export const definitions = proxyLocalActivities<Activities['definitions']>({
  startToCloseTimeout: '5 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '5 seconds' },
  localRetryThreshold: '1 second',
});

/** Writes to our own database: fast, written once, tried until they succeed. */
export function records(summary: string): ReturnType<typeof proxyActivities<Activities['records']>> {
  return proxyActivities<Activities['records']>({
    startToCloseTimeout: RECORD_MS,
    retry: { initialInterval: FIRST_RETRY_MS, maximumInterval: LAST_RETRY_MS },
    summary,
  });
}

/** The same for rollouts: their record, and what their gates are judged by. */
export function rollouts(summary: string): ReturnType<typeof proxyActivities<Activities['rollouts']>> {
  return proxyActivities<Activities['rollouts']>({
    startToCloseTimeout: RECORD_MS,
    retry: { initialInterval: FIRST_RETRY_MS, maximumInterval: LAST_RETRY_MS },
    summary,
  });
}

/** What a rollout says on Temporal's screens: read as definitions are. */
export const words = proxyLocalActivities<Pick<Activities['rollouts'], 'loadWords'>>({
  startToCloseTimeout: '5 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '5 seconds' },
  localRetryThreshold: '1 second',
});

/** Where a job goes by its temper: the queues of the workers that run this workflow, "<queue>-jobs" and "<queue>-cpu". */
export type Temper = 'jobs' | 'cpu';

/** Work that people and other systems see: given up on after a while, which is an incident. */
export function jobs(temper: Temper, options: ActivityOptions): ReturnType<typeof proxyActivities<Activities['jobs']>> {
  return proxyActivities<Activities['jobs']>({ taskQueue: `${workflowInfo().taskQueue}-${temper}`, ...options });
}

/** Work of a wave over many people: long, told how far it has come, tried until it is done. */
export function waves(summary: string): ReturnType<typeof proxyActivities<Activities['waves']>> {
  return proxyActivities<Activities['waves']>({
    startToCloseTimeout: '30 minutes',
    heartbeatTimeout: '1 minute',
    retry: { initialInterval: FIRST_RETRY_MS, maximumInterval: '30 seconds' },
    ...(summary && { summary }),
  });
}
