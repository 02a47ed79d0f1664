import {
  declaredIn,
  directionIn,
  documentsIn,
  isApproved,
  linesIn,
  passageOf,
  textIn,
} from '../../../activities/jobs/orderFacts.ts';
import { readDemoParties } from '../../../catalog/index.ts';
import { admittedUntil, checkBooking } from '../../../domain/carriage.ts';
import { checkDeclaration, checkFiling, strictestControl } from '../../../domain/customs.ts';
import { type EntryRequirements, entryLacks, entryRequirements, retainUntil } from '../../../domain/destination.ts';
import { matchDocuments, mayWaive } from '../../../domain/documentMatch.ts';
import { convert } from '../../../domain/money.ts';
import { HOLD_FROM, indexParties, type Party, screen } from '../../../domain/screening.ts';
import { stopReason } from '../../../domain/shipment.ts';
import { type DeclaredExport, matchRefund, type RefundPapers } from '../../../domain/taxRefund.ts';
import type { Variables } from '../../../engine/bpmn/instance.ts';
import type { StandIn } from './index.ts';

const ON = '2026-11-24';
const { lists, carriers } = readDemoParties();
const indexes = lists.map(({ list, version, entries }) => indexParties(list, version, entries));
const at = new Date(`${ON}T00:00:00Z`);
const standings = lists.map((list) => ({ ...list, checkedAt: at }));

type Steps = Readonly<Record<string, (variables: Variables) => Variables>>;

function by(steps: Steps): StandIn {
  return (headers, variables) => {
    const step = steps[headers['do'] ?? ''];
    if (!step) throw new Error(`no step ${headers['do'] ?? ''}`);
    return step(variables);
  };
}

function screened({ party }: Variables): Variables {
  const { verdict, reasons, hits } = screen(party as Party, { standings, indexes, at });
  return {
    screening: { verdict, hits, listVersions: [] },
    screeningReasons: reasons,
    screeningHits: hits,
    screeningThreshold: HOLD_FROM,
  };
}

const decided = ({ hitDecision, decidedBy }: Variables): Variables => ({
  screening: { verdict: hitDecision === 'approved' ? 'released' : 'blocked', hits: [], listVersions: [], decidedBy },
});

const checked = (variables: Variables): Variables => ({
  declarationProblems: checkDeclaration(declaredIn(variables), linesIn(variables)),
  exportControl: strictestControl(declaredIn(variables), directionIn(variables)),
});

const RATES = { CNY: 7.2, EUR: 0.923 };
const inYuan = (amount: number, currency: unknown): number | null =>
  convert(amount, String(currency), 'CNY', RATES) ?? null;

const booked = (variables: Variables): Variables => {
  const { carrierName, insuredValue, amount, dangerousBooked, freightCost, freightCurrency } = variables;
  return {
    bookingFaults: bookingFaultsOf({ carrierName, insuredValue, amount, dangerousBooked }),
    freightCostCny: inYuan(Number(freightCost), freightCurrency),
  };
};

const bookingFaultsOf = ({ carrierName, insuredValue, amount, dangerousBooked }: Variables) =>
  checkBooking({
    carrier: carriers.some(({ name }) => name === carrierName) ? { kind: 'carrier', validUntil: '2027-11-24' } : null,
    on: ON,
    goodsValue: Number(amount),
    insuredValue: Number(insuredValue),
    isDangerousBooked: dangerousBooked === true,
    isDangerous: false,
  });

function matched(variables: Variables): Variables {
  const documents = documentsIn(variables);
  const passage = passageOf(variables);
  const found = matchDocuments(documents, passage);
  const isWaived = found.verdict !== 'matched' && mayWaive(passage) && isApproved(variables, 'waive');
  return {
    documentMatch: isWaived ? { ...found, verdict: 'waived' } : found,
    payerVerified: documents.isPayerVerified,
  };
}

const filed = (variables: Variables): Variables => ({
  filingCheck: checkFiling({
    ...passageOf(variables),
    declaredAt: textIn(variables, 'declaredAt') ?? '',
    loadingAt: textIn(variables, 'loadingAt'),
    on: ON,
    broker: null,
    bookingData: textIn(variables, 'bookingDataReceipt'),
    needsInspection: false,
  }),
});

const dispatched = (variables: Variables): Variables => ({
  entryRules: entryRequirements({
    market: textIn(variables, 'market') ?? '',
    on: ON,
    euroCents: Number(variables['amount']),
    tariffLines: 1,
    isConsumer: true,
  }),
  dispatchedAt: at.toISOString(),
});

const verdictIn = (variables: Variables, name: string): unknown =>
  (variables[name] as { readonly verdict?: unknown } | null | undefined)?.verdict;

/** The rules of the domain on the lists and carriers of the demo company. */
export const logistics: Readonly<Record<string, StandIn>> = {
  screening: by({ screen: screened, decide: decided }),
  shipment: by({
    open: () => ({ modeCard: null, declarationLines: [] }),
    check: checked,
    book: booked,
    match: matched,
    file: filed,
    dispatch: dispatched,
    enter: (variables) => ({ entryLacking: entryLacks(variables['entryRules'] as EntryRequirements, variables) }),
    stop: (variables) => ({
      stopReason: stopReason({
        ...variables,
        screenings: [verdictIn(variables, 'screening'), verdictIn(variables, 'otherScreening')],
      }),
      exceptionNote: '',
    }),
    value: ({ claimAmount, claimCurrency }) => ({ claimAmountCny: inYuan(Number(claimAmount), claimCurrency) }),
    archive: (variables) => ({ binderHash: 'h', retainUntil: retainUntil(ON, textIn(variables, 'market') ?? '') }),
  }),
  carrier: by({
    admit: (variables) => ({ admittedUntil: admittedUntil(ON, [textIn(variables, 'insuredUntil') ?? '']) }),
    refuse: (variables) => ({ carrierBarred: verdictIn(variables, 'screening') === 'blocked' }),
    lapsing: () => ({ lapsing: carriers.slice(0, 1).map((carrier) => ({ ...carrier, round: '2027-11-24' })) }),
  }),
  'tax-refund': by({
    collect: ({ given = [] }) => ({ refundExports: given }),
    check: ({ refundExports, refundPapers }) => ({
      refundProblems: matchRefund(refundExports as DeclaredExport[], refundPapers as RefundPapers[]),
    }),
    close: () => ({}),
  }),
};
