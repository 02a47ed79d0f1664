import { WorkflowNotFoundError } from '@temporalio/client';
import type { Services } from './handler.ts';
import { deadlineOf } from './updates.ts';

/**
 * Whether a workflow was started by this very request, whose answer was lost. A Temporal that is away says neither yes
 * nor no: then it throws, and whoever asks later under the same id is told.
 */
export async function isStartedBy(services: Services, requestId: string, workflowId: string): Promise<boolean> {
  const { temporal } = services;
  try {
    const handle = temporal.workflow.getHandle(workflowId);
    const { memo } = await temporal.withDeadline(deadlineOf(services), () => handle.describe());
    return memo?.['requestId'] === requestId;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
