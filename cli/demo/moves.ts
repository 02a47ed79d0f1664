import type { Variables } from '../../engine/bpmn/instance.ts';

/** What somebody usually does at a step: who, and what they enter. `evidence` names the fields that take an uploaded file. */
export type Move = {
  readonly by: string;
  readonly verdict?: 'approved';
  readonly values?: Variables;
  readonly evidence?: readonly string[];
};

const TODAY = new Date().toISOString().slice(0, 10);
const IN_A_YEAR = new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10);
const approves = (by: string): Move => ({ by, verdict: 'approved' });

/** Whoever wants the product. She is a category manager too, so that nothing but the rule keeps her from approving it. */
export const REQUESTER = 'fang-yu';

/** Amounts are fen: 2,000 lamps at ¥90.00. */
const QUANTITY = 2_000;
const UNIT_PRICE = 9_000;
const AMOUNT = QUANTITY * UNIT_PRICE;
const DEPOSIT = Math.floor(AMOUNT * 0.3);
const RETENTION_PERCENT = 10;
const SUPPLIER = '宁波光合照明有限公司';

export const request = {
  item: 'LED 露营灯 / LED camping lantern',
  category: 'electronics',
  markets: ['EU', 'US'],
  plannedQuantity: QUANTITY,
  estimatedAmount: AMOUNT,
  reason: '冬季露营需求上升,现有型号缺货。',
} as const;

/** Node id → the usual move, in the order in which a purchase meets them. */
export const moves: Readonly<Record<string, Move>> = {
  propose: {
    by: REQUESTER,
    values: {
      specification: '可充电,1000 流明,IPX4',
      forChildren: false,
      hasBattery: true,
      touchesFood: false,
      marketAccess: 'open',
      platformGated: false,
      landedCost: 12_600,
      targetPrice: 29_900,
    },
    evidence: ['marketAccessEvidence'],
  },
  approveProposal: approves('lu-chen'),
  nameSupplier: {
    by: 'ma-jun',
    values: { supplierName: SUPPLIER, supplierCode: '91330200MA2AXXX01', supplierContact: '0574-8800 0000' },
  },
  collectDossier: {
    by: 'ma-jun',
    values: {
      scopeCovers: true,
      productLicences: true,
      payeeName: SUPPLIER,
      accountTail: '6621',
      ownersDeclared: true,
      relatedParty: false,
    },
    evidence: ['licenceFile', 'bankProof', 'integrityPledge', 'confidentialityAgreement'],
  },
  auditFactory: { by: 'peng-fei', values: { auditScore: 86, auditedOn: TODAY }, evidence: ['auditReport'] },
  screenSupplier: {
    by: 'meng-yao',
    values: { screenedLists: ['UN', 'CN', 'OFAC', 'EU', 'UK', 'UFLPA'], listsDate: TODAY, screeningResult: 'clear' },
    evidence: ['screeningEvidence'],
  },
  approveSupplier: approves('xie-yutong'),
  approveCompliance: approves('qin-lang'),
  testSamples: {
    by: 'ye-qing',
    values: {
      sampleModel: 'CL-1000',
      laboratory: '浙江某检测研究院',
      labAccredited: true,
      reportMatchesModel: true,
      papers: ['GPSR', 'CE-DoC', 'UN38.3'],
      sampleResult: 'pass',
      certificatesUntil: IN_A_YEAR,
    },
    evidence: ['testReport'],
  },
  approveSamples: approves('liang-zhiyuan'),
  clearIpr: {
    by: 'du-ruo',
    values: {
      searchedMarkets: ['CN', 'EU', 'US'],
      trademarkClear: true,
      designClear: true,
      patentClear: true,
      copyrightClear: true,
      customsRecordal: 'none',
      brandChain: 'unbranded',
    },
    evidence: ['searchReport'],
  },
  approveIpr: approves('han-xue'),
  classifyGoods: {
    by: 'xia-lan',
    values: {
      hsCode: '9405429000',
      hsRationale: '自带光源的便携灯具,按品目 9405 归类。',
      declaredElements: '品名;用途;光源;是否带电池;品牌;型号',
      originCountry: 'CN',
      statutoryInspection: false,
      exportControl: 'free',
      endUseRedFlag: false,
    },
    evidence: ['rulingEvidence'],
  },
  approveRuling: approves('pan-ting'),
  requestQuotes: { by: 'ma-jun', values: { chosenSupplier: SUPPLIER, singleSource: false } },
  approveQuotes: approves('xie-yutong'),
  draftContract: {
    by: 'ma-jun',
    values: {
      currency: 'CNY',
      contractAmount: AMOUNT,
      exchangeRate: 1,
      retentionPercent: RETENTION_PERCENT,
      warrantyMonths: 24,
      iprIndemnity: true,
      recallCost: true,
      latePenalty: true,
      vatInvoice: true,
      confidentialityTerm: true,
    },
    evidence: ['contractDraft'],
  },
  reviewContract: approves('han-xue'),
  approveContractHead: approves('shen-wei'),
  approveContractFinance: approves('jiang-yingxue'),
  signContract: {
    by: 'he-jia',
    values: { contractNumber: 'HT-2026-0417', signedOn: TODAY },
    evidence: ['signedContract'],
  },
  issueOrder: {
    by: 'ma-jun',
    values: {
      orderNumber: 'PO-2026-0417',
      sku: 'CL-1000',
      orderQuantity: QUANTITY,
      unitPrice: UNIT_PRICE,
      depositAmount: DEPOSIT,
      leadTimeDays: 30,
      payee: SUPPLIER,
      payeeAccountTail: '8899',
      bankChanged: true,
    },
    evidence: ['orderFile'],
  },
  callBack: {
    by: 'he-ming',
    verdict: 'approved',
    values: { calledNumber: '0574-8800 0000', numberSource: 'dossier', personReached: '财务 李女士' },
    evidence: ['callRecord'],
  },
  approveDeposit: approves('jiang-yingxue'),
  approveDepositGm: approves('zhou-qiming'),
  payDeposit: {
    by: 'cui-ying',
    values: { paidAmount: DEPOSIT, paidOn: TODAY, bankReference: 'B2026-1124-001' },
    evidence: ['paymentSlip'],
  },
  confirmReady: { by: 'ma-jun', values: { readyOn: TODAY, readyQuantity: QUANTITY } },
  inspectGoods: {
    by: 'jiang-yi',
    values: {
      lotSize: QUANTITY,
      sampleSize: 125,
      criticalDefects: 0,
      majorDefects: 3,
      minorDefects: 6,
      labelsCorrect: true,
    },
    evidence: ['inspectionReport'],
  },
  acceptGoods: {
    by: 'lu-xin',
    values: { receivedQuantity: QUANTITY, acceptedQuantity: QUANTITY, batch: 'L2611-01' },
    evidence: ['receiptFile'],
  },
  confirmAcceptance: approves('tian-ye'),
  registerInvoice: {
    by: 'ding-yinuo',
    values: { invoiceNumber: '26332000000417', invoiceAmount: AMOUNT, invoiceDate: TODAY, invoiceVerified: true },
    evidence: ['invoiceFile'],
  },
  approveBalance: approves('yu-jianhua'),
  approveBalanceGm: approves('zhou-qiming'),
  payBalance: {
    by: 'long-ze',
    values: {
      paidAmount: AMOUNT - DEPOSIT - (AMOUNT * RETENTION_PERCENT) / 100,
      paidOn: TODAY,
      bankReference: 'B2026-1124-002',
    },
    evidence: ['paymentSlip'],
  },
};

/** Three quotes, each with its file. */
export const quotes = (file: string) =>
  [SUPPLIER, '中山明昼灯饰厂', '深圳野趣电子有限公司'].map((supplier, index) => ({
    supplier,
    amount: AMOUNT + index * 600_000,
    leadTimeDays: 30 + index * 5,
    quotation: file,
  }));
