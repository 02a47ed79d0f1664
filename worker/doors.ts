import { type Client, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityDeps } from '../activities/index.ts';
import { startOnce } from '../platform/startOnce.ts';
import { deliverUpdate, type ProcessInput, processWorkflowId, unprocessed } from '../workflows/messages.ts';

/** An instance that does not answer by then is asked again later: whoever else waits for something does not wait for it. */
const DELIVERY_PATIENCE_MS = 20_000;

/** The ways by which activities reach workflows. */
export function doorsOf(client: Client, queue: string): Pick<ActivityDeps, 'deliver' | 'parentOf' | 'beginProcess'> {
  return {
    /** The message id is the update id: offered twice, it is taken once. */
    async deliver(instanceId, delivery) {
      try {
        const handle = client.workflow.getHandle(instanceId);
        const told = () => handle.executeUpdate(deliverUpdate, { updateId: delivery.messageId, args: [delivery] });
        const answer = await client.withDeadline(Date.now() + DELIVERY_PATIENCE_MS, told);
        return answer.kind === 'done';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError || isRefusal(error)) return false;
        throw error;
      }
    },

    async parentOf(workflowId) {
      const { parentExecution } = await client.workflow.getHandle(workflowId).describe();
      return parentExecution?.workflowId ?? undefined;
    },

    async beginProcess({ process, startedBy, ...given }) {
      const workflowId = processWorkflowId(process, given.businessKey);
      const input: ProcessInput = { ...given, startedBy: { by: startedBy }, startedAt: Date.now() };
      await startOnce(client, { process, workflowId, queue, input });
      return workflowId;
    },
  };
}

/** The instance said no. A failure that says "not now" is none: whoever asked asks again. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof WorkflowUpdateFailedError) || !(error.cause instanceof ApplicationFailure)) return false;
  return !unprocessed.has(error.cause.type ?? '');
}
