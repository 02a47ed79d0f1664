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

/** Where a job goes by its temper: the queues of the workers that run this workflow, "<queue>-jobs" and "<queue>-cpu". */
export type Temper = 'jobs' | 'cpu';

/** Work that people and other systems see: given up on after a while, which is an incident. */
export function jobs(temper: Temper, options: ActivityOptions): ReturnType<typeof proxyActivities<Activities['jobs']>> {
  return proxyActivities<Activities['jobs']>({ taskQueue: `${workflowInfo().taskQueue}-${temper}`, ...options });
}
