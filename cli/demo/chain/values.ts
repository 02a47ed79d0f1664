import type { Variables } from '../../../engine/bpmn/instance.ts';
import type { Entry, Step } from '../office.ts';
import { paymentOf, refundOf, type Sale, SKU } from './messages.ts';

const DAY_MS = 86_400_000;
const CHINA_MS = 8 * 3_600_000;
/** A day in China. */
const dayIn = (days: number): string => new Date(Date.now() + CHINA_MS + days * DAY_MS).toISOString().slice(0, 10);
/** "2026-11-24 10:00", in China. */
const minuteIn = (ms: number): string =>
  new Date(Date.now() + CHINA_MS + ms).toISOString().slice(0, 16).replace('T', ' ');

/** Grams of one lantern, and of its box. */
const UNIT_GRAMS = 650;
const BOX_GRAMS = 200;
const HAZMAT_PLACE = 'D-01-01';

/** Evidence from whoever does the step, one file a field. */
const evidence = async ({ company, who }: Step, ...fields: readonly string[]): Promise<Variables> =>
  Object.fromEntries(await Promise.all(fields.map(async (field) => [field, await company.file(who, field)] as const)));

/** What is entered, with its evidence. */
const entered =
  (values: Variables, ...fields: readonly string[]): Entry =>
  async (step) => ({ ...values, ...(await evidence(step, ...fields)) });

type Scan = { readonly sku: string; readonly lot: string; readonly quantity: number };

const scansOf = (variables: Variables): readonly Scan[] =>
  ((variables['picks'] ?? []) as readonly Scan[]).map(({ sku, lot, quantity }) => ({ sku, lot, quantity }));

const piecesOf = (scans: readonly Scan[]): number => scans.reduce((sum, { quantity }) => sum + quantity, 0);

async function booked(step: Step): Promise<Variables> {
  const values = { bookedOrder: step.variables['purchaseOrder'], arrivesOn: dayIn(1), cartons: 100, dock: '3' };
  return { ...values, ...(await evidence(step, 'asnFile')) };
}

async function counted(step: Step): Promise<Variables> {
  // Blind: the form shows neither lot nor quantity, the counter reads both from the cartons.
  const values = { countedQuantity: 2_000, countedLot: 'L2611-01', certificatesPresent: true, unitWeight: UNIT_GRAMS };
  return { ...values, ...(await evidence(step, 'countSheet', 'countPhoto')) };
}

async function placed(step: Step): Promise<Variables> {
  const placements = [{ location: HAZMAT_PLACE, quantity: 2_000 }];
  return { placements, ...(await evidence(step, 'locationScan')) };
}

async function packed(step: Step): Promise<Variables> {
  const packScans = scansOf(step.variables);
  const packedWeight = piecesOf(packScans) * UNIT_GRAMS + BOX_GRAMS;
  return {
    ...{ packScans, packedWeight, packagingWeight: BOX_GRAMS, labelMinimal: true },
    ...(await evidence(step, 'packVideo')),
  };
}

async function declared(step: Step): Promise<Variables> {
  const lines = (step.variables['declarationLines'] ?? []) as readonly Variables[];
  const goods = { goodsName: 'LED 露营灯', hsCode: '9405429000', originCountry: 'CN', exportControl: 'free' };
  return {
    declarationLines: lines.map((line) => ({ ...goods, ...line, ...goods })),
    ...(await evidence(step, 'declarationFile')),
  };
}

async function graded(step: Step): Promise<Variables> {
  const gradedLines = [{ sku: SKU, lot: 'L2611-01', quantity: 1, grade: 'D' }];
  return { ...{ gradedLines, serialMatch: 'none', dataWiped: 'no-data' }, ...(await evidence(step, 'gradePhoto')) };
}

async function filed(step: Step): Promise<Variables> {
  const times = { declaredAt: minuteIn(0), loadingAt: minuteIn(2 * DAY_MS) };
  return { declarationNumber: '531620261160000417', ...times, ...(await evidence(step, 'filingFile')) };
}

const booking = entered(
  {
    carrierName: '蓝鲸国际快递（演示）',
    bookingNumber: 'BK-2611-0417',
    insuredValue: 23_700,
    policyNumber: 'PL-2611-0417',
    dangerousBooked: true,
    unNumber: 'UN3481',
    ...{ freightCost: 4_800, freightCurrency: 'CNY', promisedDays: 15 },
  },
  'bookingFile',
);

/** Node → what is entered there. */
const values: Readonly<Record<string, Entry>> = {
  bookDelivery: booked,
  countGoods: counted,
  inspectLot: entered({ sampledPieces: 200, criticalFound: 0, majorFound: 2, minorFound: 4 }, 'incomingReport'),
  labelLot: entered(
    {
      labelledMarkets: ['EU', 'US'],
      labelElements: [
        ...['responsible-person', 'manufacturer', 'warnings', 'conformity-mark', 'origin', 'tracking-label'],
        ...['epr-marks', 'platform-code'],
      ],
    },
    ...['labelPhoto', 'labelMaster'],
  ),
  putAwayLot: placed,
  pickGoods: ({ variables }) => ({ pickScans: scansOf(variables) }),
  verifyParcel: packed,
  checkDangerous: entered(
    { un383Report: true, packingInstruction: 'PI967', withinLimits: true, dgMarks: true },
    'dgFile',
  ),
  handOver: entered(
    {
      carrier: '蓝鲸国际快递（演示）',
      manifest: 'M-2611-0417',
      manifestParcels: 12,
      countedParcels: 12,
      sealNumber: 'S-7',
    },
    'manifestSignature',
  ),
  decideException: entered(
    { exceptionDecision: 'proceed', exceptionReason: '新品首单，售价与上架审批一致。' },
    'exceptionEvidence',
  ),
  assessRisk: entered(
    {
      ...{ identityChecked: true, addressChecked: true, paymentChecked: true },
      riskDecision: 'release',
      riskReason: '资料相符。',
    },
    'riskEvidence',
  ),
  resolveHit: entered({ screeningReason: '姓名相近，出生地与住址均不同，并非名单所列之人。' }, 'screeningEvidence'),
  decideMode: entered(
    {
      ...{ tradeDirection: 'export', buyerKind: 'consumer', goodsPlace: 'direct', pilotCity: false },
      modeReason: '个人消费者直邮订单。',
    },
    'modeEvidence',
  ),
  prepareDeclaration: declared,
  bookCarriage: booking,
  correctBooking: booking,
  resolveDocuments: entered(
    { documentNext: 'resend', documentReason: '物流单漏计一件，请承运商重发。' },
    'documentEvidence',
  ),
  fileDeclaration: filed,
  recordClearance: entered({ clearanceResult: 'released', clearedOn: dayIn(0) }, 'clearanceFile'),
  enterDestination: entered(
    {
      ...{ importerOfRecord: 'Balthasar Quillfeder', entryNumber: '26DE000000000417', eori: 'DE1234567' },
      ...{ iossNumber: 'IM2760000001', lineDutyPaid: 300, taxesPaid: 4_503 },
    },
    'entryFile',
  ),
  archiveBinder: { binderComplete: true, binderPlace: '电子档案 2026/11' },
  replyFirst: {
    ...{ identityVerified: true, orderConfirmed: true, replyLanguage: 'de' },
    firstReply: 'Wir haben Ihre Nachricht erhalten und kümmern uns darum.',
  },
  classifyTicket: ({ variables }) =>
    variables['returnRequest']
      ? { ticketClass: 'return', sku: SKU, lotNumber: 'L2611-01' }
      : { ticketClass: 'complaint' },
  gatherFacts: ({ variables }) => ({
    sku: SKU,
    cause: variables['returnRequest'] ? 'defective' : 'service',
    factsSummary: '已核对订单、批次与往来邮件。',
    photos: [],
    evidenceGap: '客户未附照片，以往来邮件为准。',
  }),
  decideRemedy: ({ variables }) => ({
    remedy: variables['returnRequest'] ? 'return-refund' : 'none',
    ...(variables['returnRequest'] ? refundOf : { currency: 'EUR' }),
    isExcluded: false,
    remedyReason: variables['returnRequest'] ? '产品故障，退货退款。' : '补发说明书电子版并致歉。',
  }),
  authoriseReturn: {
    ...{ rmaNumber: 'RMA-0417', returnAddress: 'Retouren, Hafenstr. 3, 20457 Hamburg', returnBy: dayIn(14) },
    carriagePaidBy: 'company',
    returnNotice: 'Bitte senden Sie die Lampe unter RMA-0417 binnen 14 Tagen nach Hamburg; das Porto tragen wir.',
  },
  gradeReturn: graded,
  valueRefund: entered({ valueUsd: 8_600, rateSource: '中国银行当日外汇牌价' }, 'rateEvidence'),
  answerComplaint: {
    resolution: 'remedied',
    reply: 'Die Anleitung liegt bei; wir bitten um Entschuldigung für die späte Antwort.',
  },
  askSatisfaction: { customerAccepts: 'accepted', satisfactionScore: 5 },
};

/** The same for one sale; a node that is not here asks for nothing. */
export const valuesOf = (sale: Sale): Readonly<Record<string, Entry>> => ({
  ...values,
  executeRefund: entered(
    {
      ...{ refundReference: `RF-${sale.number}`, refundedAmount: refundOf.refundAmount, refundedOn: dayIn(0) },
      instrumentReference: paymentOf(sale).reference,
    },
    'refundSlip',
  ),
});
