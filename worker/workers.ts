import type { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { type ActivityDeps, createActivities } from '../activities/index.ts';
import { doorsOf } from './doors.ts';
import { workflowCode } from './workflowCode.ts';

/** Slots for workflow tasks: more of them only make each wait longer. */
const WORKFLOW_TASKS = 20;
const ACTIVITIES = 40;
/** Evaluations share one thread. */
const EVALUATIONS = 4;
/** How long a workflow waits for the worker that knows it, when that one is gone. */
const STICKY = '5 seconds';
const SHUTDOWN_GRACE = '10 seconds';
const SHUTDOWN_FORCE = '20 seconds';

/** A build of the workers, as Temporal knows it. */
export type Build = { readonly deploymentName: string; readonly buildId: string };

/** How the worker of the main queue is sized. */
export const workerLimits = {
  maxConcurrentWorkflowTaskExecutions: WORKFLOW_TASKS,
  maxConcurrentActivityTaskExecutions: ACTIVITIES,
  maxConcurrentLocalActivityExecutions: WORKFLOW_TASKS,
  stickyQueueScheduleToStartTimeout: STICKY,
  workflowTaskPollerBehavior: { type: 'autoscaling' },
  activityTaskPollerBehavior: { type: 'autoscaling' },
} as const satisfies Partial<WorkerOptions>;

export type WorkersOptions = {
  readonly connection: NativeConnection;
  readonly client: Client;
  readonly namespace: string;
  /** The queue that decides and records; "<queue>-jobs" and "<queue>-cpu" are its neighbours. */
  readonly queue: string;
  /** Absent: the bundle, or the sources. */
  readonly workflows?: Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'>;
  /** The build that this worker is, for a cluster in which several are at work. Absent: builds have no ids. */
  readonly build?: Build;
  /** Absent: payloads are in clear. */
  readonly dataConverter?: DataConverter;
  readonly deps: Omit<ActivityDeps, 'deliver' | 'parentOf' | 'beginProcess'>;
  /** Absent: as many as fit the memory. 0: every workflow task replays. */
  readonly maxCachedWorkflows?: number;
};

/** The three workers of a process, one for each temper of work. */
export async function createWorkers(options: WorkersOptions): Promise<readonly Worker[]> {
  const { connection, client, namespace, queue, deps, workflows = workflowCode(), maxCachedWorkflows } = options;
  const { dataConverter, build } = options;
  const { definitions, records, sealing, rollouts, waves, credentials, supervision, jobs } = createActivities({
    ...deps,
    ...doorsOf(client, queue),
  });
  const shared = {
    connection,
    namespace,
    ...(dataConverter && { dataConverter }),
    ...(build && { workerDeploymentOptions: pinnedTo(build) }),
    shutdownGraceTime: SHUTDOWN_GRACE,
    shutdownForceTime: SHUTDOWN_FORCE,
    activityTaskPollerBehavior: { type: 'autoscaling' },
  } as const satisfies Partial<WorkerOptions>;
  return Promise.all([
    Worker.create({
      ...shared,
      ...workflows,
      taskQueue: queue,
      activities: { ...definitions, ...records, ...sealing, ...rollouts, ...waves, ...credentials, ...supervision },
      ...workerLimits,
      ...cacheOf(maxCachedWorkflows),
    }),
    Worker.create({
      ...shared,
      taskQueue: `${queue}-jobs`,
      activities: jobs,
      maxConcurrentActivityTaskExecutions: ACTIVITIES,
    }),
    Worker.create({
      ...shared,
      taskQueue: `${queue}-cpu`,
      activities: { runJob: jobs.runJob },
      maxConcurrentActivityTaskExecutions: EVALUATIONS,
    }),
  ]);
}

/** A run stays with the build that it began on: only a new run is on the current one. */
const pinnedTo = (version: Build): NonNullable<WorkerOptions['workerDeploymentOptions']> => ({
  useWorkerVersioning: true,
  version,
  defaultVersioningBehavior: 'PINNED',
});

/** Without a cache a worker forgets what one workflow waits for as soon as it takes up another: so it takes one at a time. */
function cacheOf(maxCachedWorkflows: number | undefined): Partial<WorkerOptions> {
  if (maxCachedWorkflows === undefined) return {};
  if (maxCachedWorkflows > 0) return { maxCachedWorkflows };
  return { maxCachedWorkflows, maxConcurrentWorkflowTaskExecutions: 1, maxConcurrentWorkflowTaskPolls: 1 };
}
