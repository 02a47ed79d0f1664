import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../../cli/start/ports.ts';
import { serveTemporalUi } from '../../../cli/start/temporalUi.ts';

/** The way in front of a server that answers as the development server's UI does. */
async function opened(): Promise<number> {
  const behind = createServer((asked, response) => {
    const isSettings = asked.url === '/api/v1/settings';
    response.writeHead(isSettings ? 200 : 418, { 'content-type': 'application/json', 'x-kept': 'yes' });
    response.end(JSON.stringify(isSettings ? { Version: '2', Codec: { Endpoint: 'http://x' } } : { asked: asked.url }));
  });
  behind.listen(0, '127.0.0.1');
  await once(behind, 'listening');
  const port = await freePort();
  const ui = await serveTemporalUi(port, (behind.address() as AddressInfo).port);
  onTestFinished(async () => {
    await ui.close();
    behind.close();
  });
  return port;
}

test('the Temporal UI is told to send the reader’s session along, and nothing else is changed', async () => {
  const port = await opened();

  const settings = await fetch(`http://127.0.0.1:${port}/api/v1/settings`);
  expect(await settings.json()).toEqual({ Version: '2', Codec: { Endpoint: 'http://x', IncludeCredentials: true } });
  const other = await fetch(`http://127.0.0.1:${port}/namespaces?query=a`);
  expect([other.status, other.headers.get('x-kept')]).toEqual([418, 'yes']);
  expect(await other.json()).toEqual({ asked: '/namespaces?query=a' });
});

test('the Temporal UI answers to names of this machine alone', async () => {
  const port = await opened();
  const asked = request({ port, host: '127.0.0.1', headers: { host: 'evil.example' } }).end();
  const [answer] = (await once(asked, 'response')) as [{ statusCode: number; resume: () => void }];
  answer.resume();
  expect(answer.statusCode).toBe(403);
});

test('a Temporal UI that is away is a bad gateway', async () => {
  const port = await freePort();
  const ui = await serveTemporalUi(port, await freePort());
  onTestFinished(() => ui.close());
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(502);
});
