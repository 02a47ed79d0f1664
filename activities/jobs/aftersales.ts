import { checkPack, closeChargeback, openChargeback } from './aftersalesDispute.ts';
import { checkExecution, measureRefund, recordRefund, settleRefund } from './aftersalesRefund.ts';
import { drawReviews, liftHold, openCase, openIncident, stopSale, traceLots } from './aftersalesSafety.ts';
import type { AftersalesAction } from './aftersalesStep.ts';
import {
  checkReplacement,
  checkReturn,
  closeCorrection,
  closeTicket,
  openTicket,
  openWindow,
  recordFacts,
} from './aftersalesTicket.ts';
import type { JobDeps } from './index.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';

const actions: Readonly<Record<string, AftersalesAction>> = {
  'open-ticket': openTicket,
  'record-facts': recordFacts,
  'check-return': checkReturn,
  'check-replacement': checkReplacement,
  'close-ticket': closeTicket,
  'open-window': openWindow,
  'measure-refund': measureRefund,
  'settle-refund': settleRefund,
  'check-execution': checkExecution,
  'record-refund': recordRefund,
  'open-chargeback': openChargeback,
  'check-pack': checkPack,
  'close-chargeback': closeChargeback,
  'open-incident': openIncident,
  'trace-lots': traceLots,
  stop: stopSale,
  'lift-hold': liftHold,
  'open-case': openCase,
  'draw-reviews': drawReviews,
  'close-correction': closeCorrection,
};

/** Service job "aftersales": header `do` names the step. */
export async function runAftersales(deps: JobDeps, run: JobRun, call: CallOf<'service'>): Promise<JobResult> {
  const { headers, variables } = call;
  const name = headers['do'] ?? '';
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw hopeless(`${run.node}: there is no step ${name} of after-sales`);
  return { variables: await action({ deps, run, variables, headers }) };
}
