import { SAME_CAUSE_LIMIT, SAME_CAUSE_WINDOW_DAYS } from '../domain/correction.ts';
import type { OrderLine } from '../domain/salesOrder.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { row, rows } from './rows.ts';

/** What after-sales needs to know of an order. Moments in ISO 8601, the amount in minor units. */
export type OrderFacts = {
  readonly orderKey: string;
  readonly channel: string;
  readonly market: string;
  readonly currency: string;
  readonly amount: number;
  readonly lines: readonly OrderLine[];
  readonly customerKey: string;
  readonly paymentReference: string | null;
  readonly deliveredAt: string | null;
};

/** An order by its key; by its number alone where only one channel has it. */
export async function orderFacts(
  db: Db,
  { key, number }: { readonly key: string | undefined; readonly number: string | undefined },
): Promise<OrderFacts | undefined> {
  const found = await rows<OrderFacts>(
    db,
    `select key as "orderKey", channel, market, currency, cast(amount as double precision) as amount, lines,
       buyer_key as "customerKey", payment ->> 'reference' as "paymentReference",
       to_char(delivered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "deliveredAt"
     from sales_order where key = :key or (cast(:key as text) is null and number = :number) limit 2`,
    { key, number },
  );
  return found.length === 1 ? found[0] : undefined;
}

export type NewTicket = {
  readonly number: string;
  readonly instance: string;
  readonly source: 'complaint' | 'return' | 'contact';
  readonly orderKey: string | undefined;
  readonly customerKey: string | undefined;
  readonly channel: string | undefined;
  readonly market: string | undefined;
  readonly at: Date;
};

/** Writes a ticket down, once. */
export async function insertTicket(db: Db, ticket: NewTicket): Promise<void> {
  await db.transaction(async (trx) => {
    const made = await rows(
      trx,
      `insert into after_sales_ticket (number, instance_id, source, order_key, customer_key, channel, market, opened_at)
       values (:number, :instance, :source, :orderKey, :customerKey, :channel, :market, :at)
       on conflict do nothing returning number`,
      ticket,
    );
    if (made.length > 0) await note(trx, ticket.instance, 'ticket-opened', { source: ticket.source });
  });
}

/** Only now it is known which order a ticket is about. */
export async function nameOrder(
  db: Db,
  instance: string,
  { orderKey, customerKey, channel, market }: Partial<OrderFacts>,
): Promise<void> {
  await rows(
    db,
    `update after_sales_ticket set order_key = :orderKey, customer_key = :customerKey, channel = :channel, market = :market
     where instance_id = :instance`,
    { instance, orderKey, customerKey, channel, market },
  );
}

export type TicketFacts = {
  readonly class: string;
  readonly sku: string;
  readonly lot: string | undefined;
  readonly cause: string;
  readonly at: Date;
};

/** How often the cause has come up about the article, and the correction that this has led to. */
export type Recurring = {
  readonly sameCause: number;
  readonly correction: string | null;
  readonly tickets: readonly string[];
};

/**
 * Keeps the facts of a ticket and counts it among those of the same article and cause that no correction has taken up yet.
 * Enough of them are one correction; while that runs, later ones join it. Told again, it gives the same answer.
 */
export async function recordFacts(db: Db, instance: string, facts: TicketFacts, counts: boolean): Promise<Recurring> {
  const { sku, cause } = facts;
  return db.transaction(async (trx) => {
    await rows(trx, `select pg_advisory_xact_lock(hashtext('correction'), hashtext(:name))`, {
      name: `${sku} ${cause}`,
    });
    await rows(
      trx,
      `update after_sales_ticket set class = :class, sku = :sku, lot = :lot, cause = :cause,
         facts_at = coalesce(facts_at, :at) where instance_id = :instance`,
      { instance, ...facts },
    );
    const known = await correctionOf(trx, instance);
    if (known) return known;
    const recent = await recentOf(trx, facts);
    const running = await row<{ id: string }>(
      trx,
      'select id from supplier_correction where sku = :sku and cause = :cause and closed_at is null',
      { sku, cause },
    );
    const sameCause = recent.length;
    if (!counts || (!running && sameCause < SAME_CAUSE_LIMIT)) return { sameCause, correction: null, tickets: recent };
    const correction = running?.id ?? (await beginCorrection(trx, instance, facts));
    await trx('after_sales_ticket').whereIn('number', recent).update({ correction_id: correction });
    return { sameCause, correction, tickets: recent };
  });
}

async function correctionOf(db: Db, instance: string): Promise<Recurring | undefined> {
  const found = await rows<{ number: string; correction: string }>(
    db,
    `select number, correction_id as correction from after_sales_ticket
     where correction_id = (select correction_id from after_sales_ticket where instance_id = :instance) order by number`,
    { instance },
  );
  const [first] = found;
  if (!first) return undefined;
  const tickets = found.map(({ number }) => number);
  return { sameCause: tickets.length, correction: first.correction, tickets };
}

async function recentOf(db: Db, { sku, cause, at }: TicketFacts): Promise<readonly string[]> {
  const found = await rows<{ number: string }>(
    db,
    `select number from after_sales_ticket where sku = :sku and cause = :cause and correction_id is null
       and facts_at > cast(:at as timestamptz) - interval '${SAME_CAUSE_WINDOW_DAYS} days' order by number`,
    { sku, cause, at },
  );
  return found.map(({ number }) => number);
}

async function beginCorrection(db: Db, instance: string, { sku, cause, at }: TicketFacts): Promise<string> {
  const id = `8D-${sku}-${cause}-${at.toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length).replaceAll(/[-:]/g, '')}`;
  await db('supplier_correction').insert({ id, sku, cause, begun_at: at });
  await note(db, instance, 'correction-begun', { correction: id, sku, cause });
  return id;
}

/** The supplier has corrected. */
export async function closeCorrection(db: Db, id: string, at: Date): Promise<void> {
  await db('supplier_correction').where({ id }).whereNull('closed_at').update({ closed_at: at });
}

export type Closing = {
  readonly remedy: string | undefined;
  readonly resolution: string | undefined;
  readonly score: number | undefined;
  readonly handler: string | undefined;
  readonly at: Date;
};

/** A ticket is done; the first time counts. */
export async function closeTicket(db: Db, instance: string, closing: Closing): Promise<void> {
  await db.transaction(async (trx) => {
    const closed = await rows(
      trx,
      `update after_sales_ticket set remedy = :remedy, resolution = :resolution, score = :score, handler_id = :handler,
         closed_at = :at where instance_id = :instance and closed_at is null returning number`,
      { instance, ...closing },
    );
    const { remedy, resolution, score } = closing;
    if (closed.length > 0) await note(trx, instance, 'ticket-closed', { remedy, resolution, score });
  });
}

export type ClosedTicket = {
  readonly ticket: string;
  readonly score: number | null;
  readonly remedy: string | null;
  readonly handler: string | null;
};

/** What was closed in the month before a moment, in the company's zone; `month` is "YYYY-MM". */
export async function closedLastMonth(db: Db, at: Date) {
  const tickets = await rows<ClosedTicket & { month: string }>(
    db,
    `with this as (select date_trunc('month', cast(:at as timestamptz), 'Asia/Shanghai') as begins)
     select number as ticket, score, remedy, handler_id as handler,
       to_char(begins at time zone 'Asia/Shanghai' - interval '1 month', 'YYYY-MM') as month
     from after_sales_ticket, this
     where closed_at < begins and closed_at >= (begins at time zone 'Asia/Shanghai' - interval '1 month') at time zone 'Asia/Shanghai'
     order by number`,
    { at },
  );
  return { month: tickets[0]?.month, tickets: tickets.map(({ month: _month, ...ticket }) => ticket) };
}

function note(db: Db, instance: string, action: string, after: unknown): Promise<void> {
  const subject = instance.slice(instance.indexOf('/') + 1);
  return appendAudit(db, [
    { actor: null, action, subjectKind: 'ticket', subject, instance, clauses: ['POL-01#16.1'], after },
  ]);
}
