import { describe, expect, it } from 'vitest';
import { Play, shippedDecisions, shippedProcesses } from './play.ts';

const processes = await shippedProcesses();
const decisions = await shippedDecisions();
const play = (process: string, variables = {}) => new Play(processes, decisions, process, variables);

/** The steps whose performers may not decide here. */
function barredFrom(process: string, step: string): readonly string[] | undefined {
  const node = processes.find(({ id }) => id === process)?.nodes[step];
  return node?.kind === 'userTask' ? node.approval?.notBy : undefined;
}

const towels = {
  sku: 'TOWEL',
  lotNumber: 'B1',
  item: '纯棉毛巾',
  quantity: 500,
  markets: ['EU'],
  papers: ['GPSR'],
  isDangerous: false,
  isBonded: false,
  isBrandRestricted: false,
  expiresOn: null,
  unitCost: 8_000,
  purchaseOrder: 'PO-1',
  inspectionReleased: true,
};
const lot = (changes = {}) => play('inboundLot', { ...towels, ...changes });
const counted = (changes = {}) => lot(changes).doAll('bookDelivery', 'countGoods');
const inspected = (changes = {}) => counted(changes).do('inspectLot');
const labelled = (changes = {}) => inspected(changes).doAll('labelLot', 'releaseLabels');

describe('a lot', () => {
  it('goes from the booking to its shelf', () => {
    const done = labelled().do('putAwayLot');
    expect(done.status).toBe('completed');
    expect(done.passed('stored')).toBe(1);
  });

  it.each([
    ['another order', {}, { bookedOrder: 'PO-2' }, ['order']],
    ['a purchase whose inspection was not released', { inspectionReleased: false }, {}, ['inspection']],
    ['a day that has begun', {}, { arrivesOn: '2026-11-24' }, ['late']],
  ])('is not booked against %s', (_, changes, booking, reasons) => {
    const refused = lot(changes).do('bookDelivery', booking);
    expect(refused.open).toEqual(['bookDelivery']);
    expect(refused.variables['booking']).toMatchObject({ verdict: 'refused', reasons });
  });

  it('is to be counted within four hours of its arrival, not of its booking', () => {
    const booked = lot().do('bookDelivery', { arrivesOn: '2026-11-27' });
    expect(new Date(booked.due('countGoods')).toISOString()).toBe('2026-11-27T04:00:00.000Z');
  });

  it('of which nothing came is no lot: the buyers are told', () => {
    const nothing = lot().do('bookDelivery').do('countGoods', { countedQuantity: 0 }).do('confirmVariance');
    expect(nothing.status).toBe('completed');
    expect(nothing.notified).toEqual([{ to: 'duty:buyer', text: 'lot-rejected' }]);
  });

  it('is counted by somebody who is not told how many there should be', () => {
    const shown = Object.keys(lot().do('bookDelivery').inputsOf('countGoods'));
    expect(shown).toContain('sku');
    expect(shown).not.toContain('quantity');
    expect(shown).not.toContain('lotNumber');
  });

  it.each([
    ['5 of 500 too few', { countedQuantity: 495 }, 'inspectLot'],
    ['6 of 500 too few', { countedQuantity: 494 }, 'confirmVariance'],
    ['6 of 500 too many', { countedQuantity: 506 }, 'confirmVariance'],
    ['another lot number', { countedLot: 'B2' }, 'confirmVariance'],
    ['no certificates', { certificatesPresent: false }, 'confirmVariance'],
    ['an expiry date that is past', { countedExpiry: '2026-11-24' }, 'confirmVariance'],
    ['an expiry date that comes', { countedExpiry: '2026-11-25' }, 'inspectLot'],
  ])('counted with %s comes before the right person', (_, count, next) => {
    expect(lot().do('bookDelivery').do('countGoods', count).open).toEqual([next]);
  });

  it('needs its expiry date read when the purchase names one', () => {
    const unread = lot({ expiresOn: '2027-11-24' }).doAll('bookDelivery', 'countGoods');
    expect(unread.inputsOf('confirmVariance')['receiptCheck']).toMatchObject({ reasons: ['expiry'] });
  });

  it('is counted again when the supervisor does not confirm the variance, with the reasons but not the quantity', () => {
    const again = lot()
      .do('bookDelivery')
      .do('countGoods', { countedQuantity: 450 })
      .do('confirmVariance', { verdict: 'rejected' });
    expect(again.open).toEqual(['countGoods']);
    expect(again.inputsOf('countGoods')['receiptCheck']).toEqual({ verdict: 'variance', reasons: ['quantity'] });
  });

  it('is inspected by the table, on as many pieces as were counted', () => {
    expect(counted().variables['sampling']).toMatchObject({
      lotSize: 500,
      sampleSize: 50,
      majorAcceptance: 3,
      minorAcceptance: 5,
    });
  });

  it.each([
    ['49 pieces sampled', { sampledPieces: 49 }, 'inspectLot'],
    ['one critical defect', { criticalFound: 1 }, 'decideLot'],
    ['four major defects', { majorFound: 4 }, 'decideLot'],
    ['six minor defects', { minorFound: 6 }, 'decideLot'],
  ])('with %s does not pass', (_, found, next) => {
    expect(counted().do('inspectLot', found).open).toEqual([next]);
  });

  it('that was rejected is reworked and inspected again, or leaves with a notice to the buyers', () => {
    const rejected = () => counted().do('inspectLot', { criticalFound: 1 });
    expect(rejected().do('decideLot', { lotFate: 'rework' }).open).toEqual(['inspectLot']);
    const returned = rejected().do('decideLot');
    expect(returned.passed('lotRejected')).toBe(1);
    expect(returned.notified).toEqual([{ to: 'duty:buyer', text: 'lot-rejected' }]);
  });

  it('is labelled again until nothing is missing for its markets', () => {
    const short = inspected().do('labelLot', { labelElements: ['warnings', 'origin'] });
    expect(short.open).toEqual(['labelLot']);
    expect(short.variables['labelGaps']).toEqual(['responsible-person', 'manufacturer', 'tracking-label', 'epr-marks']);
    expect(short.do('labelLot').open).toEqual(['releaseLabels']);
  });

  it('is not labelled for a market that it was not bought for', () => {
    const beyond = inspected().do('labelLot', { labelledMarkets: ['EU', 'US'] });
    expect(beyond.open).toEqual(['labelLot']);
    expect(beyond.variables['labelGaps']).toEqual(['market']);
  });

  it('needs a conformity mark only when its papers say so', () => {
    const marked = inspected({ papers: ['CE-DoC'] }).do('labelLot');
    expect(marked.variables['labelGaps']).toEqual(['conformity-mark']);
  });

  it.each([
    ['dangerous', { isDangerous: true }, 'D-01-01'],
    ['bonded', { isBonded: true, isDangerous: true }, 'E-01-01'],
    ['brand-restricted', { isBrandRestricted: true }, 'F-01-01'],
  ])('that is %s goes into its own zone and no other', (_, changes, location) => {
    const refused = labelled(changes).do('putAwayLot');
    expect(refused.open).toEqual(['putAwayLot']);
    expect(refused.variables['placementCheck']).toMatchObject({ verdict: 'refused', reasons: ['zone'] });
    expect(refused.do('putAwayLot', { placements: [{ location, quantity: 500 }] }).status).toBe('completed');
  });
});

const parcel = (changes = {}) =>
  play('fulfilment', { orderKey: 'shop-1', market: 'DE', lines: [{ sku: 'TOWEL', quantity: 2 }], ...changes });
const lampScans = [{ sku: 'LAMP', lot: 'L1', quantity: 1 }];
const lamp = () => parcel({ market: 'US', lines: [{ sku: 'LAMP', quantity: 1 }] });
const packedLamp = () =>
  lamp().do('pickGoods', { pickScans: lampScans }).do('verifyParcel', { packScans: lampScans, packedWeight: 600 });

describe('a parcel', () => {
  it('is picked, verified and handed over', () => {
    const done = parcel().doAll('pickGoods', 'verifyParcel', 'handOver');
    expect(done.status).toBe('completed');
    expect(done.variables['parcel']).toEqual({
      weight: 1_000,
      expectedWeight: 1_000,
      manifest: 'M-1',
      isDangerous: false,
    });
  });

  it('waits while its market has nothing', () => {
    const waiting = parcel({ market: 'US' });
    expect(waiting.open).toEqual([]);
    expect(waiting.status).toBe('running');
  });

  it('is picked again when what was scanned is not on the list', () => {
    const wrong = [{ sku: 'TOWEL', lot: 'B0', quantity: 2 }];
    expect(parcel().do('pickGoods', { pickScans: wrong }).open).toEqual(['pickGoods']);
  });

  it('is picked again when one line was scanned twice and another not at all', () => {
    const two = parcel({
      lines: [
        { sku: 'TOWEL', quantity: 2 },
        { sku: 'LAMP', quantity: 1 },
      ],
    });
    const twice = [1, 2].map(() => ({ sku: 'TOWEL', lot: 'B1', quantity: 2 }));
    expect(two.do('pickGoods', { pickScans: twice }).open).toEqual(['pickGoods']);
    expect(two.do('pickGoods', { pickScans: [...twice.slice(1), ...lampScans] }).open).toEqual(['verifyParcel']);
  });

  it('is not verified by whoever picked it, nor let pass by whoever packed it', () => {
    expect(barredFrom('fulfilment', 'ruleParcel')).toEqual(['pickGoods', 'verifyParcel']);
    expect(barredFrom('fulfilment', 'verifyParcel')).toEqual(['pickGoods']);
  });

  it.each([
    ['970 g of 1,000', { packedWeight: 970 }, 'handOver'],
    ['1,030 g of 1,000', { packedWeight: 1_030 }, 'handOver'],
    ['969 g of 1,000', { packedWeight: 969 }, 'ruleParcel'],
    ['1,031 g of 1,000', { packedWeight: 1_031 }, 'ruleParcel'],
    ['a label that says too much', { labelMinimal: false }, 'ruleParcel'],
    ['one piece too few', { packScans: [{ sku: 'TOWEL', lot: 'B1', quantity: 1 }] }, 'ruleParcel'],
  ])('of %s goes to %s', (_, packed, next) => {
    expect(parcel().do('pickGoods').do('verifyParcel', packed).open).toEqual([next]);
  });

  it('may be accepted by the supervisor for its weight, never for its contents', () => {
    const light = parcel().do('pickGoods').do('verifyParcel', { packedWeight: 900 });
    expect(light.do('ruleParcel').open).toEqual(['handOver']);
    const telling = parcel().do('pickGoods').do('verifyParcel', { labelMinimal: false });
    expect(telling.do('ruleParcel').open).toEqual(['pickGoods']);
    const wrong = parcel().do('pickGoods').do('verifyParcel', { packScans: [] });
    expect(wrong.do('ruleParcel').open).toEqual(['pickGoods']);
  });

  it('with dangerous goods is checked and released before it is handed over', () => {
    expect(packedLamp().open).toEqual(['checkDangerous']);
    expect(packedLamp().do('checkDangerous', { withinLimits: false }).open).toEqual(['verifyParcel']);
    const aerosol = { un383Report: false, packingInstruction: 'other' };
    expect(packedLamp().do('checkDangerous', { un383Report: false }).open).toEqual(['verifyParcel']);
    expect(packedLamp().do('checkDangerous', aerosol).open).toEqual(['releaseDangerous']);
    const checked = packedLamp().do('checkDangerous');
    expect(checked.do('releaseDangerous').open).toEqual(['handOver']);
  });

  it('is counted with the carrier until the numbers agree', () => {
    const packed = parcel().doAll('pickGoods', 'verifyParcel');
    expect(packed.do('handOver', { countedParcels: 11 }).open).toEqual(['handOver']);
    expect(packed.do('handOver').passed('shipped')).toBe(1);
  });

  it('is to be handed over the same day, by the clock of the warehouse', () => {
    const packed = parcel().doAll('pickGoods', 'verifyParcel');
    expect(new Date(packed.due('handOver')).toISOString()).toBe('2026-11-24T16:00:00.000Z');
  });

  it('does not leave when its goods were held meanwhile', () => {
    const stopped = parcel({ heldMeanwhile: true }).doAll('pickGoods', 'verifyParcel', 'handOver');
    expect(stopped.open).toEqual(['pickGoods']);
  });
});
