import { admittedUntil, checkBooking } from '../../domain/carriage.ts';
import { checkDeclaration, strictestControl, unexplained } from '../../domain/customs.ts';
import { convert } from '../../domain/money.ts';
import { chinaDay } from '../../domain/shipment.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { findCarrier } from '../../store/carriers.ts';
import type { Db } from '../../store/db.ts';
import { ratesAt } from '../../store/exchangeRates.ts';
import {
  anyBonded,
  changeShipment,
  customsCard,
  keepCustomsCard,
  keepRulings,
  openShipment,
  rulingsOf,
} from '../../store/shipments.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';
import { amountIn, declaredIn, directionIn, linesIn, lotsIn, placeOf, recordIn, textIn } from './orderFacts.ts';
import { archive, dispatch, enter, file, match, type ShipmentStep as Step, stop, value } from './shipmentPapers.ts';
import { type RuledGoods, ruledGoods } from './shipmentRulings.ts';
import type { Telling } from './tell.ts';

const actions: Readonly<Record<string, (step: Step) => Promise<Variables>>> = {
  open,
  check,
  book,
  match,
  file,
  dispatch,
  enter,
  stop,
  value,
  archive,
};

/** Service job "shipment": header `do` names the step of the shipment of an order. */
export async function runShipment({ db }: Telling, run: JobRun, call: CallOf<'service'>): Promise<JobResult> {
  const { headers, variables } = call;
  const name = headers['do'] ?? '';
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw hopeless(`${run.node}: there is no step ${name} of a shipment`);
  return { variables: await action({ db, instance: run.instanceId, variables, at: new Date() }) };
}

/** Opens the file, with what was approved before: how goods of the channel go to the market, and what they are. */
async function open({ db, instance, variables, at }: Step): Promise<Variables> {
  const { channel, market } = placeOf(variables);
  const currency = textIn(variables, 'currency') ?? '';
  const orderKey = instance.slice(instance.indexOf('/') + 1);
  const amount = amountIn(variables, 'amount');
  if (amount === undefined) throw hopeless(`${orderKey} has no amount`);
  await db.transaction((trx) => openShipment(trx, { orderKey, instance, channel, market, amount, currency, at }));
  const kept = await customsCard(db, channel, market, chinaDay(at));
  const goodsBonded = await anyBonded(db, lotsIn(variables));
  // Approved for goods that lie elsewhere: somebody has to look again.
  const card = kept && (kept.facts['goodsPlace'] === 'bonded') === goodsBonded ? kept : undefined;
  const approved = card && { mode: card.mode, approvedAt: card.approvedAt.toISOString(), validUntil: card.validUntil };
  const skus = [...new Set(linesIn(variables).map(({ sku }) => sku))];
  const customsRulings = await ruledGoods(db, skus, market);
  return {
    modeCard: approved ?? null,
    ...(card && { ...card.facts, customsMode: card.mode }),
    goodsBonded,
    customsRulings,
    declarationLines: await draftLines(db, variables, customsRulings),
  };
}

/** What to declare, as far as the order, what was declared before and the rulings of the purchase say it. */
async function draftLines(db: Db, variables: Variables, ruled: readonly RuledGoods[]): Promise<readonly Variables[]> {
  const lines = linesIn(variables);
  const skus = [...new Set(lines.map(({ sku }) => sku))];
  const rulings = new Map((await rulingsOf(db, skus, placeOf(variables).market)).map((it) => [it.sku, it]));
  return skus.map((sku) => {
    const mine = lines.filter((line) => line.sku === sku);
    return {
      quantity: mine.reduce((sum, it) => sum + it.quantity, 0),
      declaredValue: mine.reduce((sum, it) => sum + it.quantity * it.unitPrice, 0),
      ...draftOf(ruled.find((it) => it.sku === sku)),
      ...rulings.get(sku),
      sku,
    };
  });
}

/** A ruling of six digits alone is no code yet: the declarer completes it. */
const draftOf = (ruled: RuledGoods | undefined): Variables =>
  ruled === undefined
    ? {}
    : {
        ...(ruled.hsCode.length === HS_DIGITS && { hsCode: ruled.hsCode }),
        originCountry: ruled.originCountry,
        exportControl: ruled.exportControl,
      };
const HS_DIGITS = 10;

/** Holds the declaration against the order and against what was declared, and ruled, before. */
async function check({ db, instance, variables }: Step): Promise<Variables> {
  const lines = declaredIn(variables);
  const skus = lines.map(({ sku }) => sku);
  const { market } = placeOf(variables);
  const [earlier, purchase] = [await rulingsOf(db, skus, market), await ruledGoods(db, skus, market)];
  const found = checkDeclaration(lines, linesIn(variables), { earlier, purchase });
  const declarationProblems = unexplained(found, textIn(variables, 'rulingReason'));
  await changeShipment(db, instance, {}, { action: 'declaration-checked', after: { problems: found } });
  return { declarationProblems, exportControl: strictestControl(lines, directionIn(variables)) };
}

/** Judges the booking, and keeps what two people have approved by now: the mode, and what the goods are. */
async function book({ db, instance, variables, at }: Step): Promise<Variables> {
  const { channel, market } = placeOf(variables);
  const mode = textIn(variables, 'customsMode') ?? '';
  const carrierName = textIn(variables, 'carrierName') ?? '';
  const bookingFaults = checkBooking({
    carrier: (await findCarrier(db, carrierName)) ?? null,
    on: chinaDay(at),
    goodsValue: amountIn(variables, 'amount') ?? Number.POSITIVE_INFINITY,
    insuredValue: amountIn(variables, 'insuredValue') ?? 0,
    isDangerousBooked: variables['dangerousBooked'] === true,
    isDangerous: recordIn(variables, 'parcel')['isDangerous'] === true,
    unNumber: textIn(variables, 'unNumber'),
  });
  const freightCostCny = await freightCost(db, variables, at);
  await db.transaction(async (trx) => {
    if (variables['modeDecision'] === 'approved') {
      const facts = factsIn(variables);
      const validUntil = admittedUntil(chinaDay(at), []);
      await keepCustomsCard(trx, { channel, market, mode, facts, instance, at, validUntil });
    }
    await keepRulings(trx, declaredIn(variables), { market, instance, at });
    const change = { mode, direction: directionIn(variables), carrier: carrierName };
    await changeShipment(trx, instance, change, {
      action: 'booking-checked',
      after: { carrierName, bookingFaults, mode, freightCostCny },
    });
  });
  return { bookingFaults, freightCostCny };
}

/** In fen; null while a rate is missing: then the manager decides. */
async function freightCost(db: Db, variables: Variables, at: Date): Promise<number | null> {
  const [cost, currency] = [amountIn(variables, 'freightCost'), textIn(variables, 'freightCurrency')];
  if (cost === undefined || currency === undefined) return null;
  return convert(cost, currency, 'CNY', await ratesAt(db, at)) ?? null;
}

function factsIn(variables: Variables): Variables {
  const names = ['tradeDirection', 'buyerKind', 'goodsPlace', 'pilotCity'];
  return Object.fromEntries(names.map((name) => [name, variables[name] ?? null]));
}
