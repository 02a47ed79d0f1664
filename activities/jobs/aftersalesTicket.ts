import { isSupplierCause, judgeRecurrence } from '../../domain/correction.ts';
import { toUsd } from '../../domain/money.ts';
import { REPLACEMENT_LEAD_USD, replacementNeedsLead } from '../../domain/refund.ts';
import { judgeReturn, waitFor } from '../../domain/returnWindow.ts';
import { setComplaintState } from '../../store/complaints.ts';
import { ratesAt } from '../../store/exchangeRates.ts';
import { performerOf, proposersIn } from '../../store/refunds.ts';
import { onHand } from '../../store/stockCare.ts';
import {
  closeCorrection as closeCorrectionRow,
  closeTicket as closeTicketRow,
  insertTicket,
  nameOrder,
  type OrderFacts,
  orderFacts,
  recordFacts as recordTicketFacts,
} from '../../store/tickets.ts';
import { type AftersalesAction, type AftersalesStep, businessKeyOf, known } from './aftersalesStep.ts';
import { beginCurrent } from './beginCurrent.ts';
import { runDecision } from './evaluate.ts';
import { hopeless } from './job.ts';
import { amountIn, recordIn, textIn } from './orderFacts.ts';

const CORRECTION = 'supplierCorrection';

/** Opens the ticket's file and finds the order that it is about. */
export const openTicket: AftersalesAction = async ({ deps, run, variables }) => {
  const at = new Date();
  const complaint = recordIn(variables, 'complaint');
  const order = await orderFacts(deps.db, {
    key: textIn(variables, 'orderKey'),
    number: textIn(complaint, 'orderNumber'),
  });
  const ticketNumber = businessKeyOf(run);
  const source = sourceOf(variables);
  await insertTicket(deps.db, {
    number: ticketNumber,
    instance: run.instanceId,
    source,
    ...aboutOrder(variables, order),
    at,
  });
  const complaintId = textIn(complaint, 'id');
  if (complaintId !== undefined) await setComplaintState(deps.db, complaintId, 'in-progress', at);
  const requestedAt = textIn(recordIn(variables, 'returnRequest'), 'requestedAt') ?? at.toISOString();
  return known({ ...order, ticketNumber, source, sku: onlySku(order), requestedAt });
};

/** What is said of the order, until it is found. */
function aboutOrder(variables: AftersalesStep['variables'], order: OrderFacts | undefined) {
  const { orderKey, customerKey, channel, market } = order ?? {
    orderKey: textIn(variables, 'orderKey'),
    customerKey: undefined,
    channel: textIn(variables, 'channel'),
    market: undefined,
  };
  return { orderKey, customerKey, channel, market };
}

/** Of an order of one article it is that one. */
function onlySku(order: OrderFacts | undefined): string | undefined {
  const [first, ...others] = order?.lines ?? [];
  return others.length === 0 ? first?.sku : undefined;
}

function sourceOf(variables: AftersalesStep['variables']): 'complaint' | 'return' | 'contact' {
  const { source } = variables;
  return source === 'complaint' || source === 'return' ? source : 'contact';
}

/**
 * Keeps what was found out, and finds the order if only now somebody has said which it is; the third complaint of one cause
 * about one article begins the supplier's correction.
 */
export const recordFacts: AftersalesAction = async ({ deps, run, variables }) => {
  const [sku, cause] = [textIn(variables, 'sku'), textIn(variables, 'cause')];
  if (sku === undefined || cause === undefined) throw hopeless(`${run.node}: article or cause is missing`);
  const facts = {
    class: textIn(variables, 'ticketClass') ?? 'complaint',
    sku,
    lot: textIn(variables, 'lotNumber'),
    cause,
    at: new Date(),
  };
  const order = await lateOrder({ deps, variables });
  if (order) await nameOrder(deps.db, run.instanceId, order);
  const { sameCause, correction, tickets } = await recordTicketFacts(
    deps.db,
    run.instanceId,
    facts,
    isSupplierCause(cause),
  );
  if (correction !== null) {
    const [startedBy = ''] = await proposersIn(deps.db, run.instanceId);
    await beginCurrent(deps, {
      process: CORRECTION,
      businessKey: correction,
      startedBy,
      timeScale: run.timeScale ?? 1,
      variables: { sku, cause, sameCause, tickets },
    });
  }
  const check = judgeRecurrence(sameCause);
  return { ...order, recurrence: { ...check, verdict: correction === null ? 'single' : 'recurring' } };
};

/** The order, when it was not known before. */
async function lateOrder({ deps, variables }: Pick<AftersalesStep, 'deps' | 'variables'>) {
  const key = textIn(variables, 'orderKey');
  if (key === undefined || textIn(variables, 'customerKey') !== undefined) return undefined;
  const order = await orderFacts(deps.db, { key, number: undefined });
  return order && known(order);
}

/** Where a return stands in its window, and who may not decide about it: whoever put it forward. */
export const checkReturn: AftersalesAction = async ({ deps, run, variables }) => {
  const now = new Date().toISOString();
  const returnWindow = judgeReturn({
    market: textIn(variables, 'market') ?? '',
    deliveredAt: textIn(variables, 'deliveredAt'),
    requestedAt: textIn(variables, 'requestedAt') ?? now,
    platformDays: amountIn(variables, 'platformDays'),
    isExcluded: variables['isExcluded'] === true,
  });
  const caller = await deps.parentOf(run.instanceId);
  return { returnWindow, handlers: caller === undefined ? [] : await proposersIn(deps.db, caller) };
};

/** How long an order waits for returns after it was delivered: by law, and by the table of the platforms' rules. */
export const openWindow: AftersalesAction = async ({ deps, variables }) => {
  const rule = await runDecision(deps.db, deps.evaluator, {
    type: 'decision',
    decision: 'platform-return-days',
    result: 'platformDays',
    variables: { channel: textIn(variables, 'channel') ?? '' },
  });
  return { windowLength: waitFor(textIn(variables, 'market') ?? '', amountIn(rule.variables, 'platformDays')) };
};

/** Whether a replacement is the agent's to send: not above the limit, and not when there is none on the shelf. */
export const checkReplacement: AftersalesAction = async ({ deps, variables }) => {
  const [value, currency] = [amountIn(variables, 'replacementValue'), textIn(variables, 'currency')];
  const rates = await ratesAt(deps.db, new Date());
  const amountUsd = value === undefined || currency === undefined ? undefined : toUsd(value, currency, rates);
  const sku = textIn(variables, 'sku');
  const inStock = sku === undefined ? 0 : ((await onHand(deps.db, [sku]))[0]?.free ?? 0);
  const needsLead = replacementNeedsLead(amountUsd, inStock);
  return { replacement: { needsLead, amountUsd: amountUsd ?? null, limitUsd: REPLACEMENT_LEAD_USD, inStock } };
};

/** The ticket is done, and so is the complaint that it came from. */
export const closeTicket: AftersalesAction = async ({ deps, run, variables }) => {
  const at = new Date();
  await closeTicketRow(deps.db, run.instanceId, {
    remedy: textIn(variables, 'remedy'),
    resolution: textIn(variables, 'resolution'),
    score: amountIn(variables, 'satisfactionScore'),
    handler: await performerOf(deps.db, run.instanceId, 'answerComplaint'),
    at,
  });
  const complaintId = textIn(recordIn(variables, 'complaint'), 'id');
  if (complaintId !== undefined) await setComplaintState(deps.db, complaintId, 'closed', at);
  return {};
};

/** The supplier's correction is done: the next complaint of the cause counts anew. */
export const closeCorrection: AftersalesAction = async ({ deps, run }) => {
  await closeCorrectionRow(deps.db, businessKeyOf(run), new Date());
  return {};
};
