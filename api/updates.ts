import { setTimeout as wait } from 'node:timers/promises';
import { WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure, type UpdateDefinition } from '@temporalio/common';
import { statusOf } from '../contract/problem.ts';
import { Refusal, type RefusalCode, type RefusalParams } from '../domain/refusal.ts';
import { findStepReceipt } from '../store/requests.ts';
import { type Answer, unprocessed } from '../workflows/messages.ts';
import type { Services } from './handler.ts';
import { inProcess } from './paramNames.ts';
import { JournalledRefusal } from './receipts.ts';

/** 10 seconds. After that the caller is told to ask again: the same request id finds the answer. */
const PATIENCE_MS = 10_000;
const ATTEMPTS = 10;
const PAUSE_MS = 100;

/** When an answer that a request waits for would come too late. */
export const deadlineOf = ({ updatePatienceMs = PATIENCE_MS }: Services) => Date.now() + updatePatienceMs;

type Message = { readonly requestId: string };

/** Asks a running process. Its validator's "no" arrives as a Refusal; what its own step decided, as the Answer. */
export async function ask<M extends Message, A = Answer>(
  services: Services,
  instanceId: string,
  update: UpdateDefinition<A, [M]>,
  message: M,
): Promise<A> {
  const { temporal, db } = services;
  const { requestId } = message;
  const handle = temporal.workflow.getHandle(instanceId);
  const deadline = deadlineOf(services);
  for (let attempt = 1; ; attempt++) {
    try {
      return await temporal.withDeadline(deadline, () =>
        handle.executeUpdate(update, { updateId: requestId, args: [message] }),
      );
    } catch (error) {
      const known = (await findStepReceipt(db, requestId)) as A | undefined;
      if (known) return known;
      if (attempt < ATTEMPTS && isUnprocessed(error)) await wait(PAUSE_MS);
      else throw refusalIn(error, instanceId) ?? error;
    }
  }
}

/** The instance's own decision, as whoever called the API gets it. */
export function decided(answer: Answer, instanceId: string) {
  if (answer.kind === 'refused') {
    const { code, params } = inProcess(answer, instanceId);
    throw new JournalledRefusal(code, params);
  }
  const { status, sequence } = answer;
  return { instanceId, status, sequence };
}

function isUnprocessed(error: unknown): boolean {
  return unprocessed.has(failureIn(error)?.type ?? '');
}

function refusalIn(error: unknown, instanceId: string): Refusal | undefined {
  if (error instanceof WorkflowNotFoundError) return new Refusal('instance-ended');
  const failure = failureIn(error);
  if (!failure || !isRefusalCode(failure.type)) return undefined;
  return inProcess({ code: failure.type, params: (failure.details?.[0] ?? {}) as RefusalParams }, instanceId);
}

function failureIn(error: unknown): ApplicationFailure | undefined {
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  return cause instanceof ApplicationFailure ? cause : undefined;
}

function isRefusalCode(code: unknown): code is RefusalCode {
  return typeof code === 'string' && Object.hasOwn(statusOf, code);
}
