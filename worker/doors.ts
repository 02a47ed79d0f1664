import { type Client, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import type { ActivityDeps } from '../activities/index.ts';
import { deliverUpdate } from '../workflows/messages.ts';

/** The ways by which activities reach workflows. */
export function doorsOf(client: Client): Pick<ActivityDeps, 'deliver' | 'parentOf'> {
  return {
    /** The message id is the update id: offered twice, it is taken once. */
    async deliver(instanceId, delivery) {
      try {
        const answer = await client.workflow
          .getHandle(instanceId)
          .executeUpdate(deliverUpdate, { updateId: delivery.messageId, args: [delivery] });
        return answer.kind === 'done';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError || error instanceof WorkflowUpdateFailedError) return false;
        throw error;
      }
    },

    async parentOf(workflowId) {
      const { parentExecution } = await client.workflow.getHandle(workflowId).describe();
      return parentExecution?.workflowId ?? undefined;
    },
  };
}
