import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, isGrpcServiceError, WorkflowNotFoundError } from '@temporalio/client';
import proto from '@temporalio/proto';
import { moveOnSignal } from '../workflows/messages.ts';

/** gRPC: there is no such thing. */
const NOT_FOUND = 5;
const IDENTITY = 'zhidu build';
const LOOK_AGAIN_MS = 100;
const IN_PROGRESS = proto.temporal.api.enums.v1.RoutingConfigUpdateState.ROUTING_CONFIG_UPDATE_STATE_IN_PROGRESS;
/** A minute. */
const LOOKS_MAX = 600;

/** A build of the workers: whether new runs begin on it, and how many of its runs are open. */
export type BuildRow = { readonly buildId: string; readonly isCurrent: boolean; readonly running: number };

/** Where a deployment's builds are asked for. */
export type Deployment = { readonly client: Client; readonly deploymentName: string };

/** All builds that Temporal knows of, the latest first; none where builds have no ids. */
export async function listBuilds(deployment: Deployment): Promise<readonly BuildRow[]> {
  const { client, deploymentName } = deployment;
  const described = await describe(deployment);
  const current = described?.routingConfig?.currentDeploymentVersion?.buildId;
  const ids = (described?.versionSummaries ?? []).flatMap(({ deploymentVersion }) => {
    return deploymentVersion?.buildId ? [deploymentVersion.buildId] : [];
  });
  return Promise.all(
    ids.map(async (buildId) => {
      const { count } = await client.workflow.count(runningOn(deploymentName, buildId));
      return { buildId, isCurrent: buildId === current, running: count };
    }),
  );
}

async function describe({ client, deploymentName }: Deployment) {
  const { namespace } = client.options;
  try {
    return (await client.workflowService.describeWorkerDeployment({ namespace, deploymentName })).workerDeploymentInfo;
  } catch (error) {
    if (isGrpcServiceError(error) && error.code === NOT_FOUND) return undefined;
    throw error;
  }
}

/**
 * From now on new runs begin on this build. Its workers must have asked for work before. Temporal tells its queues one
 * after the other: this ends when all of them know.
 */
export async function makeCurrent(deployment: Deployment, buildId: string): Promise<void> {
  const { client, deploymentName } = deployment;
  const { namespace } = client.options;
  await client.workflowService.setWorkerDeploymentCurrentVersion({
    namespace,
    deploymentName,
    buildId,
    identity: IDENTITY,
  });
  for (let looks = 0; looks < LOOKS_MAX; looks++) {
    const state = (await describe(deployment))?.routingConfigUpdateState;
    if (state !== IN_PROGRESS) return;
    await sleep(LOOK_AGAIN_MS);
  }
  throw new Error(
    `not every queue of ${deploymentName} knows of build ${buildId} yet: look again with zhidu build list`,
  );
}

/**
 * Wakes every run of the builds that are not current, so that it goes on in a new run on the current one. Their workers
 * must still be running. Says how many were woken; those that were busy move as soon as they can.
 */
export async function moveOn(deployment: Deployment): Promise<number> {
  const { client, deploymentName } = deployment;
  let woken = 0;
  for (const { buildId } of (await listBuilds(deployment)).filter(({ isCurrent }) => !isCurrent)) {
    for await (const { workflowId } of client.workflow.list({ query: runningOn(deploymentName, buildId) })) {
      if (await wake(client, workflowId)) woken += 1;
    }
  }
  return woken;
}

/** False when it has ended since it was listed. */
async function wake(client: Client, workflowId: string): Promise<boolean> {
  try {
    await client.workflow.getHandle(workflowId).signal(moveOnSignal);
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/** Keywords are quoted as Temporal's lists take them. */
function runningOn(deploymentName: string, buildId: string): string {
  const version = JSON.stringify(`${deploymentName}:${buildId}`);
  return `ExecutionStatus = "Running" AND TemporalWorkerDeploymentVersion = ${version}`;
}
