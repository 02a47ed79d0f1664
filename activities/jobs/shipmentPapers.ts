import { checkFiling, chinaTime } from '../../domain/customs.ts';
import { type EntryRequirements, entryLacks, entryRequirements, retainUntil } from '../../domain/destination.ts';
import { matchDocuments, mayWaive } from '../../domain/documentMatch.ts';
import { convert } from '../../domain/money.ts';
import { chinaDay, isException, stopReason } from '../../domain/shipment.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { findCarrier } from '../../store/carriers.ts';
import type { Db } from '../../store/db.ts';
import { ratesAt } from '../../store/exchangeRates.ts';
import { hashOf } from '../../store/json.ts';
import { binderFiles, changeShipment } from '../../store/shipments.ts';
import { hopeless } from './job.ts';
import {
  amountIn,
  declaredIn,
  directionIn,
  documentsIn,
  isApproved,
  passageOf,
  placeOf,
  recordIn,
  textIn,
} from './orderFacts.ts';
import { ruledGoods } from './shipmentRulings.ts';

/** One step of a shipment, with what its process knows. */
export type ShipmentStep = {
  readonly db: Db;
  readonly instance: string;
  readonly variables: Variables;
  readonly at: Date;
};
type Step = ShipmentStep;

/** Order, payment and logistics data, compared without tolerance; what a second person let pass says so. */
export async function match({ db, instance, variables }: Step): Promise<Variables> {
  const documents = documentsIn(variables);
  const passage = passageOf(variables);
  const found = matchDocuments(documents, passage);
  const isWaived = found.verdict !== 'matched' && mayWaive(passage) && isApproved(variables, 'waive');
  const documentMatch = isWaived ? { ...found, verdict: 'waived' as const } : found;
  const reason = textIn(variables, 'documentReason');
  await changeShipment(
    db,
    instance,
    {
      document_match: documentMatch,
      tracking_number: textIn(recordIn(variables, 'logistics'), 'trackingNumber') ?? null,
    },
    { action: 'documents-matched', after: { ...documentMatch, ...(isWaived && { reason }) }, clauses: ['POL-01#14.2'] },
  );
  return { documentMatch, payerVerified: documents.isPayerVerified };
}

/** Truthful, 24 hours before loading (海关法 art. 24), by a broker that is admitted, with the proof that goods and mode need. */
export async function file({ db, instance, variables, at }: Step): Promise<Variables> {
  const declaredAt = textIn(variables, 'declaredAt') ?? '';
  const brokerName = textIn(variables, 'brokerName');
  const skus = declaredIn(variables).map(({ sku }) => sku);
  const ruled = await ruledGoods(db, skus, placeOf(variables).market);
  const filingCheck = checkFiling({
    ...passageOf(variables),
    declaredAt,
    loadingAt: textIn(variables, 'loadingAt'),
    on: chinaDay(at),
    broker:
      brokerName === undefined
        ? null
        : {
            admitted: (await findCarrier(db, brokerName)) ?? null,
            authorityLetter: textIn(variables, 'authorityLetter'),
          },
    bookingData: textIn(variables, 'bookingDataReceipt'),
    needsInspection: ruled.some(({ statutoryInspection }) => statutoryInspection),
    inspectionCertificate: textIn(variables, 'inspectionCertificate'),
  });
  const declarationNumber = textIn(variables, 'declarationNumber') ?? '';
  const isSound = filingCheck.faults.length === 0;
  const change = isSound && {
    state: 'declared' as const,
    declaration_number: declarationNumber,
    declared_at: new Date(chinaTime(declaredAt) ?? Number.NaN),
  };
  await changeShipment(db, instance, change || {}, {
    action: 'declaration-filed',
    after: { declarationNumber, ...filingCheck },
  });
  return { filingCheck };
}

/** On its way; what the entry needs is judged by market and today. */
export async function dispatch({ db, instance, variables, at }: Step): Promise<Variables> {
  const entryRules = await rulesFor(db, variables, at);
  await changeShipment(
    db,
    instance,
    { state: 'dispatched', dispatched_at: at },
    { action: 'shipment-dispatched', after: { entryRules } },
  );
  return { entryRules, dispatchedAt: at.toISOString() };
}

async function rulesFor(db: Db, variables: Variables, at: Date): Promise<EntryRequirements> {
  const { market } = placeOf(variables);
  const isImport = directionIn(variables) === 'import';
  const [amount, currency] = [amountIn(variables, 'amount'), textIn(variables, 'currency')];
  const euroCents =
    amount === undefined || currency === undefined
      ? undefined
      : convert(amount, currency, 'EUR', await ratesAt(db, at));
  return entryRequirements({
    market: isImport ? 'CN' : market,
    on: chinaDay(at),
    euroCents: euroCents ?? null,
    tariffLines: new Set(declaredIn(variables).map(({ hsCode }) => hsCode)).size,
    isConsumer: variables['buyerKind'] === 'consumer',
  });
}

/** Whether the entry has all that the market asks for on the day that it is made: on the way, rules may have changed. */
export async function enter({ db, instance, variables, at }: Step): Promise<Variables> {
  const entryRules = await rulesFor(db, variables, at);
  const entryLacking = entryLacks(entryRules, variables);
  const entryNumber = textIn(variables, 'entryNumber') ?? null;
  await changeShipment(db, instance, {}, { action: 'entry-checked', after: { entryNumber, entryLacking } });
  return { entryRules, entryLacking };
}

/** What a claim comes to in fen, by the rates that are imported; null without one: then the manager approves. */
export async function value({ db, variables, at }: Step): Promise<Variables> {
  const [amount, currency] = [amountIn(variables, 'claimAmount'), textIn(variables, 'claimCurrency')];
  if (amount === undefined || currency === undefined) throw hopeless('a claim has no amount');
  return { claimAmountCny: convert(amount, currency, 'CNY', await ratesAt(db, at)) ?? null };
}

/** Why it ends early: what is known last. */
export async function stop({ db, instance, variables }: Step): Promise<Variables> {
  const reason = stopReason({
    ...variables,
    screenings: ['screening', 'otherScreening'].map((name) => recordIn(variables, name)['verdict']),
  });
  const hasFailed = isException(reason);
  await changeShipment(
    db,
    instance,
    { state: hasFailed ? 'exception' : 'stopped', exception: hasFailed ? reason : null, stopped_for: reason },
    { action: 'shipment-stopped', after: { reason }, clauses: ['POL-01#14.3', 'POL-01#14.4'] },
  );
  const note = textIn(variables, 'note') ?? textIn(variables, 'chaseNote') ?? textIn(variables, 'clearanceNote') ?? '';
  return { stopReason: reason, exceptionNote: note };
}

/** The hash of all that the binder holds, and the day until which it is kept (POL-01#11.2). */
export async function archive({ db, instance, variables, at }: Step): Promise<Variables> {
  const files = await binderFiles(db, instance);
  const names = [
    'salesOrderNumber',
    'customsMode',
    'declarationNumber',
    'declarationLines',
    'documentMatch',
    'logistics',
  ];
  const facts = Object.fromEntries(names.map((name) => [name, variables[name] ?? null]));
  const binder = { instance, facts, files: files.map(({ id, sha256 }) => ({ id, sha256 })) };
  const binderHash = hashOf(binder);
  const keptUntil = retainUntil(textIn(variables, 'clearedOn') ?? chinaDay(at), placeOf(variables).market);
  await changeShipment(
    db,
    instance,
    {
      state: 'archived',
      binder,
      binder_hash: binderHash,
      retain_until: keptUntil,
      archived_at: at,
      ...deliveredIn(variables),
    },
    {
      action: 'binder-sealed',
      after: { binderHash, retainUntil: keptUntil, files: files.length },
      clauses: ['POL-01#11.2'],
    },
  );
  return { binderHash, retainUntil: keptUntil };
}

function deliveredIn(variables: Variables): { readonly delivered_at?: Date } {
  const moment = textIn(recordIn(variables, 'delivery'), 'deliveredAt');
  const at = moment === undefined ? Number.NaN : Date.parse(moment);
  return Number.isNaN(at) ? {} : { delivered_at: new Date(at) };
}
