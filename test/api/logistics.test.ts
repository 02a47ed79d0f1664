import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCarrier } from '../../activities/jobs/carrier.ts';
import type { JobRun } from '../../activities/jobs/job.ts';
import { runScreening } from '../../activities/jobs/screening.ts';
import { runShipment } from '../../activities/jobs/shipment.ts';
import { runTaxRefund } from '../../activities/jobs/taxRefund.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { known, line, order } from './shipmentCase.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
}, 120_000);
afterAll(() => world.close());

const HEADING = 'entry,name,aliases,kind,country,address,remarks';
const file = (...lines: string[]) => [HEADING, ...lines].join('\r\n');
const officer = () => world.as('qin-lang');
const demoList = { list: 'DEMO-RPL', version: 'demo-2', issuedOn: '2026-11-20' };

describe('lists of parties', () => {
  test('come with the demo, current, and are named with their version', async () => {
    const { body } = await (await officer()).call('listPartyLists');
    expect(body.items).toEqual([
      expect.objectContaining({ list: 'DEMO-RPL', version: 'demo-1', state: 'current', entries: 5, importedBy: null }),
    ]);
    expect(body.mayImport).toBe(true);
  });

  test('are searched by the likeness that screening goes by', async () => {
    const { body } = await (await world.as('lin-yue')).call('searchParties', {
      query: { q: 'Quillfether, Balthazar' },
    });
    expect(body.items).toMatchObject([{ list: 'DEMO-RPL', version: 'demo-1', entry: 'F-001' }]);
  });

  test('say on a dry run what is wrong in which line, and keep nothing', async () => {
    const csv = file('N-1,Someone,,person,de,,', ',Nobody,,ship,Germany,,', 'N-1,???,,,,,');
    const { body } = await (await officer()).send('importPartyList', { body: { ...demoList, csv } });
    expect(body.errors.map(({ row, column, code }) => `${row} ${column} ${code}`)).toEqual([
      '3 entry missing',
      '3 kind kind-unknown',
      '3 country country-unknown',
      '4 name name-unreadable',
      '4 entry duplicate',
    ]);
    expect(body.errors[1]?.text).toContain('“ship”');
    const { problem } = await (await officer()).send('importPartyList', { body: { ...demoList, csv, dryRun: false } });
    expect([problem.code, problem.particulars?.length]).toEqual(['list-refused', 5]);
    const { body: kept } = await (await officer()).call('listPartyListVersions', { params: { list: 'DEMO-RPL' } });
    expect(kept.items.map(({ version }) => version)).toEqual(['demo-1']);
  });

  test.each([
    ['a list that nobody registered', { list: 'NOWHERE' }, file('1,Somebody,,,,,'), 404, 'party-list-unknown'],
    ['what is no list', {}, 'hello', 422, 'party-list-unreadable'],
    ['a version from the future', { issuedOn: '2099-01-01' }, file('1,Somebody,,,,,'), 400, 'malformed'],
  ])('refuse %s', async (_, changes, csv, status, code) => {
    const answer = await (await officer()).send('importPartyList', { body: { ...demoList, ...changes, csv } });
    expect([answer.status, answer.problem.code]).toEqual([status, code]);
  });

  test('are for officers to import and to register', async () => {
    const operator = await world.as('meng-yao');
    const csv = file('1,Somebody,,,,,');
    expect((await operator.send('importPartyList', { body: { ...demoList, csv } })).problem.code).toBe('not-allowed');
    const setting = { list: 'X', name: { 'zh-CN': '甲', en: 'X' }, required: true, maxAgeDays: 7 };
    expect((await operator.send('setPartyList', { body: setting })).problem.code).toBe('not-allowed');
  });
});

const run = (instanceId: string): JobRun => ({
  instanceId,
  token: 't',
  attempt: 1,
  node: 'n',
  job: { type: 'remind', task: 't' } as unknown as JobRun['job'],
});
type Runner = typeof runShipment;
const having = async (runner: Runner, instance: string, what: string, variables: Variables) => {
  const telling = { db: world.db, consoleUrl: '' };
  const call = { type: 'service', name: '', headers: { do: what }, variables } as const;
  return (await runner(telling, run(instance), call)).variables;
};
const screening = (instance: string, name: string) =>
  having(runScreening, instance, 'screen', { party: { name, country: 'DE', address: 'Musterweg 1' }, context: 'test' });

describe('a screening', () => {
  test('keeps list, version, entry and score of a hit, and who released it with which grounds', async () => {
    const held = await screening('partyScreening/1', 'Balthazar Quillfether');
    expect(held['screening']).toMatchObject({
      verdict: 'hold',
      hits: [{ list: 'DEMO-RPL', version: 'demo-1', entry: 'F-001', score: expect.any(Number) }],
      listVersions: [{ list: 'DEMO-RPL', version: 'demo-1' }],
    });
    const decision = {
      hitDecision: 'approved',
      screeningReason: 'Another person',
      screeningEvidence: 'f1',
      decidedBy: 'qin-lang',
    };
    const released = await having(runScreening, 'partyScreening/1', 'decide', decision);
    expect(released['screening']).toMatchObject({ verdict: 'released', decidedBy: 'qin-lang' });
    const audit = await world.db('audit_event').where({ subject_id: 'partyScreening/1' }).orderBy('id');
    expect(audit.map(({ action, actor_id: actor }) => [action, actor])).toEqual([
      ['party-screened', null],
      ['party-released', 'qin-lang'],
    ]);
    expect(JSON.stringify(audit)).not.toContain('Quillfether');
  });

  test('of the same party is released with that decision, of another address it is held again', async () => {
    const again = await screening('partyScreening/2', 'BALTHAZAR  QUILLFETHER');
    expect(again['screening']).toMatchObject({ verdict: 'released', decidedBy: 'qin-lang' });
    const other = { party: { name: 'Balthazar Quillfether', country: 'DE', address: 'Anderswo 2' }, context: 'test' };
    const elsewhere = await having(runScreening, 'partyScreening/3', 'screen', other);
    expect(elsewhere['screening']).toMatchObject({ verdict: 'hold' });
  });

  test('gives on a second delivery what it gave, even if a new version has come since', async () => {
    const before = await screening('partyScreening/4', 'Grimwald Testerman');
    const csv = file('N-9,Grimwald Testermann,,person,DE,,Fictitious');
    const saved = await (await officer()).send('importPartyList', { body: { ...demoList, csv, dryRun: false } });
    expect(saved.body.outcome).toBe('saved');
    expect(await screening('partyScreening/4', 'Grimwald Testerman')).toEqual(before);
    const fresh = await screening('partyScreening/5', 'Grimwald Testerman');
    expect(fresh['screening']).toMatchObject({ verdict: 'hold', hits: [{ version: 'demo-2', entry: 'N-9' }] });
  });

  test('is never changed afterwards by its list: the same version only with the same entries', async () => {
    const send = async (csv: string) =>
      (await officer()).send('importPartyList', { body: { ...demoList, csv, dryRun: false } });
    expect((await send(file('N-9,Grimwald Testermann,,person,DE,,Fictitious'))).body.outcome).toBe('confirmed');
    expect((await send(file('N-9,Somebody Else,,person,DE,,'))).problem.code).toBe('party-list-different');
  });

  test('is held for everybody while a required list was never imported', async () => {
    const setting = { list: 'UN', name: { 'zh-CN': '联合国', en: 'United Nations' }, required: true, maxAgeDays: 7 };
    await (await officer()).send('setPartyList', { body: setting });
    const held = await screening('partyScreening/6', 'Perfectly Harmless');
    expect([held['screening'], held['screeningReasons']]).toMatchObject([{ verdict: 'hold' }, ['list-missing']]);
    await (await officer()).send('setPartyList', { body: { ...setting, required: false } });
    expect((await screening('partyScreening/7', 'Perfectly Harmless'))['screening']).toMatchObject({
      verdict: 'clear',
    });
  });
});

const step = (what: string, variables: Variables = known, key = 'shop-1001') =>
  having(runShipment, `shipment/${key}`, what, variables);
const row = (key = 'shop-1001') => world.db('shipment').where({ order_key: key }).first();

describe('the machine steps of a shipment', () => {
  test('open it once, knowing nothing yet of mode and goods', async () => {
    const opened = { modeCard: null, declarationLines: [{ sku: 'TOWEL-01', quantity: 1, declaredValue: 12_900 }] };
    expect(await step('open', order)).toEqual(opened);
    expect(await step('open', order)).toEqual(opened);
    expect(await world.db('shipment')).toHaveLength(1);
    expect(await world.db('audit_event').where({ action: 'shipment-opened' })).toHaveLength(1);
  });

  test('judge, write down and leave evidence', async () => {
    expect(await step('check')).toEqual({ declarationProblems: [], exportControl: 'free' });
    expect(await step('book')).toEqual({ bookingFaults: [] });
    expect(await step('match')).toMatchObject({ documentMatch: { verdict: 'matched' } });
    expect(await step('file')).toEqual({ filingCheck: { faults: [], leadHours: 24 } });
    expect(await step('dispatch')).toMatchObject({ entryRules: { regime: 'eu', lineDuty: { amount: 300 } } });
    expect(await row()).toMatchObject({
      state: 'dispatched',
      mode: '9610',
      direction: 'export',
      tracking_number: 'TRK1',
    });
    const actions = await world
      .db('audit_event')
      .where({ subject_id: 'shipment/shop-1001' })
      .orderBy('id')
      .pluck('action');
    expect(actions).toEqual(
      expect.arrayContaining(['declaration-checked', 'booking-checked', 'documents-matched', 'declaration-filed']),
    );
  });

  test('refuse a carrier that nobody has admitted', async () => {
    expect(await step('book', { ...known, carrierName: '谁也不认识' })).toEqual({ bookingFaults: ['carrier-unknown'] });
  });

  test('begin the next shipment with what was approved of this one', async () => {
    const next = await step('open', { ...order, salesOrderNumber: '1002' }, 'shop-1002');
    expect(next).toMatchObject({
      modeCard: { mode: '9610' },
      customsMode: '9610',
      tradeDirection: 'export',
      declarationLines: [{ sku: 'TOWEL-01', hsCode: '6302600000', originCountry: 'CN', exportControl: 'free' }],
    });
    const other = { ...known, declarationLines: [{ ...line, hsCode: '6302910000' }] };
    const ruling = { declarationProblems: [{ sku: 'TOWEL-01', fault: 'ruling' }] };
    expect(await step('check', other, 'shop-1002')).toMatchObject(ruling);
    expect(await step('check', { ...other, rulingReason: '新工艺' }, 'shop-1002')).toMatchObject({
      declarationProblems: [],
    });
  });

  test('seal the binder: the same papers have the same hash, and are kept ten years for the European Union', async () => {
    const sealed = await step('archive');
    expect(sealed).toEqual({ binderHash: expect.stringMatching(/^[0-9a-f]{64}$/), retainUntil: '2036-11-25' });
    expect(await step('archive')).toEqual(sealed);
    expect((await step('archive', { ...known, declarationNumber: 'D-2' }))['binderHash']).not.toBe(
      sealed['binderHash'],
    );
    expect(await row()).toMatchObject({ state: 'archived' });
  });

  test('say why a shipment stopped', async () => {
    expect(await step('stop', { ...order, kind: 'lost', note: 'Nicht auffindbar' }, 'shop-1002')).toEqual({
      stopReason: 'lost',
      exceptionNote: 'Nicht auffindbar',
    });
    expect(await row('shop-1002')).toMatchObject({ state: 'exception', exception: 'lost' });
  });
});

describe('a tax refund', () => {
  test('takes an export once, with what was filed for it', async () => {
    const collected = await having(runTaxRefund, 'taxRefund/1', 'collect', {});
    expect(collected).toEqual({
      refundExports: [
        { orderKey: 'shop-1001', declarationNumber: 'D-1', amount: 12_900, currency: 'EUR', declaredOn: '2026-11-24' },
      ],
    });
    expect(await having(runTaxRefund, 'taxRefund/1', 'collect', {})).toEqual(collected);
    expect(await having(runTaxRefund, 'taxRefund/2', 'collect', {})).toEqual({ refundExports: [] });
    const papers = [{ orderKey: 'shop-1001', treatment: 'exempt', receiptReference: 'R-1' }];
    await having(runTaxRefund, 'taxRefund/1', 'close', { refundNumber: 'TS-1', refundPapers: papers });
    expect(await row()).toMatchObject({
      refund_id: 'taxRefund/1',
      refund: { number: 'TS-1', receiptReference: 'R-1' },
    });
  });
});

describe('carriers', () => {
  test('are admitted for a year at most, and come up again before that ends', async () => {
    const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const carrier = {
      carrierName: '南风货运',
      carrierCode: 'C-1',
      carrierKind: 'carrier',
      carrierCountry: 'CN',
      carrierAddress: '深圳',
      licenceUntil: '2099-01-01',
      insuredUntil: soon,
    };
    expect(await having(runCarrier, 'carrierAdmission/1', 'admit', carrier)).toEqual({ admittedUntil: soon });
    const { lapsing } = await having(runCarrier, 'carrierRenewal/1', 'lapsing', {});
    expect(lapsing).toEqual([
      { code: 'C-1', name: '南风货运', kind: 'carrier', country: 'CN', address: '深圳', round: soon },
    ]);
  });
});
