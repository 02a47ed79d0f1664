import type { Answer } from './answer.ts';

const FILE = 'file-1';
const DAY = '2026-11-24';
const approves = (by: string): Answer => ({ by, verdict: 'approved' });

const booking = {
  carrierName: '蓝鲸国际快递（演示）',
  bookingNumber: 'BK-1',
  insuredValue: 12_900,
  policyNumber: 'PL-1',
  dangerousBooked: false,
  freightCost: 4_800,
  freightCurrency: 'CNY',
  promisedDays: 15,
  bookingFile: FILE,
};

/** The steps of shipments, screening, carriers, claims and tax refunds. */
export const logistics: Readonly<Record<string, Answer>> = {
  resolveHit: {
    by: 'qin-lang',
    verdict: 'approved',
    values: { screeningReason: '出生日期与国籍均不同，非同一人。', screeningEvidence: FILE },
  },
  decideMode: {
    by: 'xia-lan',
    values: {
      tradeDirection: 'export',
      buyerKind: 'consumer',
      goodsPlace: 'direct',
      pilotCity: false,
      modeReason: '个人消费者直邮订单。',
      modeEvidence: FILE,
    },
  },
  approveMode: approves('pan-ting'),
  prepareDeclaration: {
    by: 'bo-wen',
    values: {
      declarationLines: [
        {
          sku: 'TOWEL-01',
          goodsName: '棉毛巾',
          hsCode: '6302600000',
          quantity: 1,
          declaredValue: 12_900,
          originCountry: 'CN',
          exportControl: 'free',
        },
      ],
      declarationFile: FILE,
    },
  },
  reviewDeclaration: approves('cen-xi'),
  releaseExport: {
    by: 'meng-yao',
    values: {
      licenceNumber: 'XK-2026-0001',
      licenceUntil: '2027-06-30',
      endUser: 'Anna Beispiel',
      endUserStatement: FILE,
      endUseDoubt: false,
      licenceFile: FILE,
    },
  },
  approveExportRelease: approves('qin-lang'),
  bookCarriage: { by: 'deng-fei', values: booking },
  correctBooking: { by: 'deng-fei', values: booking },
  resolveDocuments: {
    by: 'bo-wen',
    values: { documentNext: 'resend', documentReason: '物流方录错收货人。', documentEvidence: FILE },
  },
  approveDocumentException: approves('pan-ting'),
  fileDeclaration: {
    by: 'bo-wen',
    values: {
      declarationNumber: '531620261160000001',
      declaredAt: '2026-11-24 10:00',
      loadingAt: '2026-11-26 10:00',
      filingFile: FILE,
    },
  },
  recordClearance: { by: 'bo-wen', values: { clearanceResult: 'released', clearedOn: DAY, clearanceFile: FILE } },
  answerInspection: {
    by: 'bo-wen',
    values: { remedy: 'none', replyText: '货物与申报一致，附照片。', noticeFile: FILE, replyFile: FILE },
  },
  approveReply: approves('yao-yuan'),
  discloseError: {
    by: 'bo-wen',
    values: {
      disclosureFacts: '数量少报一件。',
      disclosureTax: 0,
      disclosureNumber: 'PL-2026-1',
      disclosedOn: DAY,
      disclosureFile: FILE,
    },
  },
  approveFreightLead: approves('lei-ming'),
  approveFreightManager: approves('ren-qiang'),
  withdrawDeclaration: {
    by: 'bo-wen',
    values: { withdrawnOn: DAY, withdrawalReason: '订单取消。', withdrawalFile: FILE },
  },
  enterDestination: {
    by: 'deng-fei',
    values: {
      importerOfRecord: 'Anna Beispiel',
      entryNumber: '26DE000000000001',
      eori: 'DE1234567',
      iossNumber: 'IM2760000001',
      lineDutyPaid: 300,
      taxesPaid: 2_751,
      entryFile: FILE,
    },
  },
  chaseCarrier: { by: 'deng-fei', values: { chaseOutcome: 'waiting', chaseNote: '在途，已转运。', chaseFile: FILE } },
  archiveBinder: { by: 'bo-wen', values: { binderComplete: true, binderPlace: '电子档案 2026/11' } },
  collectCarrierFile: {
    by: 'deng-fei',
    values: {
      carrierLicence: FILE,
      licenceUntil: '2028-12-31',
      aeoStatus: 'general',
      insuranceFile: FILE,
      insuredUntil: '2027-06-30',
      dataAgreement: FILE,
    },
  },
  approveCarrier: approves('ren-qiang'),
  openClaim: {
    by: 'deng-fei',
    values: {
      claimAgainst: 'carrier',
      claimCurrency: 'EUR',
      claimAmount: 12_900,
      claimFacts: '包裹在中转站遗失。',
      claimEvidence: FILE,
    },
  },
  approveClaimLead: approves('lei-ming'),
  approveClaimManager: approves('ren-qiang'),
  fileClaim: { by: 'deng-fei', values: { claimNumber: 'LP-1', claimFiledOn: DAY, claimLetter: FILE } },
  settleClaim: {
    by: 'deng-fei',
    values: { claimOutcome: 'paid', claimRecovered: 12_900, claimSettledOn: DAY, settlementFile: FILE },
  },
  matchPapers: {
    by: 'ding-yinuo',
    values: {
      refundPapers: [
        {
          orderKey: 'shop-1001',
          treatment: 'refund',
          invoiceNumber: '26440000000000001',
          receiptReference: 'SH-1',
          receivedAmount: 12_900,
          receivedCurrency: 'EUR',
          isAgent: false,
        },
      ],
      refundFile: FILE,
    },
  },
  approveRefund: approves('jiang-yingxue'),
  fileRefund: {
    by: 'ding-yinuo',
    values: { refundNumber: 'TS-1', refundFiledOn: DAY, refundAmount: 11_000, refundReceipt: FILE },
  },
};
