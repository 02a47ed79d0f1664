import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { Knex } from 'knex';
import { Pool } from 'pg';
import { createApp } from '../../api/app.ts';
import type { Services, Settings } from '../../api/handler.ts';
import { Live } from '../../api/live/live.ts';
import { createTries } from '../../api/rateLimit.ts';
import { seedDemo } from '../../cli/seed.ts';
import { addressOf, type Input, type Output } from '../../contract/address.ts';
import { contract, type OperationName } from '../../contract/index.ts';
import type { Problem } from '../../contract/problem.ts';
import { keyRing, newKey } from '../../platform/keyRing.ts';
import { createLog } from '../../platform/log.ts';
import { createTestDatabase } from '../setup/database.ts';

/** The API over a database of a test file's own, with the demo company in it, listening on a port. */
export type World = {
  readonly db: Knex;
  readonly services: Services;
  readonly url: string;
  /** A browser of its own: with its cookies, and nobody signed in. */
  readonly visitor: (headers?: Readonly<Record<string, string>>) => Caller;
  /** Somebody signed in by the demo's picker. */
  readonly as: (person: string) => Promise<Caller>;
  readonly close: () => Promise<void>;
};

export type Answer<B = unknown> = {
  readonly status: number;
  readonly headers: Headers;
  /** What the contract says is answered; a refusal is in `problem`. */
  readonly body: B;
  readonly problem: Problem;
};

export type Caller = {
  call<K extends OperationName>(name: K, input?: Partial<Input<K>>): Promise<Answer<Output<K>>>;
  /** The same with a fresh request id, and its id to repeat it by. */
  send<K extends OperationName>(name: K, input?: Loose): Promise<Answer<Output<K>> & { readonly requestId: string }>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
};

type Loose = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: Readonly<Record<string, unknown>>;
};

type Options = {
  readonly client?: Client;
  readonly settings?: Partial<Settings>;
  readonly updatePatienceMs?: number;
};

export async function openWorld({ client, settings: wanted = {}, ...more }: Options = {}): Promise<World> {
  const database = await createTestDatabase({ name: 'demo', seed: seedDemo });
  const { db } = database;
  const pool = new Pool({ connectionString: database.url, max: 3 });
  pool.on('error', () => undefined);
  const folder = mkdtempSync(join(tmpdir(), 'zhidu-api-'));
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings: Settings = {
    HOST: '127.0.0.1',
    PUBLIC_URL: url,
    SESSION_SECRET: 'only-for-tests-only-for-tests-only',
    TEMPORAL_NAMESPACE: 'default',
    TEMPORAL_UI_URL: 'http://127.0.0.1:8233',
    ZHIDU_DATA: folder,
    ZHIDU_MODE: 'demo',
    ...wanted,
  };
  const log = createLog('api', { level: process.env['LOG_LEVEL'] ?? 'silent', pretty: false });
  const services: Services = {
    db,
    pool,
    temporal: client ?? nowhere(),
    settings,
    log,
    tries: createTries(pool),
    live: new Live(db, log),
    keys: keyRing(newKey(new Date())),
    ...more,
  };
  server.on('request', createApp(services));
  const visitor = (headers = {}) => caller(url, headers);
  return {
    db,
    services,
    url,
    visitor,
    as: async (person) => {
      const it = visitor();
      const { status, body } = await it.send('signInAs', { body: { person } });
      if (status !== 200) throw new Error(`${person} cannot sign in: ${JSON.stringify(body)}`);
      return it;
    },
    close: async () => {
      await stop(server);
      await pool.end();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A Temporal that is down: for what does not need one, and for what must bear it. */
function nowhere(): Client {
  return new Client({ connection: Connection.lazy({ address: '127.0.0.1:1' }) });
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

function caller(url: string, headers: Readonly<Record<string, string>>): Caller {
  const cookies = new Map<string, string>();

  const fetchIt: Caller['fetch'] = async (path, init = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${url}${path}`, {
      ...init,
      redirect: 'manual',
      headers: { 'x-zhidu': '1', ...headers, ...(cookie && { cookie }), ...(init.headers as Record<string, string>) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  };

  const call = async <K extends OperationName>(name: K, input: Partial<Input<K>> = {}): Promise<Answer<Output<K>>> => {
    const { method } = contract[name];
    const { body } = input as { body?: unknown };
    const response = await fetchIt(addressOf(contract[name], input), {
      method: method.toUpperCase(),
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    const { status, headers: sent } = response;
    return { status, headers: sent, body: answer as Output<K>, problem: answer as Problem };
  };

  return {
    fetch: fetchIt,
    call,
    send: async (name, { body, ...rest } = {}) => {
      const requestId = (body?.['requestId'] as string | undefined) ?? randomUUID();
      const answer = await call(name, { ...rest, body: { requestId, ...body } } as never);
      return { ...answer, requestId };
    },
  };
}
