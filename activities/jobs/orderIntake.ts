import { convert, toUsd } from '../../domain/money.ts';
import { type Intake, judgeIntake, type SalesOrder, worthOf } from '../../domain/salesOrder.ts';
import { HOLD_FROM, partyIdentity, screen } from '../../domain/screening.ts';
import { buyerRecord, lockBuyer } from '../../store/buyerRecords.ts';
import type { Db } from '../../store/db.ts';
import { ratesAt } from '../../store/exchangeRates.ts';
import { hashOf } from '../../store/json.ts';
import { currentParties } from '../../store/partyIndex.ts';
import { pricesAt } from '../../store/prices.ts';
import { findOrder, insertOrder } from '../../store/salesOrders.ts';
import { type ListUsed, saveScreening } from '../../store/screenings.ts';
import { foresee } from '../../store/stock.ts';
import { hopeless } from './job.ts';
import { type OrderCall, orderIn, orderKeyIn } from './orderCall.ts';

/**
 * Everything that is checked when an order comes in, in one go: repeated order, stock, prices, import limits, fraud, lists
 * of parties. A clear order needs nobody.
 */
export async function takeIn({ deps, run, variables }: OrderCall) {
  const { db } = deps;
  const key = orderKeyIn(variables);
  const order = orderIn(variables);
  const [intake, screening] = await Promise.all([
    judged(db, { key, instance: run.instanceId, order }),
    screened(db, run.instanceId, order),
  ]);
  return { intake, screening, cancelCause: intake.verdict === 'refused' ? 'import-limit' : null };
}

type Incoming = { readonly key: string; readonly instance: string; readonly order: SalesOrder };

async function judged(db: Db, incoming: Incoming): Promise<Intake> {
  const { key, instance, order } = incoming;
  const at = new Date(order.placedAt);
  const { channel, market, currency, lines } = order;
  const worth = worthOf(order);
  const skus = lines.map(({ sku }) => sku);
  const [rates, prices, outlook] = await Promise.all([
    ratesAt(db, at),
    pricesAt(db, { channel, market, currency, skus, at }),
    foresee(db, { order: key, market, lines, at: new Date() }),
  ]);
  const amountUsd = toUsd(worth, currency, rates);
  const amountCny = convert(worth, currency, 'CNY', rates);
  return db.transaction(async (trx) => {
    await lockBuyer(trx, order.buyer);
    const known = await findOrder(trx, key);
    if (known) return sameOrder(known, instance);
    const { duplicates, usedCny, unvalued, bought, ...history } = await buyerRecord(trx, { key, order });
    const intake = judgeIntake({
      order,
      duplicates,
      missing: outlook.kind === 'short' ? outlook.missing : [],
      prices,
      imports: { amountCny, usedCny, unvalued, bought },
      buyerHistory: { ...history, amountUsd },
    });
    await insertOrder(trx, { key, instance, order, amountUsd, amountCny, intake });
    return intake;
  });
}

/** A lost attempt has written it. Another instance of the same order cannot be: the business key is the order's. */
function sameOrder(known: { readonly instance: string; readonly intake: Intake }, instance: string): Intake {
  if (known.instance !== instance) throw hopeless(`${known.instance} has this order`);
  return known.intake;
}

/** Compares the buyer with all lists. Only a clear result is final; anything else is for the process that screens. */
async function screened(db: Db, instance: string, order: SalesOrder) {
  const { name, country, address } = order.buyer;
  const party = { name, country, address };
  const at = new Date();
  const { standings, indexes } = await currentParties(db);
  const { verdict, reasons, hits } = screen(party, { standings, indexes, at });
  const listVersions: ListUsed[] = standings.map(({ list, version, checkedAt }) => ({
    list,
    version,
    checkedAt: checkedAt?.toISOString() ?? null,
  }));
  if (verdict === 'clear') {
    const partyKey = hashOf(partyIdentity(party));
    const common = { instance, party, partyKey, context: instance, decidedBy: null, releasedWith: null };
    await saveScreening(db, { ...common, verdict, reasons, hits, listVersions, threshold: HOLD_FROM, screenedAt: at });
  }
  return { verdict, reasons, hits: hits.length, listVersions };
}
