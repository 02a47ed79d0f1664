import { ApplicationFailure } from '@temporalio/workflow';
import type { RefusalCode, RefusalParams } from '../domain/refusal.ts';
import type { Objection } from '../engine/bpmn/instance.ts';

/** A "no" as it stands in answers and in the journal: the engine's own, or that of a rule of the policy. */
export type Refused = Objection | { readonly code: RefusalCode; readonly params: RefusalParams };

/** Leaves a validator with "not now": a new run is due and only waits for a moment without messages. */
export function postpone(): never {
  throw ApplicationFailure.retryable('a new run is about to begin', 'renewing');
}

/** Leaves a validator with a failure whose type is the refusal's code; the history keeps nothing of it. */
export function refuse({ code, params }: Refused): never {
  throw ApplicationFailure.nonRetryable(`${code} ${JSON.stringify(params)}`, code, params);
}
