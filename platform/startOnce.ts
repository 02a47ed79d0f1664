import type { Client } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { searchAttributes } from './searchAttributes.ts';

/** A process to be started: its key is its Temporal type. */
type Start<I> = {
  readonly process: string;
  /** "<process key>/<business key>" */
  readonly workflowId: string;
  readonly queue: string;
  readonly input: I;
};

/** Starts a process that belongs to nobody who waits for it. One of its id that runs, or has run, is left alone. */
export async function startOnce<I extends { readonly title: string }>(
  client: Client,
  { process, workflowId, queue, input }: Start<I>,
): Promise<void> {
  try {
    await client.workflow.start(process, {
      taskQueue: queue,
      workflowId,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      workflowIdConflictPolicy: 'FAIL',
      args: [input],
      staticSummary: input.title,
      typedSearchAttributes: [
        { key: searchAttributes.process, value: process },
        { key: searchAttributes.incident, value: false },
      ],
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
