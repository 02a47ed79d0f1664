import { toUsd } from '../../domain/money.ts';
import {
  judgeExecution,
  payRefundBy,
  type RefundTier,
  type RefundVerdict,
  refundTiers,
  refundVerdict,
} from '../../domain/refund.ts';
import { ratesAt } from '../../store/exchangeRates.ts';
import { askRefund } from '../../store/refundLedger.ts';
import {
  approvedAmount,
  approversIn,
  isReferenceUsed,
  payRefund,
  proposersIn,
  settleRefund as settleRefundRow,
} from '../../store/refunds.ts';
import { orderFacts } from '../../store/tickets.ts';
import type { AftersalesAction, AftersalesStep } from './aftersalesStep.ts';
import { hopeless } from './job.ts';
import { amountIn, linesIn, recordIn, textIn } from './orderFacts.ts';

/**
 * What a refund comes to and what it is measured on: the agent's day, the customer's and the article's past. Whoever put it
 * forward is the variable `handlers`, and may not approve it.
 */
export const measureRefund: AftersalesAction = async ({ deps, run, variables }) => {
  const [order, amount, currency] = [
    textIn(variables, 'order'),
    amountIn(variables, 'amount'),
    textIn(variables, 'currency'),
  ];
  if (order === undefined || amount === undefined || currency === undefined)
    throw hopeless(`${run.node}: order, amount or currency is missing`);
  const at = new Date();
  const [{ caller, handlers }, rates] = await Promise.all([handlersOf({ deps, run, variables }), ratesAt(deps.db, at)]);
  const [handler] = handlers;
  const refundCheck = await askRefund(deps.db, {
    instance: run.instanceId,
    caller,
    order,
    customer: textIn(variables, 'customer'),
    handler,
    handlers,
    skus: skusOf(variables),
    amount,
    currency,
    amountUsd: amountIn(variables, 'valueUsd') ?? toUsd(amount, currency, rates),
    perUsd: rates[currency],
    at,
  });
  return { refundCheck, handlers, ...(handler === undefined ? {} : { handler }) };
};

/** Whom the caller names; else whoever did its last step, and for whom. */
async function handlersOf({ deps, run, variables }: Pick<AftersalesStep, 'deps' | 'run' | 'variables'>) {
  const caller = await deps.parentOf(run.instanceId);
  const named = textIn(variables, 'handler');
  if (named !== undefined) return { caller, handlers: [named] };
  return { caller, handlers: caller === undefined ? [] : await proposersIn(deps.db, caller) };
}

/** The article that the refund is about; where the order has none of that name, those of the order are counted too. */
function skusOf(variables: AftersalesStep['variables']): readonly string[] {
  const sku = textIn(variables, 'sku');
  const ordered = linesIn(variables).map((line) => line.sku);
  if (sku === undefined) return [...new Set(ordered)];
  return ordered.includes(sku) ? [sku] : [...new Set([sku, ...ordered])];
}

/** The decision, with whoever took it. */
export const settleRefund: AftersalesAction = async ({ deps, run, variables }) => {
  const tier = refundTiers.find((it) => it === variables['tier']);
  if (tier === undefined) throw hopeless(`${run.node}: "${String(variables['tier'])}" is no tier`);
  const verdict = refundVerdict(tier, variables as Readonly<Record<string, RefundVerdict>>);
  const approvers = await whoApproved({ deps, run, variables }, tier);
  const at = new Date();
  await settleRefundRow(deps.db, run.instanceId, { verdict, tier, approvers, at });
  const payBy = payRefundBy(at.toISOString(), {
    market: textIn(variables, 'market'),
    withdrawnAt: textIn(variables, 'withdrawnAt'),
  });
  return { refund: { verdict, approvers, tier, id: run.instanceId, payBy } };
};

/** Within their own authority it is the agent. */
async function whoApproved(
  { deps, run, variables }: Pick<AftersalesStep, 'deps' | 'run' | 'variables'>,
  tier: RefundTier,
): Promise<readonly string[]> {
  const handler = textIn(variables, 'handler');
  if (tier === 'agent') return handler === undefined ? [] : [handler];
  return approversIn(deps.db, run.instanceId);
}

/** Whether the money went back to where it came from, as approved: what was approved, the ledger says. */
export const checkExecution: AftersalesAction = async ({ deps, run, variables }) => {
  const reference = textIn(variables, 'refundReference') ?? '';
  const refund = refundId({ run, variables });
  const approved = await approvedAmount(deps.db, refund);
  if (approved === undefined) throw hopeless(`${run.node}: ${refund} is not approved`);
  const order = await orderFacts(deps.db, { key: textIn(variables, 'order'), number: undefined });
  const executionCheck = judgeExecution({
    approvedAmount: approved,
    refundedAmount: amountIn(variables, 'refundedAmount') ?? Number.NaN,
    paymentReference: textIn(variables, 'paidBy') ?? order?.paymentReference ?? undefined,
    instrumentReference: textIn(variables, 'instrumentReference') ?? '',
    isReferenceUsed: await isReferenceUsed(deps.db, reference, refund),
  });
  return { executionCheck };
};

/** The refund is paid. */
export const recordRefund: AftersalesAction = async ({ deps, run, variables }) => {
  await payRefund(deps.db, refundId({ run, variables }), {
    reference: textIn(variables, 'refundReference') ?? '',
    instrument: textIn(variables, 'instrumentReference') ?? '',
    at: new Date(),
  });
  return {};
};

function refundId({ run, variables }: Pick<AftersalesStep, 'run' | 'variables'>): string {
  const id = textIn(recordIn(variables, 'refund'), 'id');
  if (id === undefined) throw hopeless(`${run.node}: there is no approved refund`);
  return id;
}
