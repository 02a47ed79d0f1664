import type { Answer } from './answer.ts';

const FILE = 'file-1';
const DAY = '2026-11-24';
const approves = (by: string): Answer => ({ by, verdict: 'approved' });
const referral = {
  respondent: 'lin-yue',
  clause: 'POL-01#16.4',
  actedOn: DAY,
  allegation: '明知有隐患仍继续销售。',
};

/** The steps of after-sales. */
export const aftersales: Readonly<Record<string, Answer>> = {
  replyFirst: {
    by: 'xiao-meng',
    values: { identityVerified: true, orderConfirmed: true, replyLanguage: 'en', firstReply: 'We look into it.' },
  },
  classifyTicket: { by: 'xiao-meng', values: { ticketClass: 'quality' } },
  gatherFacts: {
    by: 'xiao-meng',
    values: { sku: 'TOWEL-70', lotNumber: 'B1', cause: 'defective', factsSummary: '缝线开裂。', photos: [FILE] },
  },
  examineGoods: {
    by: 'peng-fei',
    values: { ownerFinding: '同批缝线不良。', responsibleParty: 'supplier', ownerEvidence: FILE },
  },
  examineCarriage: {
    by: 'deng-fei',
    values: { ownerFinding: '末端破损。', responsibleParty: 'carrier', ownerEvidence: FILE },
  },
  examineRights: {
    by: 'du-ruo',
    values: { ownerFinding: '授权有效。', responsibleParty: 'nobody', ownerEvidence: FILE },
  },
  decideRemedy: {
    by: 'bai-lu',
    values: { remedy: 'refund', currency: 'USD', refundAmount: 8_000, isExcluded: false, remedyReason: '质量缺陷。' },
  },
  approveReturn: approves('jin-rui'),
  authoriseReturn: {
    by: 'xiao-meng',
    values: {
      rmaNumber: 'RMA-1',
      returnAddress: 'Hamburg',
      returnBy: '2026-12-24',
      carriagePaidBy: 'company',
      returnNotice: 'Please send it to Hamburg by 24 December under RMA-1, at our cost.',
    },
  },
  approveReplacement: approves('jin-rui'),
  orderReplacement: {
    by: 'xiao-meng',
    values: { replacementOrderNumber: 'BF-1', stockChecked: true, dutyCost: 0, replacementFile: FILE },
  },
  answerComplaint: {
    by: 'xiao-meng',
    values: { resolution: 'remedied', reply: 'We have refunded you in full and are sorry for the trouble.' },
  },
  askSatisfaction: { by: 'xiao-meng', values: { customerAccepts: 'accepted', satisfactionScore: 5 } },
  reviewDispute: {
    by: 'jin-rui',
    values: {
      disputeOutcome: 'stand',
      disputeNote: '已全额退款。',
      disputeReply: 'You have been refunded in full; you may turn to the platform if you do not agree.',
    },
  },
  expediteTicket: {
    by: 'jin-rui',
    values: {
      delayCause: 'goods',
      delayAction: '已催仓库验收。',
      outcomeBy: '2026-12-01',
      delayReply: 'Your parcel is being checked; you will hear from us by 1 December.',
    },
  },

  valueRefund: { by: 'ding-yinuo', values: { valueUsd: 8_000, rateSource: '中国银行牌价', rateEvidence: FILE } },
  approveRefundLead: approves('jin-rui'),
  approveRefundManager: approves('shao-qi'),
  approveRefundFinance: approves('jiang-yingxue'),
  approveRefundGm: approves('su-jing'),
  approveRefundQuality: approves('liang-zhiyuan'),
  executeRefund: {
    by: 'cui-ying',
    values: {
      refundReference: 're_1',
      instrumentReference: 'pay_1',
      refundedAmount: 8_000,
      refundedOn: DAY,
      refundSlip: FILE,
    },
  },
  confirmInstrument: approves('jiang-yingxue'),

  gatherEvidence: {
    by: 'xiao-meng',
    values: {
      disputePosition: 'contest',
      disputeCategory: 'not-received',
      packItems: ['order-record', 'delivery-proof', 'customer-communication'].map((kind) => ({ kind, file: FILE })),
      positionReason: '已签收。',
    },
  },
  approveConcession: approves('bai-lu'),
  fileAnswer: { by: 'xiao-meng', values: { filedOn: DAY, caseReference: 'CB-1', filedPack: FILE } },
  recordOutcome: { by: 'xiao-meng', values: { chargebackOutcome: 'won', decidedOn: DAY, outcomeNotice: FILE } },

  nameGoods: { by: 'peng-fei', values: { skus: ['TOWEL-70'], lots: ['B1'] } },
  assessHazard: {
    by: 'liang-zhiyuan',
    values: {
      hazard: '扣件脱落，有窒息危险。',
      severity: 'serious',
      hasInjury: false,
      soldInEu: true,
      soldInUs: true,
      assessmentFile: FILE,
    },
  },
  confirmTrace: { by: 'peng-fei', values: { traceComplete: true, traceFile: FILE } },
  notifyEu: { by: 'qin-lang', values: { euReference: 'SBG-1', euNoticedOn: DAY, euNoticeFile: FILE } },
  notifyUs: { by: 'qin-lang', values: { usReference: 'CPSC-1', usNoticedOn: DAY, usNoticeFile: FILE } },
  proposeOutcome: {
    by: 'liang-zhiyuan',
    values: { incidentOutcome: 'recall', misconduct: false, outcomeReason: '批次存在窒息危险。' },
  },
  approveOutcome: approves('zhou-qiming'),
  planRecall: {
    by: 'liang-zhiyuan',
    values: { recallScope: '批次 B1', customerNotice: '停止使用并退款。', recallUntil: '2026-12-31', recallFile: FILE },
  },
  correctGoods: { by: 'peng-fei', values: { goodsCorrected: '更换扣件，拉力复测合格。', goodsCorrectedFile: FILE } },
  referCase: { by: 'qin-lang', values: referral },
  confirmDelisting: { by: 'lin-yue', values: { delistedOn: DAY, delistingProof: FILE } },

  draftAppeal: {
    by: 'lu-chen',
    values: {
      rootCause: '图片侵权。',
      correctivePlan: '已下架。',
      preventivePlan: '双人复核。',
      appealEvidence: [FILE],
    },
  },
  approveAppeal: approves('shao-qi'),
  fileAppeal: { by: 'lu-chen', values: { appealReference: 'POA-1', appealFiledOn: DAY, appealReceipt: FILE } },
  recordAppeal: { by: 'lu-chen', values: { appealOutcome: 'accepted', appealNotice: FILE } },

  draftRegulatorReply: { by: 'shao-qi', values: { regulatorReply: '逐项说明如下。', replyFiles: [FILE] } },
  approveRegulatorReply: approves('han-xue'),
  submitReply: { by: 'shao-qi', values: { submittedOn: DAY, submissionReceipt: FILE } },

  verifyIdentity: {
    by: 'xiao-meng',
    values: {
      requestKind: 'deletion',
      subjectVerified: true,
      verificationMethod: 'order-data',
      verificationProof: FILE,
    },
  },
  fulfilRequest: {
    by: 'qin-lang',
    values: { actionTaken: '已删除营销数据。', dataCategories: '联系方式', fulfilmentFile: FILE },
  },
  replySubject: {
    by: 'qin-lang',
    values: { privacyReply: '您的请求已处理。', privacyRepliedOn: DAY, privacyReplyProof: FILE },
  },

  containGoods: {
    by: 'peng-fei',
    values: { containmentAction: '隔离在库。', blockedQuantity: 120, containmentFile: FILE },
  },
  findRootCause: {
    by: 'peng-fei',
    values: { rootCause: '线张力不足。', escapeCause: '未做拉力抽检。', rootCauseFile: FILE },
  },
  correctSupplier: {
    by: 'ma-jun',
    values: { correctiveAction: '增加拉力检验。', effectiveFrom: '批次 B2', supplierAnswer: FILE },
  },
  approveCorrection: approves('liang-zhiyuan'),
  reviewClause: { by: 'he-jia', values: { clauseVerdict: 'fits', reviewedClause: 'POL-01#10.5' } },

  checkReviews: {
    by: 'shao-qi',
    values: { reviewResults: [{ ticket: 'CP-1', result: 'clean' }], reviewProof: FILE },
  },
  referReviews: { by: 'qin-lang', values: referral },
};
