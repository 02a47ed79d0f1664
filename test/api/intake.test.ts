import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { upload } from './attempt.ts';
import { bookOf, complaint, files, type Hook, heading, hookTo, line, openIntake, order, until } from './intakeWorld.ts';
import type { RunningWorld } from './running.ts';
import type { Caller } from './world.ts';

let world: RunningWorld;
let secret: string;
let officer: Caller;
beforeAll(async () => {
  world = await openIntake();
  officer = await world.as('qin-lang');
  const admin = await world.as('gu-yang');
  const made = await admin.send('createHookSource', { body: { id: 'shop', kind: 'order' } });
  ({ secret } = made.body);
}, 120_000);
afterAll(() => world.close());

const hook = ({ secret: own = secret, ...more }: Partial<Hook> & Pick<Hook, 'body'>) =>
  hookTo(world.url, { secret: own, ...more });

const instance = (id: string, status: string) =>
  until<{ started_by: string }>(() => world.db('process_instance').where({ id, status }).first());
const refused = (code: string) => world.db('audit_event').where({ action: 'hook-refused', refused: code });

describe('a hook', () => {
  test('begins a process, once however often it comes, and is answered the same', async () => {
    const id = randomUUID();
    const first = await hook({ id, body: order('A-1') });
    expect(first).toMatchObject({ status: 200, body: { outcome: 'begun', instance: 'testOrder/shop-A-1' } });
    expect(await instance('testOrder/shop-A-1', 'running')).toMatchObject({ started_by: 'hook:shop' });

    expect(await hook({ id, body: order('A-1') })).toEqual(first);
    expect(await hook({ id, body: order('A-2') })).toMatchObject({ status: 409, body: { code: 'hook-id-reused' } });
    expect(await world.db('process_step').where({ instance_id: 'testOrder/shop-A-1' })).toHaveLength(1);
  });

  test('that comes under another id for the same order begins no second one', async () => {
    await hook({ body: order('A-3') });
    await instance('testOrder/shop-A-3', 'running');

    const again = await hook({ body: order('A-3') });

    expect(again.body).toMatchObject({ outcome: 'begun', instance: 'testOrder/shop-A-3' });
    expect(await world.db('audit_event').where({ action: 'message-repeated' })).toHaveLength(1);
  });

  test('with a payment is an order and a payment, which finds the instance that waits', async () => {
    const payment = {
      reference: 'P1',
      amount: 5_980,
      currency: 'EUR',
      payer: 'Anna Weber',
      capturedAt: '2026-11-24T01:01:00Z',
    };
    const { body } = await hook({ body: order('A-4', { payment }) });

    await instance('testOrder/shop-A-4', 'completed');
    const messages = await world.db('message').where({ key: 'shop-A-4' }).orderBy('name');
    expect(messages).toMatchObject([{ name: 'order-placed' }, { name: 'payment-captured', state: 'taken' }]);
    expect(body['message']).toBe(messages[0].id);
    const { buyer } = messages[0].variables;
    expect(buyer).toMatchObject({ name: 'Anna Weber', key: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test('of an unknown source and one with a wrong signature are told the same', async () => {
    const unknown = await hook({ source: 'nobody', body: order('B-1') });
    const wrong = await hook({ secret: 'guessed', body: order('B-1') });

    expect(unknown).toMatchObject({ status: 401, body: { code: 'hook-unsigned' } });
    expect({ ...wrong, body: { ...wrong.body, trace: '' } }).toEqual({
      ...unknown,
      body: { ...unknown.body, trace: '' },
    });
    const kept = await refused('hook-unsigned');
    expect(new Set(kept.map(({ subject_id: source }) => source))).toEqual(new Set(['nobody', 'shop']));
    expect(JSON.stringify(kept)).not.toContain('Anna');
  });

  test.each([-301, 301])('whose clock is %i s away is too old to be taken', async (seconds) => {
    const { status, body } = await hook({ body: order('B-2'), at: Date.now() + seconds * 1_000 });

    expect({ status, code: body['code'] }).toEqual({ status: 401, code: 'hook-stale' });
  });

  test('that is overheard can be repeated, and not brought again under another id', async () => {
    const overheard = { body: order('B-4'), id: randomUUID(), signedId: randomUUID() };

    expect(await hook(overheard)).toMatchObject({ status: 401, body: { code: 'hook-unsigned' } });
    expect(await hook({ ...overheard, id: overheard.signedId })).toMatchObject({ status: 200 });
  });

  test('that says something else than its kind is told where, and may be mended under the same id', async () => {
    const id = randomUUID();
    const { status, body } = await hook({ id, body: order('B-3', { amount: 59.8, colour: 'red' }) });

    expect(status).toBe(400);
    const where = (body['particulars'] as { where: string }[]).map((it) => it.where);
    expect(where).toEqual(expect.arrayContaining(['/body/amount']));
    expect(await hook({ body: 'not json' })).toMatchObject({ status: 400 });
    expect(await hook({ body: 'x'.repeat(300_000) })).toMatchObject({ status: 413, body: { code: 'hook-too-large' } });
    expect(await hook({ id, body: order('B-3') })).toMatchObject({ status: 200 });
  });

  test('is taken with the secret before for a while after a rotation, and with none when its source is disabled', async () => {
    const admin = await world.as('gu-yang');
    const before = (await admin.send('createHookSource', { body: { id: 'old-shop', kind: 'order' } })).body.secret;
    const rotated = await admin.send('rotateHookSource', { params: { source: 'old-shop' } });
    const repeated = await admin.send('rotateHookSource', {
      params: { source: 'old-shop' },
      body: { requestId: rotated.requestId },
    });
    expect(repeated.body.secret).toBe(rotated.body.secret);
    await world.db('request_receipt').where({ request_id: rotated.requestId }).delete();
    const lost = { params: { source: 'old-shop' }, body: { requestId: rotated.requestId } };
    expect((await admin.send('rotateHookSource', lost)).body.secret).toBe(rotated.body.secret);
    const send = async (own: string, number: string) =>
      (await hook({ source: 'old-shop', secret: own, body: order(number) })).status;

    expect([await send(before, 'C-1'), await send(rotated.body.secret, 'C-2')]).toEqual([200, 200]);
    await admin.send('disableHookSource', { params: { source: 'old-shop' }, body: { disabled: true } });
    expect(await send(rotated.body.secret, 'C-3')).toBe(401);
    const rows = await world.db('hook_source').select();
    const kept = JSON.stringify([
      rows,
      await world.db('request_receipt').select(),
      await world.db('audit_event').select(),
    ]);
    expect([before, rotated.body.secret].filter((it) => kept.includes(it))).toEqual([]);
    const { body } = await admin.call('listHookSources');
    expect(body.items).toMatchObject([
      { id: 'old-shop', disabled: true },
      { id: 'shop', lastReceivedAt: expect.any(String) },
    ]);
  });
});

describe('an import of records', () => {
  const send = async (content: string | Uint8Array<ArrayBuffer>, more = {}, name = 'orders.csv') => {
    const { body } = await upload(officer, content, name, 'text/csv');
    const input = { kind: 'orders', file: body.id, dryRun: false, ...more };
    return officer.send('importRecords', { body: input });
  };

  test('says in a dry run what is wrong, by row and column, and takes nothing', async () => {
    const csv = [heading, line('D-1'), line('D-2', '=1+1'), line('D-3', 'cheap')].join('\n');

    const { body } = await send(csv, { dryRun: true });

    expect(body).toMatchObject({ dryRun: true, import: null, rows: 3, fresh: 1, faulty: 2, errorCount: 2 });
    expect(body.errors).toMatchObject([
      { row: 3, column: 'unitPrice', code: 'formula', text: '“=1+1”像是公式，表里只能写数据' },
      { row: 4, column: 'unitPrice', code: 'amount' },
    ]);
    expect(await world.db('import_run')).toEqual([]);
  });

  test('takes all or nothing unless it is told to take what is right, each record once', async () => {
    const csv = [heading, line('D-4'), line('D-5', 'cheap')].join('\n');
    const all = await send(csv);
    expect(all.problem).toMatchObject({ code: 'list-refused', status: 422, particulars: [{ where: '/3/unitPrice' }] });

    const valid = await send(csv, { take: 'valid' });
    expect(valid.body).toMatchObject({ fresh: 1, repeated: 0, faulty: 1 });
    expect(await instance('testOrder/shop-D-4', 'running')).toMatchObject({ started_by: 'qin-lang' });

    const again = await send([heading, line('D-4'), line('D-6')].join('\n'));
    expect(again.body).toMatchObject({ fresh: 1, repeated: 1, faulty: 0 });
    const changed = await send([heading, line('D-4', '19.90')].join('\n'));
    expect(changed.problem).toMatchObject({ code: 'list-refused', particulars: [{ code: 'changed' }] });
    const { body } = await officer.call('listImports', { query: {} });
    expect(body.items.map(({ fresh, repeated }) => [fresh, repeated])).toEqual([
      [1, 1],
      [1, 0],
    ]);
  });

  test('reads a workbook as it reads a text, and no formula in it', async () => {
    const { body } = await send(await bookOf(29.9), {}, 'orders.xlsx');
    expect(body).toMatchObject({ rows: 1, fresh: 1, faulty: 0 });
    await instance('testOrder/shop-E-1', 'running');
    const message = await world.db('message').where({ key: 'shop-E-1' }).first();
    expect(message.variables).toMatchObject({ amount: 5_980, placedAt: '2026-11-24T01:30:00.000Z' });
    const { problem } = await send(await bookOf({ formula: '29+1', result: 30 }), {}, 'orders.xlsx');
    expect(problem).toMatchObject({ code: 'import-unreadable', params: { problem: 'formula', value: 'I2' } });
  });

  test('of exchange rates, payouts, stock here and abroad, and a list is where those who ask for it look', async () => {
    const list = { kind: 'parties', list: 'DEMO-RPL', version: '2026-11', issuedOn: '2026-11-24' };
    const taken = [
      await send(files.rates, { kind: 'rates' }),
      await send(files.payouts, { kind: 'payouts' }),
      await send(files.stock, { kind: 'stock', take: 'valid' }),
      await send(files.parties, list),
      await send(files.overseas, { kind: 'overseas' }),
      await send(files.prices, { kind: 'prices', take: 'valid' }),
      await send(files.prices, { kind: 'prices', take: 'valid' }),
    ];

    expect(taken.map(({ body }) => [body.fresh, body.faulty])).toEqual([
      [1, 0],
      [1, 0],
      [1, 2],
      [1, 0],
      [1, 0],
      [1, 2],
      [0, 2],
    ]);
    const wrong = taken[5]?.body.errors.map(({ row, code }) => `${row} ${code}`);
    expect(wrong).toEqual(['4 too-little', '4 too-little', '3 duplicate']);
    expect(await world.db('price')).toEqual([]);
    expect(await world.db('price_proposal')).toMatchObject([{ sku: 'TOWEL-70', amount: '2990', floor: '1500' }]);
    expect(await world.db('message').where({ name: 'prices-imported' })).toHaveLength(1);
    expect(taken[2]?.body.errors.map(({ row, code }) => [row, code])).toEqual([
      [4, 'zone'],
      [5, 'location-unknown'],
    ]);
    expect(await world.db('exchange_rate').where({ currency: 'EUR' })).toMatchObject([{ per_usd: '0.92000000' }]);
    expect(await world.db('payout_line')).toMatchObject([{ order_key: 'shop-A-1', amount: '5980', fee: '900' }]);
    expect(await world.db('overseas_statement')).toMatchObject([
      { warehouse: 'FBA-US', sku: 'TOWEL-70', quantity: 480 },
    ]);
    const lies = await world.db('stock_balance').where({ sku: 'TOWEL-70', lot: 'L1' }).where('quantity', '>', 0);
    expect(new Map(lies.map((it) => [it.location_id, it.quantity]))).toEqual(
      new Map([
        ['A-01-01', 300],
        ['A-01-02', 200],
      ]),
    );
    const found = await officer.call('searchParties', { query: { q: 'Intake Trading FZE' } });
    expect(found.body.items).toMatchObject([{ list: 'DEMO-RPL', version: '2026-11' }]);
  });
});

describe('a complaint', () => {
  test('is filed without an account, and its code shows what was answered and nobody who works here', async () => {
    const filed = await world
      .visitor()
      .send('fileComplaint', { body: { ...complaint, orderNumber: 'A-1', channel: 'shop' } });
    expect(filed.body.code).toMatch(/^([0-9A-HJKMNP-TV-Z]{6}-){4}[0-9A-HJKMNP-TV-Z]{2}$/);
    const repeated = await world.visitor().send('fileComplaint', {
      body: { ...complaint, orderNumber: 'A-1', channel: 'shop', requestId: filed.requestId },
    });
    expect(repeated.body).toEqual(filed.body);

    const track = () =>
      world.visitor().send('trackComplaint', { body: { code: filed.body.code.toLowerCase().replaceAll('-', ' ') } });
    const found = await until(async () => {
      const { body } = await track();
      return body.state === 'answered' ? body : undefined;
    });

    expect(found).toEqual({
      state: 'answered',
      category: 'quality',
      orderNumber: 'A-1',
      text: complaint.text,
      filedAt: filed.body.filedAt,
      changedAt: expect.any(String),
      replies: [{ at: expect.any(String), text: '已为您办理换货。' }],
    });
    const kept = await world.db('complaint').first();
    expect(JSON.stringify(kept)).not.toContain(filed.body.code);
    const begun = await world.db('process_instance').where({ business_key: kept.id }).first();
    expect(begun).toMatchObject({ process_key: 'testTicket', started_by: 'form' });
  });

  test('is nobody’s with another code, and a request id stands for one complaint', async () => {
    const wrong = await world.visitor().send('trackComplaint', { body: { code: '000000-000000-000000-000000-00' } });
    expect(wrong.problem).toMatchObject({ status: 404, code: 'complaint-unknown' });

    const filed = await world.visitor().send('fileComplaint', { body: complaint });
    const other = await world.visitor().send('fileComplaint', {
      body: { ...complaint, text: '另外一件事情，请处理。', requestId: filed.requestId },
    });
    expect(other.problem).toMatchObject({ status: 409, code: 'request-reused' });
  });

  test('comes from one address so many times an hour, and no more', async () => {
    const answers = [];
    for (let count = 0; count < 10; count += 1)
      answers.push(await world.visitor().send('fileComplaint', { body: complaint }));

    expect(answers.map(({ status }) => status)).toEqual([...Array(8).fill(200), 429, 429]);
  });
});
