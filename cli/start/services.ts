import { join } from 'node:path';
import { queues } from '../../platform/queues.ts';
import { retrying } from '../../platform/retry.ts';
import { projectRoot } from '../../platform/root.ts';
import { searchAttributes } from '../../platform/searchAttributes.ts';
import { connectTemporal } from '../../platform/temporal.ts';
import { say } from '../say.ts';
import { startChild, unlessItDies } from './child.ts';
import type { Ports } from './choosePorts.ts';
import type { Folders, Secrets } from './folders.ts';
import type { Service } from './keeper.ts';
import { isTaken } from './ports.ts';
import { startPostgres } from './postgres.ts';
import type { Addresses, Running } from './runFile.ts';

const READY_WITHIN_MS = 60_000;
/** A worker ends by itself within 20 s: worker/workers.ts. */
const STOPS_WITHIN_MS = 25_000;
/** The only one that the development server has. */
export const NAMESPACE = 'default';

/** Everything that the services need to know of each other. */
export type Setting = {
  readonly folders: Folders;
  readonly secrets: Secrets;
  readonly mode: Running['mode'];
  readonly ports: Ports;
  readonly addresses: Addresses;
  readonly temporalCli: string;
  /** Where the development server serves its UI; people go to `ports.temporalUi`, which stands before it. */
  readonly temporalUiBehind: number;
};

/** The name of our database in the embedded server. */
export const DATABASE = 'zhidu';

/** What tells a process of ours from any other that has its id one day. */
export function marksOf(name: string, { folders }: Pick<Setting, 'folders'>): string[] {
  const marks: Readonly<Record<string, string[]>> = {
    postgres: ['postgres', folders.postgres],
    temporal: ['start-dev', folders.temporal],
    worker: [mainOf('worker')],
    api: [mainOf('api')],
  };
  return marks[name] ?? [name];
}

const mainOf = (name: 'worker' | 'api') => join(projectRoot, 'dist', name, 'index.js');

const attributeType = { KEYWORD: 'Keyword', BOOL: 'Bool', DATETIME: 'Datetime' } as const;

/** PostgreSQL with what it was compiled with, durable. */
export function postgresService({ folders, secrets, ports }: Setting): Service {
  return {
    name: 'postgres',
    stopSignal: 'SIGINT',
    stopsWithinMs: STOPS_WITHIN_MS,
    start: async (spawned) => {
      const plan = {
        dataFolder: folders.postgres,
        logFile: join(folders.logs, 'postgres.log'),
        port: ports.postgres,
        password: secrets.databasePassword,
      };
      await mustBeFree(plan.port);
      await startPostgres(plan, spawned);
    },
  };
}

/** Temporal's development server on a file, with write-ahead logging: five times faster on a slow disk, safe from kill -9. */
export function temporalService({ folders, ports, addresses, temporalCli, temporalUiBehind }: Setting): Service {
  const logFile = join(folders.logs, 'temporal.log');
  return service('temporal', {
    command: temporalCli,
    args: [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--log-level', 'warn'],
      ...['--port', String(ports.temporal), '--ui-port', String(temporalUiBehind)],
      ...['--ui-codec-endpoint', `${addresses.web}/api/codec`],
      ...['--db-filename', join(folders.temporal, 'temporal.db')],
      ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
      ...Object.values(searchAttributes).flatMap((key) => [
        '--search-attribute',
        `${key.name}=${attributeType[key.type]}`,
      ]),
    ],
    logFile,
    port: ports.temporal,
    ready: async (signal) => {
      const temporal = await connectTemporal(target(addresses), {}, { patienceMs: READY_WITHIN_MS, signal });
      await temporal.close();
    },
  });
}

/** Runs workflows and activities. Ready when it asks Temporal for work. */
export function workerService(setting: Setting): Service {
  return service('worker', {
    command: process.execPath,
    args: ['--enable-source-maps', mainOf('worker')],
    env: environmentOf(setting),
    logFile: join(setting.folders.logs, 'worker.log'),
    ready: (signal) => asksForWork(setting.addresses, signal),
  });
}

/** The HTTP API, which serves the console too. */
export function apiService(setting: Setting): Service {
  return service('api', {
    command: process.execPath,
    args: ['--enable-source-maps', mainOf('api')],
    env: environmentOf(setting),
    logFile: join(setting.folders.logs, 'api.log'),
    port: setting.ports.web,
    ready: (signal) => isReady(`http://127.0.0.1:${setting.ports.web}/readyz`, signal),
  });
}

type Plan = {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly port?: number;
  readonly ready: (signal: AbortSignal) => Promise<void>;
};

function service(name: string, { ready, port, ...plan }: Plan): Service {
  return {
    name,
    stopSignal: 'SIGTERM',
    stopsWithinMs: STOPS_WITHIN_MS,
    start: async (spawned) => {
      if (port !== undefined) await mustBeFree(port);
      const child = startChild(plan);
      spawned(child);
      await unlessItDies({ child, name, logFile: plan.logFile }, ready);
    },
  };
}

/** Else the stranger who has it meanwhile would answer in the place of our own process. */
async function mustBeFree(port: number): Promise<void> {
  if (await isTaken(port)) throw new Error(say('part.portTaken', { port }));
}

/** What platform/env.ts reads. */
function environmentOf({ folders, secrets, mode, ports, addresses }: Setting): Record<string, string> {
  return {
    NODE_ENV: 'production',
    DATABASE_URL: addresses.database,
    TEMPORAL_ADDRESS: addresses.temporal,
    TEMPORAL_NAMESPACE: NAMESPACE,
    TEMPORAL_UI_URL: addresses.temporalUi,
    HOST: '127.0.0.1',
    PORT: String(ports.web),
    PUBLIC_URL: addresses.web,
    ZHIDU_MODE: mode,
    ZHIDU_DATA: folders.data,
    SESSION_SECRET: secrets.sessionSecret,
    DATA_KEYS: secrets.dataKeys,
  };
}

async function asksForWork(addresses: Addresses, signal: AbortSignal): Promise<void> {
  const { connection, close } = await connectTemporal(target(addresses));
  try {
    const question = { namespace: NAMESPACE, taskQueue: { name: queues.main }, taskQueueType: 1 };
    await retrying(
      async () => {
        const { pollers } = await connection.workflowService.describeTaskQueue(question);
        if (!pollers?.length) throw new Error(say('part.noPollers'));
      },
      { patienceMs: READY_WITHIN_MS, signal },
    );
  } finally {
    await close();
  }
}

async function isReady(url: string, signal: AbortSignal): Promise<void> {
  await retrying(
    async () => {
      const response = await fetch(url, { signal });
      if (response.ok) return;
      throw new Error(say('part.answers', { url, status: response.status, text: await response.text() }));
    },
    { patienceMs: READY_WITHIN_MS, signal },
  );
}

function target(addresses: Addresses) {
  return { TEMPORAL_ADDRESS: addresses.temporal, TEMPORAL_NAMESPACE: NAMESPACE };
}
