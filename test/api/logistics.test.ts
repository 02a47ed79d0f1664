import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runScreening } from '../../activities/jobs/screening.ts';
import { having } from './jobs.ts';
import { shipmentCases } from './shipmentCases.ts';
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

const screening = (instance: string, name: string) =>
  having(world.db, runScreening, instance, 'screen', {
    party: { name, country: 'DE', address: 'Musterweg 1' },
    context: 'test',
  });

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
    const released = await having(world.db, runScreening, 'partyScreening/1', 'decide', decision);
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
    const elsewhere = await having(world.db, runScreening, 'partyScreening/3', 'screen', other);
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

shipmentCases(() => world);

describe('registers of the warehouse and of prices', () => {
  test('are given page by page, everything once, and narrowed by what it begins with', async () => {
    await world.db('stock_location').insert(['R-1', 'R-2'].map((id) => ({ id, zone: 'hazmat' })));
    await world.db('stock_lot').insert({ sku: 'REG-1', lot: 'L1', item: '灯', state: 'released' });
    await world
      .db('stock_balance')
      .insert(
        ['R-1', 'R-2'].map((place) => ({ sku: 'REG-1', lot: 'L1', location_id: place, quantity: 3, reserved: 1 })),
      );
    await world.db('stock_hold').insert({ sku: 'REG-1', reason: 'recall', held_by: 'test' });
    const reader = await world.as('ma-jun');
    const stock = async (query: object) => (await reader.call('listStock', { query: { q: 'REG', ...query } })).body;

    const first = await stock({ limit: 1, held: 'true' });
    const second = await stock({ limit: 1, cursor: first.next });
    expect(
      [...first.items, ...second.items].map(({ location, reserved, held }) => ({ location, reserved, held })),
    ).toEqual([
      { location: 'R-1', reserved: 1, held: true },
      { location: 'R-2', reserved: 1, held: true },
    ]);
    expect(second.next).toBeNull();
    expect((await stock({ held: 'false' })).items).toEqual([]);
    expect((await reader.call('listStock', { query: { cursor: 'bm9uc2Vuc2U' } })).problem.code).toBe('malformed');
    const { body } = await reader.call('listStockPlaces', { query: { q: 'R-', zone: 'hazmat' } });
    expect(body.items).toMatchObject([
      { id: 'R-1', lots: 1, quantity: 3, countedAt: null },
      { id: 'R-2', lots: 1, quantity: 3 },
    ]);
  });

  test('have the prices in force, the former ones when asked, and the latest rates', async () => {
    const price = { channel: 'shop', sku: 'REG-1', market: 'DE', currency: 'EUR', cost: 1, floor: 1 };
    await world.db('price').insert([
      { ...price, amount: 900, valid_from: '2026-01-01', valid_to: '2026-06-01', instance_id: 'pricing/1' },
      { ...price, amount: 950, valid_from: '2026-06-01', instance_id: 'pricing/2' },
    ]);
    await world.db('exchange_rate').insert({ currency: 'ISK', as_of: '2026-01-01', per_usd: 130, source: 'test' });
    const reader = await world.as('ma-jun');

    const prices = async (query: object) => (await reader.call('listPrices', { query: { q: 'REG', ...query } })).body;
    expect((await prices({})).items).toMatchObject([{ amount: 950, validTo: null, instance: 'pricing/2' }]);
    const old = await prices({ past: 'true', limit: 1 });
    const present = await prices({ past: 'true', limit: 1, cursor: old.next });
    expect([...old.items, ...present.items].map(({ amount }) => amount)).toEqual([900, 950]);
    const { body } = await reader.call('listExchangeRates');
    expect(body.items).toContainEqual({ currency: 'ISK', perUsd: 130, asOf: '2026-01-01', isOld: true });
  });
});
