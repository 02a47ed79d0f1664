import { describe, expect, it } from 'vitest';
import { checkDeclaration, checkFiling, strictestControl, unexplained } from '../../domain/customs.ts';
import { matchDocuments, mayWaive, type ThreeDocuments } from '../../domain/documentMatch.ts';

const order = { orderNumber: 'A-1', consignee: '王 小明', amount: 12_900, currency: 'EUR' };
const documents: ThreeDocuments = {
  order,
  payment: { payer: '王 小明', amount: 12_900, currency: 'EUR' },
  logistics: { orderNumber: 'A-1', consignee: '王　小明', amount: 12_900 },
  isPayerVerified: false,
};
const matched = (changes: Partial<ThreeDocuments>, direction: 'import' | 'export' = 'import', mode = '9610') =>
  matchDocuments({ ...documents, ...changes }, { mode, direction });

describe('the three-document match', () => {
  it('is a match when all three say the same, whatever the width of their characters', () => {
    expect(matched({})).toEqual({ verdict: 'matched', differences: [], missing: [], tolerance: 0, payer: 'buyer' });
  });

  it.each([
    ['another order number', { orderNumber: 'A-2', consignee: '王 小明', amount: 12_900 }, 'orderNumber'],
    [
      'a consignee spelt differently by one character',
      { orderNumber: 'A-1', consignee: '王 晓明', amount: 12_900 },
      'consignee',
    ],
    ['an amount that differs by one cent', { orderNumber: 'A-1', consignee: '王 小明', amount: 12_899 }, 'amount'],
    ['another currency', { orderNumber: 'A-1', consignee: '王 小明', amount: 12_900, currency: 'USD' }, 'amount'],
  ])('names %s', (_, logistics, field) => {
    const { verdict, differences } = matched({ logistics });
    expect(verdict).toBe('different');
    expect(differences.map((it) => it.field)).toEqual([field]);
  });

  it('names a payer who is not the buyer, until that is verified', () => {
    const payment = { payer: 'Somebody', amount: 12_900, currency: 'EUR' };
    expect(matched({ payment })).toMatchObject({
      verdict: 'different',
      payer: 'unverified',
      differences: [{ field: 'payer', order: '王 小明', payment: 'Somebody', logistics: '' }],
    });
    expect(matched({ payment, isPayerVerified: true })).toMatchObject({ verdict: 'matched', payer: 'verified' });
  });

  it.each([
    ['1210', 'import', 'incomplete', ['payment'], false],
    ['1239', 'import', 'incomplete', ['payment'], false],
    ['9610', 'import', 'incomplete', ['payment'], false],
    ['0110', 'import', 'matched', [], true],
    ['9610', 'export', 'matched', [], true],
    ['9710', 'export', 'matched', [], true],
  ] as const)('of %s, %s, without payment data is %s', (mode, direction, verdict, missing, waivable) => {
    expect(matched({ payment: null }, direction, mode)).toMatchObject({ verdict, missing, payer: 'not-compared' });
    expect(mayWaive({ mode, direction })).toBe(waivable);
  });

  it('is never a match without logistics data', () => {
    const without = matched({ logistics: null }, 'import', '0110');
    expect(without).toMatchObject({ verdict: 'incomplete', missing: ['logistics'] });
  });

  it('is no match when the order itself has no amount', () => {
    expect(matched({ order: { ...order, amount: Number.NaN } }).verdict).toBe('different');
  });
});

const ordered = [
  { sku: 'T-1', quantity: 2, unitPrice: 5_000 },
  { sku: 'T-1', quantity: 1, unitPrice: 4_000 },
];
const line = {
  sku: 'T-1',
  goodsName: '棉毛巾',
  hsCode: '6302600000',
  quantity: 3,
  declaredValue: 14_000,
  originCountry: 'CN',
  exportControl: 'free' as const,
};

describe('a declaration', () => {
  it('is sound when it says what was ordered', () => {
    expect(checkDeclaration([line], ordered)).toEqual([]);
  });

  it.each([
    ['an HS code of six digits', { hsCode: '630260' }, 'hs-code'],
    ['an origin that is no country code', { originCountry: 'China' }, 'origin'],
    ['fewer pieces', { quantity: 2 }, 'quantity'],
    ['a lower value', { declaredValue: 13_999 }, 'value'],
  ])('is not with %s', (_, changes, fault) => {
    expect(checkDeclaration([{ ...line, ...changes }], ordered)).toEqual([{ sku: 'T-1', fault }]);
  });

  it('names what was not ordered, what was left out, and an empty one', () => {
    expect(checkDeclaration([{ ...line, sku: 'X' }], ordered)).toEqual([
      { sku: 'X', fault: 'sku-unknown' },
      { sku: 'T-1', fault: 'sku-missing' },
    ]);
    expect(checkDeclaration([], ordered)).toEqual([{ sku: '', fault: 'nothing-declared' }]);
  });

  it('may put an article in two lines that are together what was ordered, and not twice', () => {
    const [one, two] = [
      { ...line, quantity: 1, declaredValue: 5_000 },
      { ...line, quantity: 2, declaredValue: 9_000, originCountry: 'VN' },
    ];
    expect(checkDeclaration([one, two], ordered)).toEqual([]);
    expect(checkDeclaration([line, line], ordered).map(({ fault }) => fault)).toEqual(['quantity', 'value']);
  });

  const ruled = { sku: 'T-1', hsCode: '630260', originCountry: 'CN', exportControl: 'free', isOfMarket: true } as const;

  it.each([
    ['the same, to the digits that it names', {}, []],
    ['another code', { hsCode: '6302910000' }, ['ruling']],
    ['another origin', { originCountry: 'VN' }, ['ruling']],
    ['no ruling for this market', { isOfMarket: false }, ['market-unruled']],
    ['a licence that is needed', { exportControl: 'licensed' }, ['ruling', 'export-control']],
  ] as const)('is held against what was ruled at the purchase: %s', (_, changes, faults) => {
    const found = checkDeclaration([line], ordered, { purchase: [{ ...ruled, ...changes }] });
    expect(found.map(({ fault }) => fault)).toEqual(faults);
    expect(unexplained(found, 'new weave').map(({ fault }) => fault)).toEqual(
      faults.filter((it) => it === 'export-control'),
    );
  });

  it('may be controlled more strictly than was ruled', () => {
    const strict = { ...line, exportControl: 'licensed' as const };
    expect(checkDeclaration([strict], ordered, { purchase: [ruled] })).toEqual([]);
  });

  it('may differ from an earlier ruling only with a reason', () => {
    const before = { sku: 'T-1', hsCode: '6302910000', originCountry: 'CN', exportControl: 'free' as const };
    const problems = checkDeclaration([line], ordered, { earlier: [before] });
    expect(problems).toEqual([{ sku: 'T-1', fault: 'ruling' }]);
    expect(unexplained(problems, undefined)).toEqual(problems);
    expect(unexplained(problems, 'new weave')).toEqual([]);
  });

  it.each([
    [['free', 'free'], 'export', 'free'],
    [['free', 'licensed'], 'export', 'licensed'],
    [['licensed', 'prohibited'], 'export', 'prohibited'],
    [['licensed'], 'import', 'free'],
  ] as const)('with goods that are %s on their %s is %s', (controls, direction, strictest) => {
    const lines = controls.map((exportControl) => ({ ...line, exportControl }));
    expect(strictestControl(lines, direction)).toBe(strictest);
  });
});

describe('the filing of a declaration', () => {
  const filing = {
    mode: '9610',
    direction: 'export',
    declaredAt: '2026-11-23 18:00',
    on: '2026-11-23',
    broker: null,
    needsInspection: false,
  } as const;
  const loadingAt = '2026-11-24 18:00';
  const admitted = { kind: 'broker', validUntil: '2026-11-23' } as const;
  const broker = { admitted, authorityLetter: 'F-1' };

  it.each([
    ['24 hours before loading', { loadingAt: '2026-11-24 18:00' }, [], 24],
    ['a minute too late', { loadingAt: '2026-11-24 17:59' }, ['lead-time'], 23.9],
    ['without a time of loading', {}, ['loading-at'], null],
    ['at no time at all', { declaredAt: '2026-13-01 00:00', loadingAt: '2026-11-24 18:00' }, ['declared-at'], null],
    ['on a day that no month has', { declaredAt: '2026-02-30 10:00', loadingAt }, ['declared-at'], null],
    ['by a broker on the last day of its admission', { loadingAt, broker }, [], 24],
    ['by a broker a day later', { loadingAt, broker, on: '2026-11-24' }, ['broker-lapsed'], 24],
    ['by a broker without authority', { loadingAt, broker: { admitted } }, ['authority-letter'], 24],
    ['by a broker that nobody admitted', { loadingAt, broker: { ...broker, admitted: null } }, ['broker-unknown'], 24],
    [
      'by a carrier',
      { loadingAt, broker: { ...broker, admitted: { ...admitted, kind: 'carrier' } } },
      ['not-a-broker'],
      24,
    ],
    ['to an overseas warehouse', { loadingAt, mode: '9810' }, ['booking-data'], 24],
    ['to an overseas warehouse, its booking sent', { loadingAt, mode: '9810', bookingData: 'F-2' }, [], 24],
    ['of goods to be inspected', { loadingAt, needsInspection: true }, ['inspection-certificate'], 24],
    ['of goods that were', { loadingAt, needsInspection: true, inspectionCertificate: 'F-3' }, [], 24],
    ['of an import', { direction: 'import' }, [], null],
  ] as const)('%s', (_, changes, faults, leadHours) => {
    expect(checkFiling({ ...filing, ...changes })).toEqual({ faults, leadHours });
  });
});
