import type { Payment } from '../../domain/payment.ts';
import type { Buyer, OrderLine, SalesOrder } from '../../domain/salesOrder.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import type { Db } from '../../store/db.ts';
import { lockOrder, type OrderRow } from '../../store/salesOrders.ts';
import type { JobDeps } from './index.ts';
import { hopeless, type JobRun } from './job.ts';
import { textIn } from './policySubject.ts';

/** One step of an order, as the job carries it out. */
export type OrderCall = { readonly deps: JobDeps; readonly run: JobRun; readonly variables: Variables };
export type OrderAction = (call: OrderCall) => Promise<Variables>;

/** "<channel>-<number>". */
export const orderKeyIn = (variables: Variables): string => textIn(variables, 'orderKey');

/** An order among the variables. What is not one was not made by our doors: nobody can go on with it. */
export function orderIn(variables: Variables): SalesOrder {
  const { amount, lines, buyer } = variables as Partial<Record<keyof SalesOrder, unknown>>;
  if (!isCount(amount, 0) || !isLines(lines) || !isBuyer(buyer)) throw hopeless('this is not an order');
  return {
    channel: textIn(variables, 'channel'),
    salesOrderNumber: textIn(variables, 'salesOrderNumber'),
    placedAt: textIn(variables, 'placedAt'),
    market: textIn(variables, 'market'),
    currency: textIn(variables, 'currency'),
    amount: amount as number,
    lines,
    buyer,
  };
}

function isLines(value: unknown): value is readonly OrderLine[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every(
    (line: Partial<OrderLine> | null) =>
      typeof line?.sku === 'string' && isCount(line.quantity, 1) && isCount(line.unitPrice, 0),
  );
}

const isCount = (value: unknown, least: number) => Number.isSafeInteger(value) && (value as number) >= least;

function isBuyer(value: unknown): value is Buyer {
  if (typeof value !== 'object' || value === null) return false;
  const buyer = value as Partial<Record<keyof Buyer, unknown>>;
  const texts = [buyer.name, buyer.country, buyer.address, buyer.key];
  return texts.every((text) => typeof text === 'string') && buyer.key !== '';
}

/** A captured payment among the variables, if there is one. */
export function paymentIn(value: unknown): Payment | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { reference, amount, currency, payer } = value as Partial<Record<keyof Payment, unknown>>;
  const isPayment = [reference, currency, payer].every((text) => typeof text === 'string');
  return isPayment && Number.isSafeInteger(amount) ? (value as Payment) : undefined;
}

/** The order of this instance, held until the transaction ends. */
export async function heldOrder(db: Db, key: string): Promise<OrderRow> {
  const found = await lockOrder(db, key);
  if (!found) throw hopeless(`there is no order ${key}`);
  return found;
}

/** Names the job in whatever it writes that must not be written twice. */
export const jobKey = ({ instanceId, token, attempt }: JobRun): string => `${instanceId}|${token}|${attempt}`;
