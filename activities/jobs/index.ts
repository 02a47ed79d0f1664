import { Context } from '@temporalio/activity';
import { findEffect, saveEffect } from '../../store/jobEffects.ts';
import type { Evaluator } from '../cpu/evaluator.ts';
import type { BeginProcess } from '../tutorings.ts';
import { runAftersales } from './aftersales.ts';
import { runCarrier } from './carrier.ts';
import { runComplaint } from './complaint.ts';
import { type Correlation, correlate, type Deliver } from './correlate.ts';
import { deliverKept, type Kept } from './deliverKept.ts';
import { runDecision, runScript } from './evaluate.ts';
import { runFinding } from './finding.ts';
import { runInspection } from './inspection.ts';
import { type CallOf, hopeless, type JobAnswer, type JobResult, type JobRun } from './job.ts';
import { runListing } from './listing.ts';
import { runNotify } from './notify.ts';
import { runOrder } from './order.ts';
import { runPayout } from './payout.ts';
import { runPolicy } from './policy.ts';
import { runPricing } from './pricing.ts';
import { runPrivacy } from './privacy.ts';
import { runPurchase } from './purchase.ts';
import { runAccount, runTax } from './salesWatch.ts';
import { runScreening } from './screening.ts';
import { runShipment } from './shipment.ts';
import { runStock } from './stock.ts';
import { runTaxRefund } from './taxRefund.ts';
import type { Telling } from './tell.ts';
import { runTutored } from './tutored.ts';
import { runEscalate, runRemind } from './urge.ts';
import { runCase } from './violation.ts';

/** What jobs reach the world through. */
export type JobDeps = Telling & {
  readonly deliver: Deliver;
  readonly beginProcess: BeginProcess;
  /** The workflow that started this one as its child. */
  readonly parentOf: (workflowId: string) => Promise<string | undefined>;
  readonly evaluator: Evaluator;
};

type ServiceJob = (deps: JobDeps, run: JobRun, call: CallOf<'service'>) => Promise<JobResult>;

/** Service jobs by type. */
const services: Readonly<Record<string, ServiceJob>> = {
  aftersales: runAftersales,
  account: runAccount,
  carrier: runCarrier,
  case: runCase,
  complaint: runComplaint,
  finding: runFinding,
  inspection: runInspection,
  listing: runListing,
  notify: runNotify,
  order: runOrder,
  payout: runPayout,
  policy: runPolicy,
  pricing: runPricing,
  privacy: runPrivacy,
  purchase: runPurchase,
  screening: runScreening,
  shipment: runShipment,
  tax: runTax,
  'tax-refund': runTaxRefund,
  stock: runStock,
  tutored: runTutored,
};

/** Names of the service jobs that a model may order. */
export const serviceJobs: readonly string[] = Object.keys(services);

/** Work that people and other systems see. */
export function createJobs(deps: JobDeps) {
  const { db, evaluator } = deps;

  return {
    /** Runs a job, or gives back what it gave when it ran before. */
    runJob: async (run: JobRun): Promise<JobAnswer> => {
      const beganAt = Date.now();
      const key = { instance: run.instanceId, token: run.token, attempt: run.attempt };
      const done = await findEffect(db, key);
      if (done) return { ...(done.result as JobResult), beganAt };
      const result = await perform(run);
      await saveEffect(db, { ...key, type: run.job.type, result });
      return { ...result, beganAt };
    },

    /** Brings a message and whoever waits for it together. */
    correlate: (correlation: Correlation) => correlate(deps, correlation),

    /** Brings what came from outside to whoever waits for it, a page of it at a time. */
    deliverKept: (order: Kept) => deliverKept(deps, order, Context.current().info.attempt),

    parentOf: (workflowId: string) => deps.parentOf(workflowId),
  };

  function perform(run: JobRun): Promise<JobResult> {
    const { job } = run;
    switch (job.type) {
      case 'service':
        return serve(run, job);
      case 'decision':
        return runDecision(db, evaluator, job);
      case 'script':
        return runScript(evaluator, job);
      case 'remind':
        return runRemind(deps, run, job.task);
      case 'escalate':
        return runEscalate(deps, run, job.task);
      default:
        return job satisfies never;
    }
  }

  async function serve(run: JobRun, call: CallOf<'service'>): Promise<JobResult> {
    const service = Object.hasOwn(services, call.name) ? services[call.name] : undefined;
    if (!service) throw hopeless(`there is no job ${call.name}`);
    return service(deps, run, call);
  }
}
