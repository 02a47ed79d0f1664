import type { BookedOrder, Payout, PayoutCheck, PayoutLine, UnsettledOrder } from '../domain/payout.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { rows } from './rows.ts';

/** A payout as a platform reports it, with its lines. */
export type PayoutReport = Payout & { readonly id: string; readonly channel: string; readonly paidOn: string };

/** Payouts that one reconciliation takes; the rest is for the next. */
const TAKEN_AT_ONCE = 100;

/** Keeps payouts with their lines; one that is known stays as it is. Gives the ids that are new. */
export async function savePayouts(db: Db, payouts: readonly PayoutReport[]): Promise<readonly string[]> {
  return db.transaction(async (trx) => {
    const fresh = await rows<{ id: string }>(
      trx,
      `insert into payout (id, channel, paid_on, currency, gross, fees, net, institution)
       select id, channel, "paidOn", currency, gross, fees, net, institution
       from jsonb_to_recordset(cast(:payouts as jsonb)) as given (id text, channel text, "paidOn" date, currency text,
         gross bigint, fees bigint, net bigint, institution text)
       on conflict do nothing returning id`,
      { payouts: toJson(payouts.map(({ lines: _lines, ...payout }) => payout)) },
    );
    const ids = fresh.map(({ id }) => id);
    const lines = payouts.filter(({ id }) => ids.includes(id)).flatMap(linesOf);
    await rows(
      trx,
      `insert into payout_line (payout_id, order_key, amount, fee)
       select payout, "orderKey", sum(amount), sum(fee)
       from jsonb_to_recordset(cast(:lines as jsonb)) as given (payout text, "orderKey" text, amount bigint, fee bigint)
       group by payout, "orderKey"`,
      { lines: toJson(lines) },
    );
    return ids;
  });
}

const linesOf = ({ id, lines }: PayoutReport) => lines.map((line) => ({ payout: id, ...line }));

/** Payouts that nobody has closed, taken by this instance: the same ones when it asks again. */
export async function takePayouts(db: Db, instance: string): Promise<readonly PayoutReport[]> {
  return rows<PayoutReport>(
    db,
    `with wanted as (select id from payout where closed_at is null and (taken_by is null or taken_by = :instance)
         order by paid_on, id limit ${TAKEN_AT_ONCE} for update skip locked),
       taken as (update payout set taken_by = :instance from wanted where payout.id = wanted.id returning payout.*)
     select id, channel, to_char(paid_on, 'YYYY-MM-DD') as "paidOn", currency, cast(gross as double precision) as gross,
       cast(fees as double precision) as fees, cast(net as double precision) as net, institution,
       (select coalesce(jsonb_agg(jsonb_build_object('orderKey', order_key, 'amount', amount, 'fee', fee)
          order by order_key), '[]') from payout_line where payout_id = taken.id) as lines
     from taken order by paid_on, id`,
    { instance },
  );
}

/** What our books say of the orders of a payout; `payout` itself does not make an order settled. */
export const bookedOrders = (db: Db, payout: string, lines: readonly PayoutLine[]) =>
  rows<BookedOrder>(
    db,
    `select key as "orderKey", cast(amount as double precision) as amount, currency, state = 'cancelled' as "isCancelled",
       settled_by is not null and settled_by <> :payout as "isSettled"
     from sales_order where key = any(:keys)`,
    { payout, keys: lines.map(({ orderKey }) => orderKey) },
  );

/** Orders without their money are looked for so long after they were delivered, and then as often again. */
const CHASED_AFTER_DAYS = 14;

/**
 * Orders that were delivered while their channel has paid out since, and not for them; each is chased by one reconciliation,
 * and again by a later one while the money does not come.
 */
export const chaseUnsettled = (db: Db, instance: string) =>
  rows<UnsettledOrder>(
    db,
    `with wanted as (select key from sales_order
         where settled_by is null and state = 'delivered'
           and delivered_at < now() - interval '${CHASED_AFTER_DAYS} days'
           and (payout_chased_by = :instance or payout_chased_at is null
             or payout_chased_at < now() - interval '${CHASED_AFTER_DAYS} days')
           and exists (select from payout where payout.channel = sales_order.channel
             and paid_on > delivered_at + interval '${CHASED_AFTER_DAYS} days')
         order by delivered_at limit ${TAKEN_AT_ONCE * 10} for update skip locked)
     update sales_order set payout_chased_at = now(), payout_chased_by = :instance from wanted
     where sales_order.key = wanted.key
     returning sales_order.key as "orderKey", channel, currency, cast(amount as double precision) as amount`,
    { instance },
  );

/** Whether money has come through an institution before that was vouched for. */
export async function isInstitutionKnown(db: Db, institution: string): Promise<boolean> {
  const found = await rows(db, 'select id from payout where institution = :institution and licensed limit 1', {
    institution,
  });
  return found.length > 0;
}

/** Writes the result of a comparison; a match closes the payout and settles its orders. */
export async function judgePayoutRow(
  db: Db,
  { id, instance, check }: { readonly id: string; readonly instance: string; readonly check: PayoutCheck },
): Promise<void> {
  await rows(db, 'update payout set result = cast(:result as jsonb) where id = :id', { id, result: toJson(check) });
  if (check.isMatched) await closePayout(db, { id, instance, outcome: check, isLicensed: true });
}

/** Closes a payout once, with how it ended. */
export async function closePayout(
  db: Db,
  given: {
    readonly id: string;
    readonly instance: string;
    readonly outcome: unknown;
    /** Two people say, or have said before, that its institution is licensed. */
    readonly isLicensed: boolean;
  },
): Promise<void> {
  const { id, instance, outcome, isLicensed } = given;
  const closed = await rows(
    db,
    `with closed as (update payout set closed_at = now(), licensed = :isLicensed where id = :id and taken_by = :instance and closed_at is null
         returning id),
       settled as (update sales_order set settled_by = :id from payout_line line, closed
         where line.payout_id = closed.id and sales_order.key = line.order_key and settled_by is null)
     select id from closed`,
    { id, instance, isLicensed },
  );
  if (closed.length === 0) return;
  await appendAudit(db, [
    {
      actor: null,
      action: 'payout-closed',
      subjectKind: 'payout',
      subject: id,
      instance,
      clauses: ['POL-01#15.4'],
      after: outcome,
    },
  ]);
}
