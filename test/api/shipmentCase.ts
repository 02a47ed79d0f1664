/** A paid order. */
export const order = {
  channel: 'shop',
  salesOrderNumber: '1001',
  market: 'DE',
  currency: 'EUR',
  amount: 12_900,
  lines: [{ sku: 'TOWEL-01', quantity: 1, unitPrice: 12_900 }],
  buyer: { name: 'Anna Beispiel', country: 'DE', address: 'Musterweg 1' },
  payment: { payer: 'Anna Beispiel', amount: 12_900, currency: 'EUR' },
};
/** What is declared of it. */
export const line = {
  sku: 'TOWEL-01',
  goodsName: '棉毛巾',
  hsCode: '6302600000',
  quantity: 1,
  declaredValue: 12_900,
  originCountry: 'CN',
  exportControl: 'free',
};
/** All that its process knows once customs have released it. */
export const known = {
  ...order,
  declarationLines: [line],
  customsMode: '9610',
  modeDecision: 'approved',
  tradeDirection: 'export',
  buyerKind: 'consumer',
  carrierName: '蓝鲸国际快递（演示）',
  insuredValue: 12_900,
  freightCost: 4_800,
  freightCurrency: 'CNY',
  logistics: { orderNumber: '1001', consignee: 'Anna Beispiel', amount: 12_900, trackingNumber: 'TRK1' },
  declarationNumber: 'D-1',
  declaredAt: '2026-11-24 10:00',
  loadingAt: '2026-11-25 10:00',
  clearedOn: '2026-11-25',
};
