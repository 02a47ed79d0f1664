import type { JobDeps } from './index.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';
import type { OrderAction } from './orderCall.ts';
import { amend, cancel, cancellable, lookUp, requestCancel } from './orderCancel.ts';
import { takeIn } from './orderIntake.ts';
import { allocateStock, deliver, settle } from './orderSettle.ts';
import { findStrays } from './strayPayment.ts';

const actions: Readonly<Record<string, OrderAction>> = {
  intake: takeIn,
  settle,
  allocate: allocateStock,
  deliver,
  cancel,
  'look-up': lookUp,
  amend,
  cancellable,
  'request-cancel': requestCancel,
  'find-strays': findStrays,
};

/** Service job "order": header `do` names the step of the order that `orderKey` names. */
export async function runOrder(deps: JobDeps, run: JobRun, call: CallOf<'service'>): Promise<JobResult> {
  const { headers, variables } = call;
  const name = headers['do'] ?? '';
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw hopeless(`${run.node}: there is no step ${name} of an order`);
  return { variables: await action({ deps, run, variables }) };
}
