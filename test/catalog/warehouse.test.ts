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
  ])('is not booked against %s', (_, changes, booking, reasons) => {
    const refused = lot(changes).do('bookDelivery', booking);
    expect(refused.open).toEqual(['bookDelivery']);
    expect(refused.variables['booking']).toMatchObject({ verdict: 'refused', reasons });
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
  ])('counted with %s comes before the right person', (_, count, next) => {
    expect(lot().do('bookDelivery').do('countGoods', count).open).toEqual([next]);
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

  it('is not verified by whoever picked it', () => {
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
    const wrong = parcel().do('pickGoods').do('verifyParcel', { packScans: [] });
    expect(wrong.do('ruleParcel').open).toEqual(['pickGoods']);
  });

  it('with dangerous goods is checked and released before it is handed over', () => {
    expect(packedLamp().open).toEqual(['checkDangerous']);
    expect(packedLamp().do('checkDangerous', { withinLimits: false }).open).toEqual(['verifyParcel']);
    const checked = packedLamp().do('checkDangerous');
    expect(checked.do('releaseDangerous').open).toEqual(['handOver']);
  });

  it('is counted with the carrier until the numbers agree', () => {
    const packed = parcel().doAll('pickGoods', 'verifyParcel');
    expect(packed.do('handOver', { countedParcels: 11 }).open).toEqual(['handOver']);
    expect(packed.do('handOver').passed('shipped')).toBe(1);
  });

  it('does not leave when its goods were held meanwhile', () => {
    const stopped = parcel({ heldMeanwhile: true }).doAll('pickGoods', 'verifyParcel', 'handOver');
    expect(stopped.open).toEqual(['pickGoods']);
  });
});

const towelsOff = (difference: number) =>
  play('stockAdjustment', { sku: 'TOWEL', lotNumber: 'B1', location: 'A-01-01', difference });

describe('a stock adjustment', () => {
  it.each([
    [-6, ['approveBySupervisor']],
    [7, ['approveByManager']],
    [-62, ['approveByManager']],
    [-63, ['approveByFinance', 'approveByGm']],
  ])('of %i pieces at ¥80 is approved by %j', (difference, approvers) => {
    expect(towelsOff(difference).do('explainAdjustment').open).toEqual(approvers);
  });

  it('above 5,000 needs both', () => {
    const asked = towelsOff(-100).do('explainAdjustment').do('approveByFinance');
    const refused = asked.do('approveByGm', { verdict: 'rejected' });
    expect(refused.passed('notAdjusted')).toBe(1);
    expect(refused.notified).toEqual([{ to: 'duty:stock-keeper', text: 'adjustment-rejected' }]);
    expect(towelsOff(-100).doAll('explainAdjustment', 'approveByFinance', 'approveByGm').passed('adjusted')).toBe(1);
  });

  it.each([
    ['more than the book has', -501, 'below-zero'],
    ['nothing', 0, 'no-difference'],
  ])('of %s is not even asked for', (_, difference, reason) => {
    const impossible = towelsOff(difference);
    expect(impossible.passed('impossible')).toBe(1);
    expect(impossible.variables['appraisal']).toMatchObject({ reasons: [reason] });
  });
});

describe('the cycle count', () => {
  const due = [{ location: 'A-01-01', zone: 'general', class: 'A', keeper: 'gao-shan' }];

  it('is begun by time and ends at once when no place is due', () => {
    const nothing = play('cycleCount');
    expect(nothing.status).toBe('completed');
    expect(nothing.passed('countPlace')).toBe(0);
  });

  it('shows whoever counts the place and not the book', () => {
    expect(play('cycleCount', { due }).inputsOf('countLocation')).toEqual({ place: due[0] });
  });

  it('has every difference explained and approved, never by the keeper of the place', () => {
    const off = play('cycleCount', { due }).do('countLocation');
    expect(off.open).toEqual(['explainAdjustment']);
    expect(off.variablesOf('stockAdjustment')).toMatchObject({
      sku: 'TOWEL',
      lotNumber: 'B1',
      difference: -2,
      requester: { id: 'gao-shan' },
    });
    expect(off.doAll('explainAdjustment', 'approveBySupervisor').status).toBe('completed');
  });

  it('is over when the count agrees', () => {
    const countedLines = [{ sku: 'TOWEL', lot: 'B1', quantity: 500 }];
    expect(play('cycleCount', { due }).do('countLocation', { countedLines }).status).toBe('completed');
  });
});

describe('a return', () => {
  const returned = () => play('returnsGrading', { orderKey: 'shop-1', sku: 'TOWEL', quantity: 2 });

  it('is graded, confirmed by the supervisor and booked', () => {
    const done = returned().doAll('gradeReturn', 'approveGrading');
    expect(done.status).toBe('completed');
    expect(done.variables['grading']).toMatchObject({ grades: [{ sku: 'TOWEL', lot: 'B1', grade: 'A' }] });
  });

  it('is not sold again with data on it', () => {
    expect(returned().do('gradeReturn', { dataWiped: 'not-wiped' }).open).toEqual(['gradeReturn']);
  });

  it('tells the supervisor what is doubtful', () => {
    const doubtful = returned().do('gradeReturn', { serialMatch: 'mismatch' });
    expect(doubtful.variables['gradingCheck']).toEqual({ verdict: 'doubtful', reasons: ['serial'] });
    expect(doubtful.do('approveGrading', { verdict: 'rejected' }).open).toEqual(['gradeReturn']);
  });

  it('of an unknown lot is not booked', () => {
    const gradedLines = [{ sku: 'TOWEL', lot: 'B9', quantity: 2, grade: 'D' }];
    expect(returned().do('gradeReturn', { gradedLines }).do('approveGrading').open).toEqual(['gradeReturn']);
  });
});

describe('destruction', () => {
  const goods = (isBonded: boolean, sku = 'TOWEL') => ({
    sku,
    lot: 'B0',
    item: sku,
    location: 'Q-01-01',
    quantity: 9,
    cause: 'rejected',
    isBonded,
    amount: 72_000,
  });
  const due = (...condemned: readonly ReturnType<typeof goods>[]) =>
    play('scrap', { condemned, bonded: condemned.some(({ isBonded }) => isBonded) });
  const APPROVALS = ['proposeScrap', 'approveScrapManager', 'approveScrapFinance'];

  it('ends at once when nothing is due', () => {
    expect(due().passed('nothingToScrap')).toBe(1);
  });

  it('takes manager, finance and two witnesses', () => {
    const destroyed = due(goods(false)).doAll(...APPROVALS, 'destroyGoods');
    expect(destroyed.open).toEqual(['witnessFirst', 'witnessSecond']);
    expect(barredFrom('scrap', 'witnessSecond')).toEqual(['destroyGoods', 'witnessFirst']);
    expect(barredFrom('scrap', 'witnessFirst')).toEqual(['destroyGoods', 'witnessSecond']);
    expect(destroyed.doAll('witnessFirst', 'witnessSecond').passed('scrapped')).toBe(1);
  });

  it('is done again when brand marks stayed on or a witness did not see it', () => {
    const approved = () => due(goods(false)).doAll(...APPROVALS);
    expect(approved().do('destroyGoods', { brandRemoved: false }).open).toEqual(['destroyGoods']);
    const unseen = approved().do('destroyGoods').do('witnessFirst').do('witnessSecond', { verdict: 'rejected' });
    expect(unseen.open).toEqual(['destroyGoods']);
  });

  it('of bonded goods waits for leave from customs, and leaves out what has none', () => {
    const mixed = () => due(goods(true, 'LAMP'), goods(false)).doAll(...APPROVALS);
    expect(mixed().open).toEqual(['obtainPermission']);
    const refused = mixed().do('obtainPermission', { isPermitted: false });
    expect(refused.open).toEqual(['destroyGoods']);
    expect(refused.variables['scrapList']).toEqual([goods(false)]);
    const alone = due(goods(true))
      .doAll(...APPROVALS)
      .do('obtainPermission', { isPermitted: false });
    expect(alone.passed('scrapRefused')).toBe(1);
  });
});

describe('the overseas reconciliation', () => {
  const row = (theirs: number) => ({
    warehouse: 'FBA-US',
    sku: 'TOWEL',
    ours: 100,
    theirs,
    asOf: '2026-11-20',
    unitCost: 8_000,
  });
  const statement = (theirs: number) => play('overseasReconciliation', { statements: [row(theirs)] });

  it('ends at once when book and statement agree', () => {
    expect(statement(100).passed('agreed')).toBe(1);
  });

  it('says what is missing, what it is worth and until when it can be claimed', () => {
    expect(statement(97).variables['overseasDifferences']).toEqual([
      {
        warehouse: 'FBA-US',
        sku: 'TOWEL',
        ours: 100,
        theirs: 97,
        difference: -3,
        amount: 24_000,
        asOf: '2026-11-20',
        claimUntil: '2027-01-19',
      },
    ]);
  });

  it('claims what finance agrees to claim, and adjusts what is to be adjusted', () => {
    const claimed = statement(97).doAll('explainOverseas', 'approveOverseas');
    expect(claimed.open).toEqual(['claimOverseas']);
    expect(claimed.do('claimOverseas').status).toBe('completed');
    const explanations = [{ warehouse: 'FBA-US', sku: 'TOWEL', cause: 'unbooked', remedy: 'adjust' }];
    const adjusting = statement(97).do('explainOverseas', { explanations }).do('approveOverseas');
    expect(adjusting.variablesOf('stockAdjustment')).toMatchObject({ lotNumber: 'B1', difference: -3 });
    expect(adjusting.doAll('explainAdjustment', 'approveBySupervisor').status).toBe('completed');
  });
});

describe('the rounds of the warehouse', () => {
  it.each([
    ['cycleCount', 'P7D'],
    ['overseasReconciliation', 'P7D'],
    ['scrap', 'P1M'],
  ])('%s begins by time, every %s', (id, every) => {
    const starts = processes.find((process) => process.id === id)?.nodes['start'];
    expect(starts).toMatchObject({ event: { kind: 'timer', timer: { cycle: expect.stringMatching(`/${every}$`) } } });
  });
});

describe('the qualification of a known supplier', () => {
  const dossier = (knownAccountTail?: string) =>
    play('supplierQualification', { supplierName: '苏州棉语', categoryRisk: 'low' }).do(
      'collectDossier',
      knownAccountTail === undefined ? {} : { knownAccountTail },
    );

  it('has a second person call back when the account is another one', () => {
    expect(dossier('6621').open).not.toContain('callBack');
    const changed = dossier('8899');
    expect(changed.open).toContain('callBack');
    expect(changed.variablesOf('bankChangeCheck')).toMatchObject({
      accountTail: '8899',
      payeeAccountTail: '6621',
      requester: { id: 'ma-jun' },
    });
    expect(changed.do('callBack', { verdict: 'rejected' }).open).toContain('collectDossier');
  });
});
