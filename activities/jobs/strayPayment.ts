import { createHash } from 'node:crypto';
import { strayOf } from '../../domain/payment.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { beginning, openingFor } from '../../store/beginnings.ts';
import { offerMessage } from '../../store/messages.ts';
import { keepLatePayment } from '../../store/salesOrders.ts';
import { type WaitingPayment, waitingPayments } from '../../store/strayPayments.ts';
import { beginCurrent } from './beginCurrent.ts';
import { type OrderCall, paymentIn } from './orderCall.ts';

const PROCESS = 'strayPayment';
const KEY_LENGTH = 8;

type Step = Pick<OrderCall, 'deps' | 'run'>;

/** Has every payment that no order will take looked after by a process of its own, once. */
export async function findStrays({ deps, run }: OrderCall) {
  let found = 0;
  for (let after: string | undefined = ''; after !== undefined; ) {
    const waiting: readonly WaitingPayment[] = await waitingPayments(deps.db, after);
    for (const one of waiting) if (await lookAfter({ deps, run }, one)) found += 1;
    after = waiting.at(-1)?.message;
  }
  return { straysFound: found };
}

async function lookAfter(step: Step, waiting: WaitingPayment): Promise<boolean> {
  const { orderKey, order, waitingMs } = waiting;
  const payment = paymentIn(waiting.payment);
  const kind = payment && strayOf(payment, order ?? undefined, waitingMs);
  if (!payment || !kind) return false;
  const { db } = step.deps;
  if (kind === 'repeated') {
    if (order) await openingFor(db, waiting.message, order.instance);
    return false;
  }
  if (kind === 'order-cancelled') await keepLatePayment(db, orderKey, payment);
  return begin(step, waiting, { payment, strayKind: kind });
}

/** The message is on offer to the process that it begins, which closes it: whoever has it on offer already goes first. */
async function begin({ deps, run }: Step, waiting: WaitingPayment, found: Variables): Promise<boolean> {
  const { message, orderKey, order } = waiting;
  const businessKey = keyOf(orderKey, message);
  const instance = `${PROCESS}/${businessKey}`;
  if ((await offerMessage(deps.db, message, beginning(instance))) !== beginning(instance)) return false;
  const opening = await openingFor(deps.db, message, instance);
  if (!opening) return false;
  const { customer = null, lines = [] } = order ?? {};
  await beginCurrent(deps, {
    process: PROCESS,
    businessKey,
    startedBy: opening.startedBy,
    timeScale: run.timeScale ?? 1,
    variables: { orderKey, customer, lines, ...found },
    message,
  });
  return true;
}

/** One process for one message, however often it is found. */
const keyOf = (orderKey: string, message: string): string =>
  `${orderKey}-${createHash('sha256').update(message).digest('hex').slice(0, KEY_LENGTH)}`;
