import type { Payment } from '../../domain/payment.ts';
import { type CancelCause, cancelCauseOf, isSellerCaused, stopCause } from '../../domain/salesOrder.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import type { Db } from '../../store/db.ts';
import { findInstance } from '../../store/instances.ts';
import { subscriptionsFor, waitingMessages } from '../../store/messages.ts';
import {
  changeAddress,
  findOrder,
  hasParcelLeft,
  markCancelled,
  noteOrder,
  type OrderRow,
} from '../../store/salesOrders.ts';
import { release } from '../../store/stock.ts';
import { lastDoer } from '../../store/tasks.ts';
import { announce } from './announce.ts';
import { hopeless } from './job.ts';
import { heldOrder, jobKey, type OrderCall, orderKeyIn, paymentIn } from './orderCall.ts';
import { keepMessage, sendKept, sendMessage } from './sendMessage.ts';

const CANCEL_MESSAGE = 'cancel-requested';

/** Ends an order that has not been shipped: frees its stock, stops the shipment, says what money has to go back. */
export async function cancel({ deps, run, variables }: OrderCall) {
  const key = orderKeyIn(variables);
  const at = new Date();
  const done = await deps.db.transaction(async (trx) => {
    const order = await heldOrder(trx, key);
    if (order.state === 'delivered') throw hopeless(`${key} has been delivered: it can only be returned`);
    const payment = paymentIn(variables['payment']) ?? (await capturedMeanwhile(trx, key, at));
    const cancelCause = causeOf(variables, order, payment);
    await markCancelled(trx, key, { cause: cancelCause, sellerCaused: isSellerCaused(cancelCause), payment });
    const served = await release(trx, { order: key, by: jobKey(run), at });
    if (order.state !== 'cancelled')
      await noteOrder(trx, {
        key,
        instance: run.instanceId,
        action: 'order-cancelled',
        after: evidenceOf(variables, cancelCause, payment),
      });
    if (order.state === 'handed-over' && typeof variables['stopReason'] !== 'string')
      await keepMessage(trx, run, { name: 'order-cancelled', key, variables: { cancelCause }, n: 'cancelled' });
    return { cancelCause, payment: payment ?? null, served };
  });
  await sendKept(deps, run);
  await announce(deps, run, done.served);
  return { cancelCause: done.cancelCause, payment: done.payment };
}

/** Why it ends, by whose decision, and whether money has to go back. */
function evidenceOf(variables: Variables, cause: CancelCause, payment: Payment | undefined) {
  const { cancelReason = null, cancelledBy = null, stopReason = null } = variables;
  return { cause, reason: stopReason ?? cancelReason, by: cancelledBy, paid: payment !== undefined };
}

function causeOf(variables: Variables, { intake }: OrderRow, payment: Payment | undefined) {
  const { cancelCause, riskDecision, stopReason } = variables;
  if (typeof stopReason === 'string') return stopCause(stopReason);
  const isPaid = payment !== undefined;
  return cancelCauseOf(cancelCause, { isRefused: intake.verdict === 'refused', riskDecision, isPaid });
}

/** Money that came while the order was being stopped is money all the same. */
async function capturedMeanwhile(db: Db, key: string, at: Date): Promise<Payment | undefined> {
  const [message] = await waitingMessages(db, 'payment-captured', key, at);
  return paymentIn(message?.variables['payment']);
}

/** What somebody who decides about an exception has to know, and whether there is still anything to decide. */
export async function lookUp({ deps, variables }: OrderCall) {
  const key = orderKeyIn(variables);
  const order = await findOrder(deps.db, key);
  if (!order) return { isOpen: false, orderState: null };
  const { channel, market, currency, amount, lines, buyer, intake, state } = order;
  const { name, country, address } = buyer;
  const isOpen = variables['called'] === true ? state !== 'cancelled' : await isCancellable(deps.db, key);
  return {
    isOpen,
    orderState: state,
    channel,
    market,
    currency,
    amount,
    lines,
    buyer: { name, country, address },
    intake,
  };
}

/** Whether an order may still be cancelled: it waits for it, and no parcel is known to have left. */
export async function cancellable({ deps, variables }: OrderCall) {
  const { db } = deps;
  const key = orderKeyIn(variables);
  const [order, isOpen] = await Promise.all([findOrder(db, key), isCancellable(db, key)]);
  const cause = cancelCauseOf(variables['cancelCause'], { isRefused: false, riskDecision: null, isPaid: false });
  return {
    isOpen,
    orderState: order?.state ?? null,
    sellerCaused: isSellerCaused(cause),
    currency: order?.currency ?? null,
    amount: order?.amount ?? null,
  };
}

async function isCancellable(db: Db, key: string): Promise<boolean> {
  const [waits, hasLeft] = await Promise.all([subscriptionsFor(db, CANCEL_MESSAGE, key), hasParcelLeft(db, key)]);
  return waits.length > 0 && !hasLeft;
}

/** Puts an approved change of address in force; too late once the parcel bears the old one. */
export async function amend({ deps, run, variables }: OrderCall) {
  const key = orderKeyIn(variables);
  const { newAddress, exceptionReason } = variables;
  return deps.db.transaction(async (trx) => {
    const order = await heldOrder(trx, key);
    const isLate = order.state !== 'received' && order.state !== 'paid';
    if (typeof newAddress === 'string' && newAddress !== '') {
      if (isLate) return { isAmended: false };
      await changeAddress(trx, key, newAddress);
    }
    await noteOrder(trx, {
      key,
      instance: run.instanceId,
      action: 'order-amended',
      after: { reason: exceptionReason },
    });
    return { isAmended: true };
  });
}

/** Tells the order that it is to be cancelled, and by whose decision, unless the parcel has left meanwhile. */
export async function requestCancel({ deps, run, variables }: OrderCall) {
  const key = orderKeyIn(variables);
  const { cancelCause = null, cancelReason = null } = variables;
  if (!(await isCancellable(deps.db, key))) return { isOpen: false };
  const approver = await lastDoer(deps.db, run.instanceId, 'approveException');
  const asker = (await findInstance(deps.db, run.instanceId))?.startedBy?.id ?? null;
  const told = { cancelCause, cancelReason, cancelledBy: asker ?? approver };
  await sendMessage(deps, run, { name: CANCEL_MESSAGE, key, variables: told, n: 'cancel' });
  return { isOpen: true };
}
