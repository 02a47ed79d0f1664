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

  it('needs two people above 5,000, and above all when nobody knows what a piece costs', () => {
    expect(barredFrom('stockAdjustment', 'approveByGm')).toContain('approveByFinance');
    expect(barredFrom('stockAdjustment', 'approveByFinance')).toContain('approveByGm');
    const unknown = play('stockAdjustment', { sku: 'FREE', lotNumber: 'F1', location: 'C-01-01', difference: -1 });
    const asked = unknown.do('explainAdjustment');
    expect(asked.open).toEqual(['approveByFinance', 'approveByGm']);
    expect(asked.doAll('approveByFinance', 'approveByGm').passed('adjusted')).toBe(1);
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
    expect(barredFrom('scrap', 'approveScrapManager')).toContain('approveScrapFinance');
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

  it('asks for the statement that is missing, whether others differ or not', () => {
    const silent = play('overseasReconciliation', { silent: ['3PL-DE'], statements: [row(97)] });
    expect(silent.notified).toEqual([{ to: 'duty:stock-analyst', text: 'statements-missing' }]);
    expect(silent.open).toEqual(['explainOverseas']);
  });

  it('has every difference explained before finance sees it', () => {
    const two = play('overseasReconciliation', { statements: [row(97), { ...row(99), sku: 'LAMP' }] });
    expect(two.do('explainOverseas').open).toEqual(['explainOverseas']);
    const explained = ['TOWEL', 'LAMP'].map((sku) => ({ warehouse: 'FBA-US', sku, cause: 'lost', remedy: 'claim' }));
    expect(two.do('explainOverseas', { explanations: explained }).open).toEqual(['approveOverseas']);
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

  it('is screened against the lists of every market before it is judged', () => {
    const screened = (markets: readonly string[]) =>
      play('supplierQualification', { supplierName: '苏州棉语', categoryRisk: 'low', markets }).do('screenSupplier');
    expect(screened(['EU']).open).not.toContain('screenSupplier');
    expect(screened(['EU', 'US']).open).toContain('screenSupplier');
  });

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
