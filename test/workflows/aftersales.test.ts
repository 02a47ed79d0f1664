import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedDemo } from '../../cli/seed.ts';
import { insertComplaint, repliesTo } from '../../store/complaints.ts';
import { currentDefinition } from '../../store/definitions.ts';
import { answers } from '../catalog/answers.ts';
import { timeSkipping } from '../setup/temporal.ts';
import { deliveredOrder } from '../store/aftersalesOrder.ts';
import { actsIn } from './acts.ts';
import { begin, createWorld, type Running, runningOf, until, type World } from './world.ts';

const ORDER = 'shop-1001';
const COMPLAINT = 'CP-0001';
const FILE = 'file-1';

let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
  await seedDemo(world.db);
  await world.db('sales_order').insert(deliveredOrder(ORDER));
});
afterAll(() => world.close());

const { ended } = actsIn(() => world);

/** The usual answer of a step, by whoever usually gives it. */
const does = (running: Running, node: string, changes = {}) =>
  running.complete(node, answers[node]?.by ?? '', { ...answers[node]?.values, ...changes });

const refusalOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => undefined,
    ({ cause }: { readonly cause?: { readonly type?: string } }) => cause?.type,
  );

/** The instance that has an open task at a node. */
const openAt = async (node: string) =>
  runningOf(
    world,
    await until(async () => {
      const found = await world.db('task').where({ node, status: 'open' }).first('instance_id');
      return found?.instance_id as string | undefined;
    }),
  );

async function shipped(key: string) {
  const definition = await currentDefinition(world.db, key);
  if (!definition) throw new Error(`${key} is not deployed`);
  return definition.model;
}

async function complained(): Promise<Running> {
  const complaint = {
    id: COMPLAINT,
    category: 'quality',
    text: '毛巾缝线开裂，要求退款。',
    channel: 'shop',
    orderNumber: '1001',
    contactName: 'Ann',
    contact: 'ann@example.com',
    locale: 'en',
  };
  await insertComplaint(world.db, { ...complaint, codeHash: 'h', filedAt: new Date() });
  return begin(world, {
    process: await shipped('ticket'),
    start: 'complained',
    businessKey: COMPLAINT,
    startedBy: { by: 'form' },
    variables: { source: 'complaint', orderKey: ORDER, ticketText: complaint.text, complaint },
  });
}

describe('a complaint', () => {
  test('ends in a refund that its handler may not approve, paid to where it came from, and an answer by its code', async () => {
    const ticket = await complained();
    await does(ticket, 'replyFirst');
    await does(ticket, 'classifyTicket');
    await does(ticket, 'gatherFacts');
    await does(ticket, 'examineGoods');
    await does(ticket, 'decideRemedy');

    const approval = await openAt('approveRefundLead');
    expect(await refusalOf(approval.signOff('approveRefundLead', 'bai-lu'))).toBe('own-request');
    await approval.signOff('approveRefundLead', 'jin-rui');

    const payment = await openAt('executeRefund');
    await does(payment, 'executeRefund', { instrumentReference: 'pay_other' });
    await until(async () => {
      const check = (await payment.instance()).variables['executionCheck'] as { verdict: string } | undefined;
      return check?.verdict === 'refused' ? check : undefined;
    });
    await does(payment, 'executeRefund');

    await does(ticket, 'answerComplaint');
    await does(ticket, 'askSatisfaction');
    expect(await ended(ticket)).toBe('completed');

    expect(await world.db('refund').first()).toMatchObject({
      order_key: ORDER,
      handler_id: 'bai-lu',
      tier: 'lead',
      state: 'paid',
      approvers: ['jin-rui'],
      refund_reference: 're_1',
    });
    expect(await repliesTo(world.db, COMPLAINT)).toEqual([
      { at: expect.any(Date), text: answers['replyFirst']?.values?.['firstReply'] },
      { at: expect.any(Date), text: answers['answerComplaint']?.values?.['reply'] },
    ]);
    expect(await world.db('complaint').first()).toMatchObject({ state: 'closed' });
    expect(await world.db('after_sales_ticket').first()).toMatchObject({
      number: COMPLAINT,
      customer_key: 'buyer-1',
      class: 'quality',
      cause: 'defective',
      remedy: 'refund',
      score: 5,
    });
    const { ticketNumber, market, paymentReference } = (await ticket.instance()).variables;
    expect([ticketNumber, market, paymentReference]).toEqual([COMPLAINT, 'US', 'pay_1']);
  });
});

describe('a ticket whose order is named late', () => {
  test('knows the order from then on; and a replacement that is not in stock is the lead’s to allow', async () => {
    const ticket = await begin(world, {
      process: await shipped('ticket'),
      start: 'contacted',
      startedBy: { by: 'xiao-meng' },
      variables: { contactChannel: 'phone', ticketText: '毛巾少了一条。' },
    });
    await does(ticket, 'replyFirst');
    await does(ticket, 'classifyTicket', { ticketClass: 'complaint' });
    await does(ticket, 'gatherFacts', { orderKey: ORDER, cause: 'missing-parts' });
    await does(ticket, 'decideRemedy', { remedy: 'replacement', replacementValue: 100 });
    await ticket.token('approveReplacement');
    const { customerKey, currency, replacement } = (await ticket.instance()).variables;
    expect([customerKey, currency]).toEqual(['buyer-1', 'USD']);
    expect(replacement).toMatchObject({ needsLead: true, amountUsd: 100, inStock: 0 });
    const row = await world.db('after_sales_ticket').where({ source: 'contact' }).first();
    expect(row).toMatchObject({ order_key: ORDER, customer_key: 'buyer-1', market: 'US' });
  });
});

describe('the window after a delivery', () => {
  test('is as long as the table of the platforms says, when that is longer than the law', async () => {
    const window = await begin(world, {
      process: await shipped('afterSalesWindow'),
      start: 'delivered',
      businessKey: ORDER,
      startedBy: { by: 'order' },
      variables: { channel: 'amazon-de', market: 'DE' },
    });
    const length = await until(async () => (await window.instance()).variables['windowLength']);
    expect(length).toBe('P33D');
  });
});

describe('a safety incident', () => {
  test('stops the sale at once, and lets it go on when the goods are safe', async () => {
    await world.db('stock_lot').insert({ sku: 'TOWEL-70', lot: 'T1', item: '毛巾', state: 'released' });
    const incident = await begin(world, {
      process: await shipped('safetyIncident'),
      start: 'reported',
      startedBy: { by: 'peng-fei' },
      variables: { incidentText: '有异味', lots: ['T1'], reportFiles: [FILE] },
    });
    await incident.token('assessHazard');
    const hold = () => world.db('stock_hold').where({ lot: 'T1' }).first();
    await until(hold);
    expect(await hold()).toMatchObject({ reason: '有异味', lifted_at: null });
    const stop = await openAt('confirmDelisting');
    await does(stop, 'confirmDelisting');
    await does(incident, 'confirmTrace');
    await does(incident, 'assessHazard', { severity: 'none' });
    await does(incident, 'proposeOutcome', { incidentOutcome: 'resume', misconduct: true });
    await incident.signOff('approveOutcome', 'zhou-qiming');
    await does(incident, 'referCase');
    expect(await ended(incident)).toBe('completed');
    expect((await hold()).lifted_at).not.toBeNull();
    const opened = await until(() => world.db('violation_case').first());
    expect(opened).toMatchObject({ respondent_id: 'lin-yue', source: 'consumer' });
    expect(await world.db('notification').where({ kind: 'sale-stopped' })).not.toEqual([]);
  });
});
