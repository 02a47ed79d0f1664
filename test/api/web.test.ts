import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { isPassing } from '../../api/passing.ts';
import { isStartedBy } from '../../api/startedBy.ts';
import { ask } from '../../api/updates.ts';
import { completeUpdate } from '../../workflows/messages.ts';
import { missingNamespace, type Trouble, troubledTemporal } from '../setup/troubledTemporal.ts';
import { type Caller, openWorld, type World } from './world.ts';

let world: World;
let visitor: Caller;
beforeAll(async () => {
  world = await openWorld({ updatePatienceMs: 1_000 });
  visitor = world.visitor();
});
afterAll(() => world.close());

const post = (headers: Record<string, string>) =>
  visitor.fetch('/api/demo/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ requestId: randomUUID(), person: 'lin-yue' }),
  });

describe('a request that changes something', () => {
  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['a page that hides where it is', { origin: 'null' }],
    ['a site that the browser calls foreign', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour under the same domain', { 'sec-fetch-site': 'same-site' }],
  ])('is refused when it comes from %s', async (_what, headers: Record<string, string>) => {
    const response = await post(headers);

    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'origin-foreign' });
  });

  test('is refused without the header that no form can set', async () => {
    const response = await fetch(`${world.url}/api/session/end`, { method: 'POST' });

    expect(response.status).toBe(403);
  });

  test('is taken from our own pages, by whatever name of this machine they were opened', async () => {
    const { port } = new URL(world.url);

    expect((await post({ origin: world.url, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await post({ origin: `http://localhost:${port}` })).status).toBe(200);
  });

  test('is read only when it is JSON', async () => {
    expect((await post({ 'content-type': 'text/plain' })).status).toBe(400);
    const broken = await visitor.fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"login":',
    });
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ code: 'malformed' });
  });
});

describe('every answer', () => {
  test('forbids scripts of others, frames and sniffing, and is not stored', async () => {
    const { headers } = await visitor.fetch('/api/demo/people');

    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  test('has a name in our logs, which a problem repeats', async () => {
    const response = await visitor.fetch('/api/nowhere');
    const problem = (await response.json()) as { trace: string };

    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(problem.trace).toBe(response.headers.get('x-request-id'));
  });

  test('says of each part of a request what is wrong, in the language of the caller', async () => {
    const sent = async (language: string) => {
      const response = await visitor.fetch('/api/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'accept-language': language },
        body: JSON.stringify({ requestId: 'x', login: '' }),
      });
      return (await response.json()) as { particulars: { where: string; detail: string }[] };
    };

    const [chinese, english] = [await sent('zh-CN'), await sent('en')];
    expect(english.particulars.map(({ where }) => where).sort()).toEqual([
      '/body/login',
      '/body/password',
      '/body/requestId',
    ]);
    expect(english.particulars[0]?.detail).not.toBe(chinese.particulars[0]?.detail);
  });
});

describe('what machines ask', () => {
  test('whether it is alive, and whether it can serve', async () => {
    expect((await visitor.fetch('/healthz')).status).toBe(200);
    const ready = await visitor.fetch('/readyz');
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ postgres: true, temporal: false });
  });

  test('how long requests take, by route and not by address', async () => {
    await visitor.fetch('/api/tasks/some-secret-id');
    const figures = async () => (await visitor.fetch('/metrics')).text();

    const line = /zhidu_http_request_seconds_count\{method="GET",route="\/tasks\/:taskId",status="4\d\d"/;
    await expect.poll(async () => line.test(await figures())).toBe(true);
    expect(await figures()).not.toContain('some-secret-id');
  });

  test('what the API can do, and pages of our own to read that', async () => {
    const document = (await (await visitor.fetch('/api/openapi.json')).json()) as { openapi: string };
    expect(document.openapi).toBe('3.1.0');

    const page = await (await visitor.fetch('/api/docs')).text();
    const addresses = [...page.matchAll(/(?:src|href)="(docs\/[^"]+)"/g)].map(([, address]) => `/api/${address}`);
    const answers = await Promise.all(addresses.map((address) => visitor.fetch(address)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(page).not.toMatch(/https?:/);
    const slashed = await visitor.fetch('/api/docs/');
    expect(slashed.headers.get('location')).toBe('/api/docs');
  });
});

describe('when Postgres drops all connections', () => {
  test('nobody is told that the API is broken, and the next try works', async () => {
    const lin = await world.as('lin-yue');
    await Promise.all(Array.from({ length: 4 }, () => lin.call('listTasks')));
    await world.db.raw(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`);

    const answers = await Promise.all(Array.from({ length: 4 }, () => lin.call('listTasks')));

    expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 503)).toEqual([]);
    await expect.poll(async () => (await lin.call('listTasks')).status).toBe(200);
  });
});

describe('while Temporal is away', () => {
  test('lists go on, and what needs it is answered with 503 and when to ask again', async () => {
    const lin = await world.as('lin-yue');
    const variables = {
      item: '充电宝',
      category: 'electronics',
      markets: ['US'],
      plannedQuantity: 100,
      estimatedAmount: 10_000,
    };

    expect((await lin.call('listTasks')).status).toBe(200);
    const answer = await lin.send('startProcess', { params: { process: 'procurement' }, body: { variables } });
    expect(answer.problem.code).toBe('busy');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('2');
  });
});

describe('a Temporal in trouble', () => {
  const troubled = async () => {
    const server = await troubledTemporal();
    // Without its own retries, so that what it says comes through.
    const connection = await Connection.connect({ address: server.address, interceptors: [] });
    onTestFinished(async () => {
      await connection.close();
      await server.close();
    });
    return { server, services: { ...world.services, temporal: new Client({ connection }) } };
  };
  const troubles: readonly [string, Trouble][] = [
    ['cannot read its namespaces', missingNamespace],
    ['is coming up', { code: 14, message: 'frontend is not ready' }],
    ['has lost its database', { code: 2, message: 'sql: database is closed' }],
    ['was killed while it answered', { code: 13, message: 'Received RST_STREAM with code 2' }],
    ['lost a race', { code: 10, message: 'Task was aborted' }],
  ];

  test.each(troubles)(
    'that %s is asked again later: nobody is told that an instance has ended',
    async (_why, trouble) => {
      const { server, services } = await troubled();
      server.fail(trouble);
      const message = { requestId: randomUUID(), answeredAt: 0, actor: { by: 'lin-yue' }, grounds: {}, token: 't1' };

      const error: unknown = await ask(services, 'procurement/P-1', completeUpdate, {
        ...message,
        variables: {},
      }).catch((it: unknown) => it);

      expect(isPassing(error)).toBe(true);
    },
  );

  test('does not keep a consumer from the code of a complaint, which a sweep then brings on its way', async () => {
    const complaint = { category: 'quality', text: '毛巾第一次洗就掉色严重。', contactName: '李女士', locale: 'zh-CN' };
    const { status, body } = await visitor.send('fileComplaint', { body: { ...complaint, contact: 'li@example.com' } });

    expect([status, body.code]).toEqual([200, expect.any(String)]);
    const [left] = await world.db('message').where({ sender_id: 'form' });
    expect(left).toMatchObject({ name: 'complaint-filed', state: 'waiting' });
    expect(left.sweep_at < left.expires_at).toBe(true);
  });

  test('does not make somebody else’s of what a request has started itself', async () => {
    const { server, services } = await troubled();
    server.fail({ code: 14, message: 'frontend is not ready' });
    const error: unknown = await isStartedBy(services, randomUUID(), 'procurement/P-1').catch((it: unknown) => it);
    expect(isPassing(error)).toBe(true);

    server.fail({ code: 5, message: 'workflow not found for ID: procurement/P-1' });
    expect(await isStartedBy(services, randomUUID(), 'procurement/P-1')).toBe(false);
  });
});
