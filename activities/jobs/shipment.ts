import { admittedUntil, checkBooking } from '../../domain/carriage.ts';
import { checkDeclaration } from '../../domain/customs.ts';
import { chinaDay, strictestControl, unexplained } from '../../domain/shipment.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { findCarrier } from '../../store/carriers.ts';
import type { Db } from '../../store/db.ts';
import {
  changeShipment,
  customsCard,
  keepCustomsCard,
  keepRulings,
  openShipment,
  rulingsOf,
} from '../../store/shipments.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';
import { amountIn, declaredIn, directionIn, linesIn, placeOf, recordIn, textIn } from './orderFacts.ts';
import { archive, dispatch, enter, file, match, type ShipmentStep as Step, stop } from './shipmentPapers.ts';
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
  const card = await customsCard(db, channel, market, chinaDay(at));
  const approved = card && { mode: card.mode, approvedAt: card.approvedAt.toISOString(), validUntil: card.validUntil };
  return {
    modeCard: approved ?? null,
    ...(card && { ...card.facts, customsMode: card.mode }),
    declarationLines: await draftLines(db, variables),
  };
}

/** What to declare, as far as the order and earlier rulings say it. */
async function draftLines(db: Db, variables: Variables): Promise<readonly Variables[]> {
  const lines = linesIn(variables);
  const skus = [...new Set(lines.map(({ sku }) => sku))];
  const rulings = new Map((await rulingsOf(db, skus, placeOf(variables).market)).map((it) => [it.sku, it]));
  return skus.map((sku) => {
    const mine = lines.filter((line) => line.sku === sku);
    return {
      quantity: mine.reduce((sum, it) => sum + it.quantity, 0),
      declaredValue: mine.reduce((sum, it) => sum + it.quantity * it.unitPrice, 0),
      ...rulings.get(sku),
      sku,
    };
  });
}

/** Holds the declaration against the order and against what was ruled before. */
async function check({ db, instance, variables }: Step): Promise<Variables> {
  const lines = declaredIn(variables);
  const skus = lines.map(({ sku }) => sku);
  const rulings = await rulingsOf(db, skus, placeOf(variables).market);
  const found = checkDeclaration(lines, linesIn(variables), rulings);
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
  });
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
      after: { carrierName, bookingFaults, mode },
    });
  });
  return { bookingFaults };
}

function factsIn(variables: Variables): Variables {
  const names = ['tradeDirection', 'buyerKind', 'goodsPlace', 'pilotCity'];
  return Object.fromEntries(names.map((name) => [name, variables[name] ?? null]));
}
