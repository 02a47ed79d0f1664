import { describe, expect, it, test } from 'vitest';
import { admittedUntil, checkBooking } from '../../domain/carriage.ts';
import { checkDeclaration, checkFiling } from '../../domain/customs.ts';
import { entryLacks, entryRequirements, retainUntil } from '../../domain/destination.ts';
import { matchDocuments, type ThreeDocuments } from '../../domain/documentMatch.ts';
import { isException, stopReason, strictestControl, unexplained } from '../../domain/shipment.ts';
import { matchRefund } from '../../domain/taxRefund.ts';

const order = { orderNumber: 'A-1', consignee: '王 小明', amount: 12_900, currency: 'EUR' };
const documents: ThreeDocuments = {
  order,
  payment: { payer: '王 小明', amount: 12_900, currency: 'EUR' },
  logistics: { orderNumber: 'A-1', consignee: '王　小明', amount: 12_900 },
  isPayerVerified: false,
};
const matched = (changes: Partial<ThreeDocuments>, mode = '9610') => matchDocuments({ ...documents, ...changes }, mode);

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

  it('asks for payment data in retail, not where the receipt comes later', () => {
    expect(matched({ payment: null })).toMatchObject({ verdict: 'incomplete', missing: ['payment'] });
    expect(matched({ payment: null }, '9710')).toMatchObject({ verdict: 'matched', payer: 'not-compared' });
  });

  it('is never a match without logistics data', () => {
    expect(matched({ logistics: null }, '0110')).toMatchObject({ verdict: 'incomplete', missing: ['logistics'] });
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

  it('may differ from an earlier ruling only with a reason', () => {
    const problems = checkDeclaration([line], ordered, [{ sku: 'T-1', hsCode: '6302910000', originCountry: 'CN' }]);
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
  const filing = { direction: 'export', declaredAt: '2026-11-23 18:00', hasBroker: false } as const;

  it.each([
    ['24 hours before loading', { loadingAt: '2026-11-24 18:00' }, [], 24],
    ['a minute too late', { loadingAt: '2026-11-24 17:59' }, ['lead-time'], 23.9],
    ['without a time of loading', {}, ['loading-at'], null],
    ['at no time at all', { declaredAt: '2026-13-01 00:00', loadingAt: '2026-11-24 18:00' }, ['declared-at'], null],
    ['by a broker without authority', { loadingAt: '2026-12-01 18:00', hasBroker: true }, ['authority-letter'], 192],
    ['of an import', { direction: 'import' }, [], null],
  ] as const)('%s', (_, changes, faults, leadHours) => {
    expect(checkFiling({ ...filing, ...changes })).toEqual({ faults, leadHours });
  });
});

describe('the entry at the destination', () => {
  const parcel = { market: 'DE', on: '2026-11-24', euroCents: 12_900, tariffLines: 2, isConsumer: true };

  it.each([
    ['a small parcel to the European Union', {}, ['importerOfRecord', 'entryNumber', 'eori', 'iossNumber'], 600],
    ['one above €150', { euroCents: 15_001 }, ['importerOfRecord', 'entryNumber', 'eori'], null],
    ['one before 1 July 2026', { on: '2026-06-30' }, ['importerOfRecord', 'entryNumber', 'eori', 'iossNumber'], null],
    ['one to a business', { isConsumer: false }, ['importerOfRecord', 'entryNumber', 'eori'], null],
    ['one without a rate', { euroCents: null }, ['importerOfRecord', 'entryNumber', 'eori', 'iossNumber'], 600],
    ['one to Britain', { market: 'GB' }, ['importerOfRecord', 'entryNumber', 'eori'], null],
    ['one to China', { market: 'CN' }, [], null],
    [
      'one to the United States',
      { market: 'US' },
      ['importerOfRecord', 'entryNumber', 'entryType', 'cpscCertificate', 'traceFile'],
      null,
    ],
    [
      'one there the day before eFiling',
      { market: 'US', on: '2026-07-07' },
      ['importerOfRecord', 'entryNumber', 'entryType', 'traceFile'],
      null,
    ],
    ['one elsewhere', { market: 'JP' }, ['importerOfRecord', 'entryNumber'], null],
  ])('of %s', (_, changes, needs, duty) => {
    const found = entryRequirements({ ...parcel, ...changes });
    expect([found.needs, found.lineDuty?.amount ?? null]).toEqual([needs, duty]);
  });

  it('lacks what is empty, and the line duty until all of it is paid', () => {
    const rules = entryRequirements(parcel);
    const given = { importerOfRecord: 'A', entryNumber: '1', eori: '', lineDutyPaid: 599 };
    expect(entryLacks(rules, given)).toEqual(['eori', 'iossNumber', 'lineDuty']);
    expect(entryLacks(rules, { ...given, eori: 'E', iossNumber: 'IM1', lineDutyPaid: 600 })).toEqual([]);
  });

  it('has papers that are kept five years, ten for the European Union', () => {
    expect(retainUntil('2026-11-24', 'US')).toBe('2031-11-24');
    expect(retainUntil('2026-11-24', 'FR')).toBe('2036-11-24');
  });
});

describe('a booking', () => {
  const booking = {
    carrier: { validUntil: '2026-11-24' },
    on: '2026-11-24',
    goodsValue: 100,
    insuredValue: 100,
    isDangerousBooked: false,
    isDangerous: false,
  };

  it.each([
    ['on the last day of the admission', {}, []],
    ['a day later', { on: '2026-11-25' }, ['carrier-lapsed']],
    ['with a carrier that nobody admitted', { carrier: null }, ['carrier-unknown']],
    ['insured for less than its value', { insuredValue: 99 }, ['under-insured']],
    ['of dangerous goods as any goods', { isDangerous: true }, ['dangerous-undeclared']],
    ['of dangerous goods as such', { isDangerous: true, isDangerousBooked: true }, []],
  ])('%s', (_, changes, faults) => {
    expect(checkBooking({ ...booking, ...changes })).toEqual(faults);
  });

  it('counts an admission a year, and no longer than licence and insurance', () => {
    expect(admittedUntil('2026-11-24', ['2028-01-01', ''])).toBe('2027-11-24');
    expect(admittedUntil('2026-11-24', ['2028-01-01', '2027-03-01'])).toBe('2027-03-01');
  });
});

describe('a tax refund', () => {
  const declared = { orderKey: 'A-1', declarationNumber: 'D1', amount: 12_900, currency: 'EUR' };
  const papers = {
    orderKey: 'A-1',
    treatment: 'refund' as const,
    invoiceNumber: 'I1',
    receiptReference: 'R1',
    receivedAmount: 12_900,
    receivedCurrency: 'EUR',
    isAgent: false,
  };

  it.each([
    ['complete papers', {}, []],
    ['no invoice', { invoiceNumber: '' }, ['invoice-missing']],
    ['no invoice where the export is exempt', { invoiceNumber: '', treatment: 'exempt' as const }, []],
    ['no receipt', { receiptReference: '' }, ['receipt-missing']],
    ['a receipt of another amount', { receivedAmount: 12_899 }, ['receipt-differs']],
    ['an agent who names nobody', { isAgent: true }, ['principal-missing']],
  ])('with %s', (_, changes, faults) => {
    expect(matchRefund([declared], [{ ...papers, ...changes }]).map(({ fault }) => fault)).toEqual(faults);
  });

  it('names an export without any papers', () => {
    expect(matchRefund([declared], [])).toEqual([{ orderKey: 'A-1', fault: 'papers-missing' }]);
  });
});

describe('the early end of a shipment', () => {
  test.each([
    [{ cancelCause: 'buyer-request', screening: 'clear' }, 'cancelled', false],
    [{ screening: 'blocked' }, 'party-blocked', false],
    [{ screening: 'clear' }, 'export-barred', false],
    [{ documentNext: 'stop' }, 'documents', false],
    [{ clearanceResult: 'seized', documentNext: 'resend' }, 'seized', true],
    [{ chaseOutcome: 'lost', clearanceResult: 'released' }, 'lost', true],
    [{ kind: 'damaged', chaseOutcome: 'waiting', clearanceResult: 'released' }, 'damaged', true],
  ])('%o is for %s', (known, reason, hasClaim) => {
    const found = stopReason(known);
    expect([found, isException(found)]).toEqual([reason, hasClaim]);
  });
});
