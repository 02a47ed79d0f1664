import { describe, expect, it, test } from 'vitest';
import { admittedUntil, checkBooking } from '../../domain/carriage.ts';
import { entryLacks, entryRequirements, retainUntil } from '../../domain/destination.ts';
import { isException, stopReason } from '../../domain/shipment.ts';
import { matchRefund } from '../../domain/taxRefund.ts';
import { yearsLater } from '../../domain/yearsLater.ts';

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
    carrier: { kind: 'carrier' as 'carrier' | 'broker' | 'both', validUntil: '2026-11-24' },
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
    ['of dangerous goods as such', { isDangerous: true, isDangerousBooked: true, unNumber: 'UN3481' }, []],
    ['of dangerous goods without their number', { isDangerous: true, isDangerousBooked: true }, ['un-number']],
    [
      'with whoever was admitted as a broker alone',
      { carrier: { kind: 'broker' as const, validUntil: '2026-11-24' } },
      ['not-a-carrier'],
    ],
  ])('%s', (_, changes, faults) => {
    expect(checkBooking({ ...booking, ...changes })).toEqual(faults);
  });

  it('counts an admission a year, and no longer than licence and insurance', () => {
    expect(admittedUntil('2026-11-24', ['2028-01-01', ''])).toBe('2027-11-24');
    expect(admittedUntil('2026-11-24', ['2028-01-01', '2027-03-01'])).toBe('2027-03-01');
  });

  it('counts years from 29 February to a day that there is', () => {
    expect(['2024-02-29', '2028-02-29', '2027-12-31'].map((day) => yearsLater(day, 4))).toEqual([
      '2028-02-29',
      '2032-02-29',
      '2031-12-31',
    ]);
    expect(admittedUntil('2028-02-29', [])).toBe('2029-02-28');
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
    ['what waits without a reason', { treatment: 'defer' as const, receiptReference: '' }, ['reason-missing']],
    ['what waits for its receipt', { treatment: 'defer' as const, receiptReference: '', deferReason: '未收汇' }, []],
  ])('with %s', (_, changes, faults) => {
    expect(matchRefund([declared], [{ ...papers, ...changes }]).map(({ fault }) => fault)).toEqual(faults);
  });

  it('names an export without any papers', () => {
    expect(matchRefund([declared], [])).toEqual([{ orderKey: 'A-1', fault: 'papers-missing' }]);
  });
});

describe('the early end of a shipment', () => {
  test.each([
    [{ cancelCause: 'buyer-request', screenings: ['clear'] }, 'cancelled', false],
    [{ screenings: ['blocked'] }, 'party-blocked', false],
    [{ screenings: ['released', 'blocked'], documentNext: 'correct-order' }, 'party-blocked', false],
    [{ screenings: ['clear'] }, 'export-barred', false],
    [{ documentNext: 'stop' }, 'documents', false],
    [{ clearanceResult: 'seized', documentNext: 'resend' }, 'seized', true],
    [{ chaseOutcome: 'lost', clearanceResult: 'released' }, 'lost', true],
    [{ kind: 'damaged', chaseOutcome: 'waiting', clearanceResult: 'released' }, 'damaged', true],
  ])('%o is for %s', (known, reason, hasClaim) => {
    const found = stopReason({ screenings: [], ...known });
    expect([found, isException(found)]).toEqual([reason, hasClaim]);
  });
});
