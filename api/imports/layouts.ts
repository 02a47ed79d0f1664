import type { ImportKind } from '../../contract/imports.ts';
import type { CellKind, Column } from '../../domain/recordCells.ts';
import type { Layout } from '../../domain/recordRows.ts';

const column = (name: string, kind: CellKind, example: string, more: Partial<Column> = {}): Column => ({
  name,
  kind,
  example,
  isRequired: true,
  ...more,
});
const optional = { isRequired: false };

const order = [
  column('channel', 'key', 'amazon', { max: 40 }),
  column('salesOrderNumber', 'key', '114-3941689', { max: 80 }),
];

/** The columns of each kind of file; parties have a layout of their own (domain/partyList.ts). */
export const layouts: { readonly [K in Exclude<ImportKind, 'parties'>]: Layout } = {
  orders: {
    columns: [
      ...order,
      column('placedAt', 'moment', '2026-11-24 09:30'),
      column('market', 'country', 'DE'),
      column('currency', 'currency', 'EUR'),
      column('amount', 'amount', '59.80', { min: 0 }),
      column('sku', 'key', 'TOWEL-70', { max: 80 }),
      column('quantity', 'count', '2', { min: 1 }),
      column('unitPrice', 'amount', '29.90', { min: 0 }),
      column('buyerName', 'text', 'Anna Weber', { max: 200 }),
      column('buyerCountry', 'country', 'DE'),
      column('buyerAddress', 'text', 'Lindenweg 4, 50667 Köln'),
      column('buyerEmail', 'text', 'anna@example.com', { ...optional, max: 254 }),
      column('buyerIdNumber', 'text', '', { ...optional, max: 40 }),
    ],
    keys: ['channel', 'salesOrderNumber'],
    lines: ['sku', 'quantity', 'unitPrice'],
    currency: 'currency',
  },
  payments: {
    columns: [
      ...order,
      column('reference', 'text', 'PAY-20261124-001', { max: 200 }),
      column('amount', 'amount', '59.80', { min: 0 }),
      column('currency', 'currency', 'EUR'),
      column('payer', 'text', 'Anna Weber', { max: 200 }),
      column('capturedAt', 'moment', '2026-11-24 09:31'),
      column('avs', 'text', 'match', { ...optional, choices: ['match', 'partial', 'mismatch', 'unavailable'] }),
      column('threeDs', 'text', 'authenticated', {
        ...optional,
        choices: ['authenticated', 'attempted', 'failed', 'unavailable'],
      }),
    ],
    keys: ['channel', 'salesOrderNumber', 'reference'],
    lines: [],
    currency: 'currency',
  },
  prices: {
    columns: [
      column('channel', 'key', 'shop', { max: 40 }),
      column('sku', 'key', 'TOWEL-70', { max: 64 }),
      column('market', 'country', 'DE'),
      column('currency', 'currency', 'EUR'),
      column('pricedOn', 'day', '2026-11-24'),
      column('newPrice', 'amount', '29.90', { min: 1 }),
      column('unitCost', 'amount', '9.00', { min: 0 }),
      column('floorPrice', 'amount', '15.00', { min: 0 }),
    ],
    keys: ['channel', 'sku', 'market', 'currency', 'pricedOn'],
    lines: [],
    currency: 'currency',
  },
  payouts: {
    columns: [
      column('payoutId', 'key', 'PO-2026-11', { max: 80 }),
      column('channel', 'key', 'amazon', { max: 40 }),
      column('paidOn', 'day', '2026-11-30'),
      column('currency', 'currency', 'EUR'),
      column('gross', 'amount', '59.80'),
      column('fees', 'amount', '9.00'),
      column('net', 'amount', '50.80'),
      column('institution', 'text', 'PingPong', { max: 200 }),
      column('salesOrderNumber', 'key', '114-3941689', { max: 80 }),
      column('orderAmount', 'amount', '59.80'),
      column('orderFee', 'amount', '9.00'),
    ],
    keys: ['payoutId'],
    lines: ['salesOrderNumber', 'orderAmount', 'orderFee'],
    currency: 'currency',
  },
  stock: {
    columns: [
      column('sku', 'key', 'TOWEL-70', { max: 80 }),
      column('lot', 'key', 'L20261101', { max: 80 }),
      column('item', 'text', '纯棉毛巾', { max: 200 }),
      column('location', 'key', 'A-01', { max: 60 }),
      column('quantity', 'count', '500'),
      column('markets', 'list', 'EU;UK'),
      column('isDangerous', 'flag', 'no', optional),
      column('isBonded', 'flag', 'no', optional),
      column('isBrandRestricted', 'flag', 'no', optional),
      column('expiresOn', 'day', '', optional),
      column('unitCost', 'amount', '20.00', optional),
      column('unitWeight', 'count', '320', optional),
    ],
    keys: ['sku', 'lot'],
    lines: ['location', 'quantity'],
  },
  overseas: {
    columns: [
      column('warehouse', 'key', 'FBA-US', { max: 60 }),
      column('sku', 'key', 'TOWEL-70', { max: 80 }),
      column('statedOn', 'day', '2026-11-23'),
      column('quantity', 'count', '480'),
    ],
    keys: ['warehouse', 'sku', 'statedOn'],
    lines: [],
  },
  rates: {
    columns: [
      column('currency', 'currency', 'EUR'),
      column('asOf', 'day', '2026-11-24'),
      column('perUsd', 'decimal', '0.92'),
    ],
    keys: ['currency', 'asOf'],
    lines: [],
  },
};

/** The columns of a list of parties, as its own reader takes them. */
export const partyColumns: readonly Column[] = [
  column('entry', 'text', 'SDN-12345'),
  column('name', 'text', 'Acme Trading FZE'),
  column('aliases', 'list', 'Acme FZE;ACME TRADING', optional),
  column('kind', 'text', 'entity', optional),
  column('country', 'list', 'AE', optional),
  column('address', 'text', 'Dubai', optional),
  column('remarks', 'text', '', optional),
];
