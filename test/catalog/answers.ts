import { aftersales } from './answers/aftersales.ts';
import type { Answer } from './answers/answer.ts';
import { logistics } from './answers/logistics.ts';
import { orders } from './answers/orders.ts';
import { warehouse } from './answers/warehouse.ts';

const SUPPLIER = '苏州棉语纺织有限公司';
const FILE = 'file-1';
const DAY = '2026-11-24';
const approves = (by: string): Answer => ({ by, verdict: 'approved' });

/** A purchase of 500 towels for ¥40,000. */
export const request = {
  item: '纯棉毛巾',
  category: 'home',
  markets: ['EU'],
  plannedQuantity: 500,
  estimatedAmount: 4_000_000,
};

/** Node id → what the people of the demo company usually answer. */
export const answers: Readonly<Record<string, Answer>> = {
  ...aftersales,
  ...logistics,
  ...orders,
  ...warehouse,
  explain: { by: 'lu-chen', values: { tutoredOn: DAY, explained: '第 12.3 条：三家比价' } },
  confirm: { by: 'lin-yue', values: { understood: true } },
  signReady: approves('lu-chen'),

  propose: {
    by: 'lin-yue',
    values: {
      specification: '70×140 厘米',
      forChildren: false,
      hasBattery: false,
      touchesFood: false,
      marketAccess: 'open',
      platformGated: false,
      landedCost: 9_500,
      targetPrice: 19_900,
      marketAccessEvidence: FILE,
    },
  },
  approveProposal: approves('lu-chen'),
  clearIpr: {
    by: 'du-ruo',
    values: {
      searchedMarkets: ['CN', 'EU'],
      trademarkClear: true,
      designClear: true,
      patentClear: true,
      copyrightClear: true,
      customsRecordal: 'none',
      brandChain: 'unbranded',
      searchReport: FILE,
    },
  },
  approveIpr: approves('han-xue'),
  nameSupplier: {
    by: 'ma-jun',
    values: { supplierName: SUPPLIER, supplierCode: '91320500MA1XXXX02', supplierContact: '0512-6600 0000' },
  },
  collectDossier: {
    by: 'ma-jun',
    values: {
      licenceFile: FILE,
      scopeCovers: true,
      productLicences: true,
      payeeName: SUPPLIER,
      accountTail: '6621',
      bankProof: FILE,
      ownersDeclared: true,
      relatedParty: false,
      integrityPledge: FILE,
      confidentialityAgreement: FILE,
    },
  },
  auditFactory: { by: 'peng-fei', values: { auditScore: 70, auditedOn: DAY, auditReport: FILE } },
  screenSupplier: {
    by: 'meng-yao',
    values: { screenedLists: ['CN', 'UN', 'EU'], listsDate: DAY, screeningResult: 'clear', screeningEvidence: FILE },
  },
  approveSupplier: approves('xie-yutong'),
  approveCompliance: approves('qin-lang'),
  replaceSupplier: {
    by: 'ma-jun',
    values: {
      supplierNext: 'replace',
      supplierName: SUPPLIER,
      supplierCode: '91320500MA1XXXX03',
      supplierContact: '0512-6600 0001',
    },
  },
  testSamples: {
    by: 'ye-qing',
    values: {
      sampleModel: 'T-70',
      laboratory: '苏州检测中心',
      labAccredited: true,
      reportMatchesModel: true,
      papers: ['GPSR'],
      sampleResult: 'pass',
      certificatesUntil: '2027-11-24',
      testReport: FILE,
    },
  },
  approveSamples: approves('liang-zhiyuan'),
  classifyGoods: {
    by: 'xia-lan',
    values: {
      hsCode: '6302600000',
      hsRationale: '盥洗用毛巾织物制品。',
      declaredElements: '品名;材质;用途',
      originCountry: 'CN',
      statutoryInspection: false,
      exportControl: 'free',
      endUseRedFlag: false,
      rulingEvidence: FILE,
    },
  },
  approveRuling: approves('pan-ting'),
  requestQuotes: {
    by: 'ma-jun',
    values: {
      quotes: [{ supplier: SUPPLIER, amount: 4_000_000, leadTimeDays: 20, quotation: FILE }],
      chosenSupplier: SUPPLIER,
      singleSource: false,
    },
  },
  approveQuotes: approves('xie-yutong'),
  draftContract: {
    by: 'ma-jun',
    values: {
      currency: 'CNY',
      contractAmount: 4_000_000,
      exchangeRate: 1,
      retentionPercent: 10,
      warrantyMonths: 12,
      iprIndemnity: true,
      recallCost: true,
      latePenalty: true,
      vatInvoice: true,
      confidentialityTerm: true,
      contractDraft: FILE,
    },
  },
  reviewContract: approves('han-xue'),
  approveContractManager: approves('xie-yutong'),
  approveContractHead: approves('shen-wei'),
  approveContractFinance: approves('jiang-yingxue'),
  approveContractGm: approves('zhou-qiming'),
  signContract: { by: 'he-jia', values: { contractNumber: 'HT-1', signedOn: DAY, signedContract: FILE } },
  issueOrder: {
    by: 'ma-jun',
    values: {
      orderNumber: 'PO-1',
      sku: 'TOWEL',
      orderQuantity: 500,
      unitPrice: 8_000,
      depositAmount: 1_200_000,
      leadTimeDays: 20,
      payee: SUPPLIER,
      payeeAccountTail: '6621',
      bankChanged: false,
      orderFile: FILE,
    },
  },
  callBack: {
    by: 'he-ming',
    verdict: 'approved',
    values: { calledNumber: '0512-6600 0000', numberSource: 'dossier', personReached: '李女士', callRecord: FILE },
  },
  approveDeposit: approves('jiang-yingxue'),
  approveDepositGm: approves('su-jing'),
  payDeposit: {
    by: 'cui-ying',
    values: { paidAmount: 1_200_000, paidOn: DAY, bankReference: 'B-1', paymentSlip: FILE },
  },
  ruleDeposit: {
    by: 'yu-jianhua',
    verdict: 'approved',
    values: { paymentCause: 'bank-charge', paymentNote: '手续费内扣', paymentFile: FILE },
  },
  ruleBalance: {
    by: 'yu-jianhua',
    verdict: 'approved',
    values: { paymentCause: 'bank-charge', paymentNote: '手续费内扣', paymentFile: FILE },
  },
  confirmReady: { by: 'ma-jun', values: { readyOn: DAY, readyQuantity: 500 } },
  inspectGoods: {
    by: 'jiang-yi',
    values: {
      lotSize: 500,
      sampleSize: 50,
      criticalDefects: 0,
      majorDefects: 3,
      minorDefects: 5,
      labelsCorrect: true,
      inspectionReport: FILE,
    },
  },
  decideDisposition: { by: 'song-han', values: { disposition: 'rework', dispositionReason: '线头过多' } },
  claimSupplier: { by: 'ma-jun', values: { claimedAmount: 1_200_000, recoveredAmount: 1_200_000, claimFile: FILE } },
  acceptGoods: {
    by: 'lu-xin',
    values: { receivedQuantity: 500, acceptedQuantity: 500, batch: 'B1', receiptFile: FILE },
  },
  confirmAcceptance: approves('tian-ye'),
  registerInvoice: {
    by: 'ding-yinuo',
    values: {
      invoiceNumber: '26320000000001',
      invoiceAmount: 4_000_000,
      invoiceDate: DAY,
      invoiceVerified: true,
      invoiceFile: FILE,
    },
  },
  resolveMismatch: {
    by: 'ma-jun',
    values: { mismatchCause: 'invoice', mismatchAction: '重开发票', mismatchFile: FILE },
  },
  approveBalance: approves('yu-jianhua'),
  approveBalanceGm: approves('zhou-qiming'),
  planScorecard: {
    by: 'ma-jun',
    values: { quarter: '2026-Q4', suppliers: [{ name: SUPPLIER, previousScore: 80 }] },
  },
  scoreQuality: { by: 'peng-fei', values: { lotAcceptance: 98.5, qualityScore: 90 } },
  scoreService: { by: 'xu-jianing', values: { onTimeDelivery: 96, serviceScore: 80 } },
  approveScorecards: approves('xie-yutong'),
  carryOutMeasures: { by: 'meng-yao', values: { actionsTaken: '已通知暂停', actionsFile: FILE } },
  payBalance: {
    by: 'long-ze',
    values: { paidAmount: 2_400_000, paidOn: DAY, bankReference: 'B-2', paymentSlip: FILE },
  },
};
