import { toJson } from '../../store/json.ts';

/** A row of an order of one article for US$120, paid and delivered. */
export const deliveredOrder = (key: string) => ({
  key,
  instance_id: `order/${key}`,
  channel: 'shop',
  number: key.slice('shop-'.length),
  market: 'US',
  currency: 'USD',
  amount: 12_000,
  lines: toJson([{ sku: 'TOWEL-70', quantity: 1, unitPrice: 12_000 }]),
  lines_hash: key,
  buyer: '{}',
  buyer_key: 'buyer-1',
  state: 'delivered',
  intake: '{}',
  payment: toJson({ reference: 'pay_1', amount: 12_000, currency: 'USD', payer: 'Ann' }),
  placed_at: new Date(),
  delivered_at: new Date(),
});
