import { judgePayment, type Payment } from '../../domain/payment.ts';
import type { Allocation } from '../../domain/stock.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import type { Db } from '../../store/db.ts';
import {
  isReferenceUsed,
  markDelivered,
  markHandedOver,
  markPaid,
  noteOrder,
  type OrderRow,
  type OrderState,
} from '../../store/salesOrders.ts';
import { reserve } from '../../store/stock.ts';
import { hopeless, type JobRun } from './job.ts';
import { heldOrder, type OrderCall, orderKeyIn, paymentIn } from './orderCall.ts';
import { keepMessage, sendKept } from './sendMessage.ts';

/** What was promised; nothing was asked for while the payment is in doubt. */
type Promised = Allocation | { readonly kind: 'not-asked' };
const notAsked: Promised = { kind: 'not-asked' };
const nothing: Promised = { kind: 'short', missing: [] };

/** Compares what was captured with what was ordered; when it matches, promises the stock and hands over to shipping. */
export async function settle({ deps, run, variables }: OrderCall) {
  const key = orderKeyIn(variables);
  const payment = takenPayment(variables, key);
  const settled = await deps.db.transaction(async (trx) => {
    const order = await heldOrder(trx, key);
    const { channel } = order;
    const isUsed = await isReferenceUsed(trx, { key, channel, reference: payment.reference });
    const paymentCheck = judgePayment(order, payment, isUsed);
    const isGood = paymentCheck.verdict === 'matched' && order.state !== 'cancelled';
    if (order.state === 'received')
      await noteOrder(trx, { key, instance: run.instanceId, action: 'payment-checked', after: paymentCheck });
    return { paymentCheck, allocation: isGood ? await handOver(trx, run, order, payment) : notAsked };
  });
  await sendKept(deps, run);
  return settled;
}

/** Promises the stock of an order whose payment a person has accepted, or that has waited for it. */
export async function allocateStock({ deps, run, variables }: OrderCall) {
  const key = orderKeyIn(variables);
  const payment = takenPayment(variables, key);
  const allocation = await deps.db.transaction(async (trx) => {
    const order = await heldOrder(trx, key);
    return order.state === 'cancelled' ? nothing : handOver(trx, run, order, payment);
  });
  await sendKept(deps, run);
  return { allocation };
}

/** Paid, promised, told to shipping: together or, while stock is short, only the first. */
async function handOver(db: Db, run: JobRun, order: OrderRow, payment: Payment): Promise<Allocation> {
  const { key, market, lines } = order;
  await markPaid(db, key, payment);
  const allocation = await reserve(db, { order: key, market, lines, at: new Date() });
  if (allocation.kind === 'short') return allocation;
  const { picks } = allocation;
  if (await markHandedOver(db, key))
    await noteOrder(db, { key, instance: run.instanceId, action: 'order-handed-over', after: { picks } });
  await keepMessage(db, run, { name: 'order-paid', key, variables: { ...shared(order), payment, picks }, n: 'paid' });
  return allocation;
}

/** What the processes that follow an order are given of it. */
function shared({ key, channel, salesOrderNumber, placedAt, market, currency, amount, lines, buyer }: OrderRow) {
  return { orderKey: key, channel, salesOrderNumber, placedAt, market, currency, amount, lines, buyer };
}

/** States that a delivery may follow. */
const onItsWay: readonly OrderState[] = ['handed-over', 'delivered'];

/** The parcel has arrived: the time for returns begins. */
export async function deliver({ deps, run, variables }: OrderCall) {
  const key = orderKeyIn(variables);
  await deps.db.transaction(async (trx) => {
    const order = await heldOrder(trx, key);
    if (!onItsWay.includes(order.state)) throw hopeless(`${key} is ${order.state}: it cannot have been delivered`);
    const tracking = textOf(variables['trackingNumber']);
    const deliveredAt = textOf(variables['deliveredAt']) ?? new Date().toISOString();
    const dispatchedAt = textOf(variables['dispatchedAt']);
    if (await markDelivered(trx, key, { tracking, dispatchedAt, deliveredAt })) {
      const after = { tracking, deliveredAt };
      await noteOrder(trx, { key, instance: run.instanceId, action: 'order-delivered', after });
    }
    const payment = order.payment;
    const told = { ...shared(order), payment, trackingNumber: tracking, deliveredAt };
    await keepMessage(trx, run, { name: 'order-delivered', key, variables: told, n: 'delivered' });
  });
  await sendKept(deps, run);
  return {};
}

function takenPayment(variables: Variables, key: string): Payment {
  const payment = paymentIn(variables['payment']);
  if (!payment) throw hopeless(`what was captured for ${key} is no payment`);
  return payment;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
