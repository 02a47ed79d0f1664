import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sealingCodec } from '../../platform/codec.ts';
import { figures } from '../../store/views/figures.ts';
import { type Caller, openWorld, type World } from './world.ts';

const UI = 'http://127.0.0.1:8233';
const asJson = ({ metadata, data }: Payload) => ({
  metadata: Object.fromEntries(
    Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]),
  ),
  data: Buffer.from(data ?? []).toString('base64'),
});
type Shown = ReturnType<typeof asJson>;

let world: World;
let operator: Caller;
beforeAll(async () => {
  world = await openWorld();
  operator = await world.as('gu-yang');
});
afterAll(() => world.close());

/** A payload of a workflow as the Temporal UI gets it from its server. */
async function sealed(value: unknown, workflowId: string): Promise<Shown> {
  const context = { type: 'workflow', namespace: 'default', workflowId } as const;
  const plain = defaultPayloadConverter.toPayload(value);
  const [payload = plain] = await sealingCodec(world.services.keys, 'default').encode([plain], context);
  return asJson(payload);
}

const decode = (caller: Caller, payloads: readonly Shown[], headers: Record<string, string> = {}) =>
  caller.fetch('/api/codec/decode', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-namespace': 'default', origin: UI, ...headers },
    body: JSON.stringify({ payloads }),
  });

const opened = async (response: Response) =>
  ((await response.json()) as { readonly payloads: readonly Shown[] }).payloads;
const valueOf = ({ data }: Shown): unknown => JSON.parse(Buffer.from(data, 'base64').toString());
const evidence = (subject: string) =>
  world.db('audit_event').where({ action: 'payloads-decoded', subject_id: subject }).select('actor_id', 'refused');

describe('the codec server', () => {
  test('opens payloads for operations who are signed in, and writes down whose', async () => {
    const response = await decode(operator, [
      await sealed({ supplier: '海宁' }, 'procurement/P-1'),
      await sealed('second', 'procurement/P-1'),
    ]);

    expect((await opened(response)).map(valueOf)).toEqual([{ supplier: '海宁' }, 'second']);
    expect(response.headers.get('access-control-allow-origin')).toBe(UI);
    expect(response.headers.get('access-control-allow-credentials')).toBe('true');
    expect(await evidence('procurement/P-1')).toEqual([{ actor_id: 'gu-yang', refused: null }]);
  });

  test('gives back what was never sealed', async () => {
    const plain = asJson(defaultPayloadConverter.toPayload('before'));
    const payloads = await opened(await decode(operator, [plain]));
    expect(payloads).toEqual([plain]);
  });

  test.each([
    ['nobody', undefined, {}, 401],
    ['somebody without the role', 'ma-jun', {}, 403],
    ['operations for another namespace', 'gu-yang', { 'x-namespace': 'staging' }, 403],
    ['operations through another site', 'gu-yang', { origin: 'https://evil.example' }, 403],
  ])('opens nothing for %s, and no page reads the answer', async (_who, person, headers, status) => {
    const caller = person === undefined ? world.visitor() : await world.as(person);
    const response = await decode(caller, [await sealed('secret', 'procurement/P-2')], headers);

    expect(response.status).toBe(status);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(await response.text()).not.toContain(Buffer.from('"secret"').toString('base64'));
  });

  test('writes down who tried without the right', async () => {
    await decode(await world.as('lin-yue'), [await sealed('secret', 'procurement/P-2')]);
    expect(await evidence('default')).toContainEqual({ actor_id: 'lin-yue', refused: 'not-allowed' });
  });

  test('leaves the content of cases sealed for operations', async () => {
    const payload = await sealed('who is accused', 'violationCase/V-1');
    const payloads = await opened(await decode(operator, [payload]));

    expect(payloads).toEqual([payload]);
    expect(await evidence('violationCase/V-1')).toEqual([{ actor_id: 'gu-yang', refused: 'not-allowed' }]);
  });

  test('leaves what needs a key that is gone as it is', async () => {
    const payload = await sealed('x', 'procurement/P-3');
    const other = { ...payload, metadata: { ...payload.metadata, 'encryption-key-id': btoa('k0') } };
    expect(await (await decode(operator, [other])).json()).toEqual({ payloads: [other] });
  });

  test('takes no more at a time than a page of the Temporal UI shows, and no label that is no workflow', async () => {
    const payload = await sealed('x', 'procurement/P-4');
    const long = { ...payload, metadata: { ...payload.metadata, 'workflow-id': btoa('p'.repeat(2_000)) } };

    expect(
      (
        await decode(
          operator,
          Array.from({ length: 1_001 }, () => payload),
        )
      ).status,
    ).toBe(400);
    expect((await decode(operator, [long])).status).toBe(400);
    expect(await evidence('procurement/P-4')).toEqual([]);
  });

  test('answers the browser that asks before it sends', async () => {
    const ask = (origin: string) => operator.fetch('/api/codec/decode', { method: 'OPTIONS', headers: { origin } });

    const headers = (await ask(UI)).headers;
    expect(headers.get('access-control-allow-headers')).toBe('content-type, x-namespace');
    expect(headers.get('access-control-allow-origin')).toBe(UI);
    expect((await ask('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });

  test('seals nothing for anybody', async () => {
    const response = await operator.fetch('/api/codec/encode', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: UI },
      body: '{"payloads":[]}',
    });
    expect(response.status).toBe(403);
  });
});

test('the figures that alerts ring for are counted', async () => {
  await world.db('audit_event').insert({ action: 'x', subject_kind: 'x', subject_id: 'x', at: '2026-01-01T00:00:00Z' });

  const counted = await figures(world.db);
  expect(counted).toMatchObject({ incidentsOpen: 0, tasksOpen: 0, tasksOverdue: 0 });
  expect(counted.unsealedAge).toBeGreaterThan(86_400);
});
