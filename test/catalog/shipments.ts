import { handedOverAtOnce } from './handedOver.ts';
import { Play, shippedDecisions } from './play.ts';

export const processes = await handedOverAtOnce();
const decisions = await shippedDecisions();

export const paidOrder = {
  channel: 'shop',
  salesOrderNumber: '1001',
  market: 'DE',
  currency: 'EUR',
  amount: 12_900,
  lines: [{ sku: 'TOWEL-01', quantity: 1, unitPrice: 12_900 }],
  buyer: { name: 'Anna Beispiel', country: 'DE', address: 'Musterweg 1, Berlin' },
  payment: { reference: 'P-1', payer: 'Anna Beispiel', amount: 12_900, currency: 'EUR' },
};
export const parcelData = {
  orderNumber: '1001',
  consignee: 'Anna Beispiel',
  amount: 12_900,
  trackingNumber: 'TRK1',
  weight: 500,
};

export const shipment = (changes = {}) => new Play(processes, decisions, 'shipment', { ...paidOrder, ...changes });
export const MODE = ['decideMode', 'approveMode'];
export const DECLARATION = ['prepareDeclaration', 'reviewDeclaration'];
export const prepared = (changes = {}) => shipment(changes).doAll(...MODE, ...DECLARATION, 'bookCarriage');
export const matched = () => prepared().receive('logistics-data', parcelData);
export const dispatched = () => matched().doAll('fileDeclaration', 'recordClearance');
export const sent = (play: Play, name: string) => play.messages.filter(({ message }) => message === name);
