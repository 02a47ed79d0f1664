import { request } from './answers.ts';
import { Play, shippedDecisions, shippedProcesses } from './play.ts';

const processes = await shippedProcesses();
const decisions = await shippedDecisions();
const requester = { id: 'lin-yue', department: 'operations' };
/** A purchase of towels that somebody of operations has asked for. */
export const purchase = (start = {}) =>
  new Play(processes, decisions, 'procurement', { ...request, ...start, requester });

/** The steps of a purchase, part by part. */
export const RIGHTS = ['clearIpr', 'approveIpr'];
export const SUPPLIER = ['nameSupplier', 'collectDossier', 'auditFactory', 'screenSupplier', 'approveSupplier'];
export const SAMPLES = ['testSamples', 'approveSamples'];
export const CUSTOMS = ['classifyGoods', 'approveRuling'];
export const PROPOSAL = ['propose', 'approveProposal'];
const CHECKS = [...RIGHTS, ...SUPPLIER, ...SAMPLES, ...CUSTOMS];
const CONTRACT = [
  'requestQuotes',
  'approveQuotes',
  'draftContract',
  'reviewContract',
  'approveContractManager',
  'signContract',
];
const DEPOSIT = ['issueOrder', 'approveDeposit', 'payDeposit'];
export const GOODS = ['confirmReady', 'inspectGoods', 'acceptGoods', 'confirmAcceptance'];
export const SETTLEMENT = ['registerInvoice', 'approveBalance', 'payBalance'];

export const threeQuotes = ['苏州棉语纺织有限公司', '南通织造厂', '海门家纺公司'].map((supplier) => ({
  supplier,
  amount: 4_000_000,
  leadTimeDays: 20,
  quotation: 'file-1',
}));

/** A purchase after its checks, with its contract signed, with its deposit paid. */
export const checked = (start = {}) => purchase(start).doAll(...PROPOSAL, ...CHECKS);
export const signed = () => checked().doAll(...CONTRACT);
export const ordered = () => signed().doAll(...DEPOSIT);
