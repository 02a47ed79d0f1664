import type { Answer } from './answer.ts';

const FILE = 'file-1';
const DAY = '2026-11-24';
const approves = (by: string): Answer => ({ by, verdict: 'approved' });

/** A lamp for Germany, as whoever lists it writes it down. */
export const listing = {
  sku: 'LAMP-1',
  channel: 'shop',
  market: 'DE',
  listingTitle: 'LED-Campinglampe, 1000 lm',
  listingText: 'Wiederaufladbar, spritzwassergeschützt.',
  iprCard: FILE,
  iprValidUntil: '2027-11-24',
  certificates: [{ kind: 'CE', validUntil: '2027-06-30' }],
  manufacturer: '宁波光合照明有限公司, Ningbo',
  responsiblePerson: 'Lumen GmbH, Berlin',
  warnings: 'Nicht in den Mund nehmen.',
  picture: FILE,
};

/** Its first price: ¥ and cents are both minor units. */
export const price = {
  sku: 'LAMP-1',
  channel: 'shop',
  market: 'DE',
  currency: 'EUR',
  newPrice: 2_990,
  unitCost: 900,
  floorPrice: 1_500,
  isPromotion: false,
  priceReason: '首次上架。',
};

/** The steps of orders, listings, prices, payouts, taxes, accounts and the masking of personal data. */
export const orders: Readonly<Record<string, Answer>> = {
  assessRisk: {
    by: 'an-ran',
    values: {
      identityChecked: true,
      addressChecked: true,
      paymentChecked: true,
      riskDecision: 'release',
      riskReason: '电话核实，转运地址为买家自用仓。',
      riskEvidence: FILE,
    },
  },
  approveRisk: approves('qin-lang'),
  confirmPayment: {
    by: 'ding-yinuo',
    values: { paymentDecision: 'accept', paymentReason: '配偶付款，已核实。', paymentEvidence: FILE },
  },
  explainDelay: {
    by: 'lin-yue',
    values: { delayCause: 'warehouse', delayAction: '当日加班发出。', buyerInformed: true },
  },
  confirmTracking: { by: 'lin-yue', values: { trackingNumber: 'DE123456789', trackingEvidence: FILE } },
  resolveRefund: {
    by: 'jiang-yingxue',
    values: { refundOutcome: 'paid', refundReason: '已原路退回。', refundEvidence: FILE },
  },
  decideException: {
    by: 'zhao-yifan',
    values: { exceptionDecision: 'proceed', exceptionReason: '货已在途。', exceptionEvidence: FILE },
  },
  approveException: approves('lu-chen'),
  approveCancellation: approves('bai-lu'),
  reviseListing: { by: 'lin-yue', values: listing },
  reviewClaims: approves('han-xue'),
  reviewListing: {
    by: 'zhao-yifan',
    verdict: 'approved',
    values: { rightsChecked: true, certificatesChecked: true, wordingChecked: true },
  },
  publishListing: {
    by: 'lin-yue',
    values: { listingUrl: 'https://shop.example/lamp-1', listingScreenshot: FILE },
  },
  revisePrice: { by: 'lin-yue', values: price },
  approvePriceLead: approves('fang-yu'),
  approvePriceManager: approves('shen-wei'),
  approvePriceGm: approves('zhou-qiming'),
  approveListLead: approves('fang-yu'),
  approveListManager: approves('shen-wei'),
  approveListGm: approves('zhou-qiming'),
  clarifyStray: {
    by: 'ding-yinuo',
    values: { strayDecision: 'refund', strayReason: '重复扣款，已与支付机构核对。', strayEvidence: FILE },
  },
  approveBooking: approves('jiang-yingxue'),
  resolveStray: {
    by: 'jiang-yingxue',
    values: { refundOutcome: 'paid', refundReason: '已原路退回。', refundEvidence: FILE },
  },
  fileReturns: {
    by: 'ding-yinuo',
    values: {
      returns: [
        { taxMarket: 'DE', taxRegime: 'ioss', taxReference: 'IM2760000742', taxAmount: 47_700, taxCurrency: 'EUR' },
      ],
      taxEvidence: FILE,
    },
  },
  approveReturns: approves('jiang-yingxue'),
  explainDifference: {
    by: 'he-ming',
    values: {
      differenceCause: 'refund',
      differenceAction: '核对退款单，下期冲回。',
      licensedChannel: true,
      differenceEvidence: FILE,
    },
  },
  approveDifferences: approves('jiang-yingxue'),
  readSnapshot: {
    by: 'shen-wei',
    values: {
      orderDefects: 0.2,
      sellerCancels: 0.8,
      lateShipments: 1.5,
      validTracking: 99,
      accountStatus: 'healthy',
      snapshotEvidence: FILE,
    },
  },
  planMeasures: {
    by: 'fang-yu',
    values: { planMeasures: '调整截单时间，增配打包人手。', planOwner: '方雨', planDueOn: DAY },
  },
  approveAccountPlan: approves('lu-chen'),
  confirmExceptions: {
    by: 'qin-lang',
    values: { kept: [{ orderKey: 'shop-1', keptUntil: '2027-05-24', keptBecause: '诉讼未结。' }] },
  },
};
