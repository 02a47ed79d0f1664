import type { Answer } from './answer.ts';

const FILE = 'file-1';
const DAY = '2026-11-24';
const approves = (by: string): Answer => ({ by, verdict: 'approved' });
const scans = [{ sku: 'TOWEL', lot: 'B1', quantity: 2 }];

/** The steps of the warehouse: a lot of 500 towels, and an order of two of them. */
export const warehouse: Readonly<Record<string, Answer>> = {
  bookDelivery: {
    by: 'ma-jun',
    values: { bookedOrder: 'PO-1', arrivesOn: '2026-11-25', cartons: 20, dock: '3', asnFile: FILE },
  },
  countGoods: {
    by: 'lu-xin',
    values: {
      countedQuantity: 500,
      countedLot: 'B1',
      certificatesPresent: true,
      unitWeight: 450,
      countSheet: FILE,
      countPhoto: FILE,
    },
  },
  confirmVariance: {
    by: 'hong-yu',
    verdict: 'approved',
    values: { varianceCause: 'short-shipped', varianceNote: '少发五箱' },
  },
  inspectLot: {
    by: 'jiang-yi',
    values: { sampledPieces: 50, criticalFound: 0, majorFound: 3, minorFound: 5, incomingReport: FILE },
  },
  decideLot: { by: 'song-han', values: { lotFate: 'return', lotFateReason: '色差超标' } },
  labelLot: {
    by: 'gao-shan',
    values: {
      labelledMarkets: ['EU'],
      labelElements: ['responsible-person', 'manufacturer', 'warnings', 'origin', 'tracking-label', 'epr-marks'],
      labelPhoto: FILE,
      labelMaster: FILE,
    },
  },
  releaseLabels: approves('tian-ye'),
  putAwayLot: {
    by: 'wu-tian',
    values: { placements: [{ location: 'A-01-01', quantity: 500 }], locationScan: FILE },
  },

  pickGoods: { by: 'gao-shan', values: { pickScans: scans } },
  verifyParcel: {
    by: 'wu-tian',
    verdict: 'approved',
    values: {
      packScans: scans,
      packedWeight: 1_000,
      packagingWeight: 100,
      labelMinimal: true,
      packVideo: FILE,
    },
  },
  ruleParcel: {
    by: 'hong-yu',
    verdict: 'approved',
    values: { parcelRulingReason: '包材换成加厚纸箱', parcelRulingFile: FILE },
  },
  checkDangerous: {
    by: 'wu-tian',
    values: { un383Report: true, packingInstruction: 'PI967', withinLimits: true, dgMarks: true, dgFile: FILE },
  },
  releaseDangerous: approves('qiu-tong'),
  handOver: {
    by: 'xue-feng',
    values: {
      carrier: '顺丰国际',
      manifest: 'M-1',
      manifestParcels: 12,
      countedParcels: 12,
      sealNumber: 'S-1',
      manifestSignature: FILE,
    },
  },

  explainAdjustment: {
    by: 'gao-shan',
    values: { reasonCode: 'damage', reasonNote: '叉车压损', adjustmentVideo: FILE },
  },
  approveBySupervisor: approves('hong-yu'),
  approveByManager: approves('ren-qiang'),
  approveByFinance: approves('jiang-yingxue'),
  approveByGm: approves('su-jing'),
  countLocation: {
    by: 'xue-feng',
    values: { countedLines: [{ sku: 'TOWEL', lot: 'B1', quantity: 498 }], countRecord: FILE },
  },

  gradeReturn: {
    by: 'lu-xin',
    values: {
      gradedLines: [{ sku: 'TOWEL', lot: 'B1', quantity: 2, grade: 'A', location: 'A-01-01' }],
      serialMatch: 'none',
      dataWiped: 'no-data',
      gradePhoto: FILE,
    },
  },
  approveGrading: approves('hong-yu'),

  proposeScrap: { by: 'gao-shan', values: { scrapMethod: 'crush', scrapReason: '检验不合格' } },
  approveScrapManager: approves('ren-qiang'),
  approveScrapFinance: approves('yu-jianhua'),
  obtainPermission: {
    by: 'shi-lei',
    values: { isPermitted: true, permissionNumber: '关许 2026-17', permissionFile: FILE },
  },
  destroyGoods: {
    by: 'wu-tian',
    values: { destroyedOn: DAY, brandRemoved: true, scrapVideo: FILE, scrapCertificate: FILE },
  },
  witnessFirst: approves('lu-xin'),
  witnessSecond: approves('luo-min'),

  explainOverseas: {
    by: 'hong-yu',
    values: {
      explanations: [{ warehouse: 'FBA-US', sku: 'TOWEL', cause: 'lost', remedy: 'claim' }],
      overseasReport: FILE,
    },
  },
  approveOverseas: approves('jiang-yingxue'),
  claimOverseas: {
    by: 'lu-xin',
    values: { overseasClaimNumber: 'C-1', overseasClaimedOn: DAY, overseasClaimFile: FILE },
  },
};
