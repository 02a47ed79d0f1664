import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, proxyActivities, startChild, WorkflowIdReusePolicy } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { DrawnInspection } from '../activities/supervision.ts';
import { type DrawInput, type DrawOutcome, type ProcessInput, processWorkflowId } from './messages.ts';
import { searchable } from './signboard.ts';
import { brief } from './telling.ts';

const PROCESS = 'inspectionRun';

/** Draws samples and begins the inspection of each, which then goes its own way. A schedule runs it, and whoever draws now. */
export async function drawInspections(input: DrawInput = {}): Promise<DrawOutcome> {
  const { timeScale = 1, ...order } = input;
  const { drawSamples } = proxyActivities<Activities['supervision']>({
    startToCloseTimeout: '1 minute',
    retry: { maximumInterval: '10 seconds', maximumAttempts: 20 },
  });
  const outcome = await drawSamples(order);
  for (const inspection of outcome.drawn) await begin(inspection, order.by ?? 'schedule', timeScale);
  return outcome;
}

/** One that was begun before is left alone: the same draw gives the same inspection. */
async function begin({ id, title, definition }: DrawnInspection, by: string, timeScale: number): Promise<void> {
  const variables = { inspection: id };
  const input: ProcessInput = {
    definition,
    businessKey: id,
    title,
    startedBy: { by },
    startedAt: Date.now(),
    variables,
    timeScale,
  };
  try {
    await startChild(PROCESS, {
      workflowId: processWorkflowId(PROCESS, id),
      args: [input],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      staticSummary: brief(title),
      typedSearchAttributes: searchable(PROCESS, variables),
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
