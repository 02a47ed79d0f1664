import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { Finding, InspectionPlan, InspectionRow } from '../../contract/inspections.ts';
import { Refusal } from '../../domain/refusal.ts';
import { ALGORITHM, drawSample, populationHash } from '../../domain/sampling.ts';
import { queues } from '../../platform/queues.ts';
import { findPlan, listPlans, type PlanRow } from '../../store/inspectionPlans.ts';
import { findSample, populationOf, type SampleRow } from '../../store/inspections.ts';
import { findInstance } from '../../store/instances.ts';
import { type FindingRow, findingsPage } from '../../store/views/findings.ts';
import {
  findInspection,
  type InspectionRow as Inspected,
  inspectionsPage,
  itemsOf,
} from '../../store/views/inspections.ts';
import { type DrawInput, type DrawOutcome, drawWorkflowId } from '../../workflows/messages.ts';
import { objection } from '../authorize.ts';
import { elementName, processName } from '../elementNames.ts';
import type { Handlers, Services } from '../handler.ts';
import { caseSight, inspectionScope } from '../insight.ts';
import { moment, momentOrNull, sameText } from '../refs.ts';
import { appears } from '../start.ts';
import { deadlineOf } from '../updates.ts';

/** Longer populations are compared, and not sent. */
const POPULATION_MAX = 5_000;
const FINDINGS_MAX = 2_000;
const KEY_LENGTH = 8;

export const listInspectionPlans: Handlers['listInspectionPlans'] = async ({ actor, authorize }, { db }) => {
  authorize('common', undefined);
  const mayDraw = objection(actor, 'inspection.draw', undefined) === undefined;
  return { items: (await listPlans(db)).map((plan) => shownPlan(plan, mayDraw)) };
};

export const drawInspection: Handlers['drawInspection'] = async (call, services) => {
  const { params, body, actor, locale, authorize } = call;
  authorize('inspection.draw', undefined);
  const plan = await findPlan(services.db, params.plan);
  if (!plan) throw new Refusal('not-found');
  if (plan.liveSince === null) throw new Refusal('plan-not-live', { plan: plan.name[locale] });
  if (body.timeScale !== undefined && services.settings.ZHIDU_MODE !== 'demo')
    throw new Refusal('not-allowed', { action: 'timeScale' });
  const { drawn, empty } = await draw(services, body.requestId, {
    plan: plan.id,
    key: body.requestId.slice(-KEY_LENGTH),
    by: actor.id,
    ...(body.from === undefined ? {} : { from: Date.parse(body.from) }),
    ...(body.timeScale === undefined ? {} : { timeScale: body.timeScale }),
  });
  const [inspection] = drawn;
  if (!inspection) throw new Refusal('nothing-to-inspect', windowOf(empty));
  const instanceId = `inspectionRun/${inspection.id}`;
  await appears(() => findInstance(services.db, instanceId));
  const { id, population, sampleSize } = inspection;
  return { inspection: id, instanceId, population, sampleSize };
};

export const listInspections: Handlers['listInspections'] = async ({ query, actor, authorize }, { db }) => {
  authorize('own', undefined);
  const { items, next } = await inspectionsPage(db, { ...query, scope: inspectionScope(actor) });
  return { items: items.map(shownInspection), next };
};

export const getInspection: Handlers['getInspection'] = async ({ params, actor, authorize }, { db }) => {
  const scope = inspectionScope(actor);
  const found = await findInspection(db, params.inspection, scope);
  authorize('inspection.see', found);
  if (!found) throw new Refusal('inspection-unknown');
  const { seesCases } = caseSight(actor);
  const [items, findings] = await Promise.all([
    itemsOf(db, found.id, scope),
    findingsPage(db, { scope, seesCases, inspection: found.id, limit: FINDINGS_MAX }),
  ]);
  return {
    ...shownInspection(found),
    windowFrom: moment(found.windowFrom),
    windowTo: moment(found.windowTo),
    seed: found.seed,
    populationHash: found.populationHash,
    drawnBy: found.drawnBy,
    confirmedAt: momentOrNull(found.confirmedAt),
    instanceId: `inspectionRun/${found.id}`,
    items: items.map((item) => ({ ...item, finishedAt: momentOrNull(item.finishedAt) })),
    findingList: findings.items.map(shownFinding),
  };
};

export const recomputeSample: Handlers['recomputeSample'] = async ({ params, actor, authorize }, { db }) => {
  authorize('inspection.see', await findInspection(db, params.inspection, inspectionScope(actor)));
  const stored = await findSample(db, params.inspection);
  if (!stored) throw new Refusal('inspection-unknown');
  const population = await populationOf(db, stored);
  return comparison(stored, population);
};

export const listFindings: Handlers['listFindings'] = async ({ query, actor, authorize }, { db }) => {
  authorize('own', undefined);
  const { seesCases } = caseSight(actor);
  const { items, next } = await findingsPage(db, { ...query, scope: inspectionScope(actor), seesCases });
  return { items: items.map(shownFinding), next };
};

/** Draws by a workflow of its own, once for each request: a repeat waits for the same one. */
async function draw(services: Services, requestId: string, input: DrawInput): Promise<DrawOutcome> {
  const { temporal } = services;
  const workflowId = drawWorkflowId(requestId);
  return temporal.withDeadline(deadlineOf(services), async () => {
    try {
      await temporal.workflow.start('drawInspections', {
        taskQueue: queues.main,
        workflowId,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        args: [input],
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
    return (await temporal.workflow.getHandle(workflowId).result()) as DrawOutcome;
  });
}

function windowOf([window]: DrawOutcome['empty']) {
  const said = (at: number | undefined) => (at === undefined ? '' : new Date(at).toISOString().slice(0, 16));
  return { from: said(window?.from), to: said(window?.to) };
}

function comparison(stored: SampleRow, population: Awaited<ReturnType<typeof populationOf>>) {
  const { seed, sampleSize: size } = stored;
  const hash = { stored: stored.populationHash, computed: populationHash(population) };
  const sample = { stored: [...stored.sample], computed: drawSample({ population, seed, size }) };
  const isSame = hash.stored === hash.computed && sample.stored.join('\n') === sample.computed.join('\n');
  return {
    algorithm: ALGORITHM,
    seed,
    populationHash: hash,
    sample,
    populationSize: { stored: stored.population, computed: population.length },
    matches: isSame,
    population: population.length > POPULATION_MAX ? null : population,
  };
}

const stepOf = ({ process, node }: { readonly process: string; readonly node: string }) => ({
  process: { key: process, name: processName(process, process) },
  node,
  name: elementName(process, node, undefined),
});

function shownPlan(plan: PlanRow, mayDraw: boolean): InspectionPlan {
  const { id, policy, name, clauses, frequency, method, size, independence, level } = plan;
  return {
    id,
    policy,
    name,
    step: stepOf(plan),
    clauses: [...clauses],
    frequency,
    method,
    size,
    pool: { duty: plan.pool, name: plan.poolName ?? sameText(plan.pool) },
    independence,
    level,
    live: plan.liveSince !== null,
    liveSince: momentOrNull(plan.liveSince),
    lastDrawnAt: momentOrNull(plan.lastDrawn),
    mayDraw: mayDraw && plan.liveSince !== null,
  };
}

function shownInspection(found: Inspected): InspectionRow {
  const { id, period, state, method, level, population, sampleSize, findings, accepted, inspector } = found;
  return {
    id,
    plan: { id: found.plan, name: found.planName },
    step: stepOf(found),
    period,
    state,
    method,
    level,
    population,
    sampleSize,
    findings,
    accepted,
    inspector,
    drawnAt: moment(found.drawnAt),
    closedAt: momentOrNull(found.closedAt),
  };
}

function shownFinding({ process, node, foundAt, closedAt, ...finding }: FindingRow): Finding {
  return {
    ...finding,
    step: stepOf({ process, node }),
    instanceId: `findingCorrection/${finding.id}`,
    foundAt: moment(foundAt),
    closedAt: momentOrNull(closedAt),
  };
}
