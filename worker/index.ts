import { NativeConnection } from '@temporalio/worker';
import { createMailer, Evaluator } from '../activities/index.ts';
import { dataConverter } from '../platform/codec.ts';
import { type Env, readEnv } from '../platform/env.ts';
import { keyRing } from '../platform/keyRing.ts';
import { createLog, type Log } from '../platform/log.ts';
import { queues } from '../platform/queues.ts';
import { retrying } from '../platform/retry.ts';
import { connectTemporal } from '../platform/temporal.ts';
import { createDb } from '../store/db.ts';
import { runTogether } from './runTogether.ts';
import { installRuntime } from './runtime.ts';
import { keepSchedules } from './schedules.ts';
import { keepSweeping } from './sweeping.ts';
import { type Build, createWorkers } from './workers.ts';

const PATIENCE_MS = 60_000;
const POOL_MAX = 20;

/** Runs until it is told to stop, or until it can no longer work: then it exits, and whoever watches starts it again. */
async function main(): Promise<void> {
  const env = readEnv();
  const log = createLog('worker', { level: env.LOG_LEVEL });
  installRuntime(log, env.WORKER_METRICS_ADDRESS);
  const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace } = env;
  const connection = await connect(address, log);
  const converter = dataConverter(keyRing(env.DATA_KEYS), namespace);
  const { client, close } = await connectTemporal(env, { dataConverter: converter });
  const db = createDb(env.DATABASE_URL, 'zhidu-worker', { poolMax: POOL_MAX });
  const evaluator = new Evaluator();
  const workers = await createWorkers({
    connection,
    client,
    namespace,
    queue: queues.main,
    dataConverter: converter,
    ...buildOf(env),
    deps: {
      db,
      evaluator,
      consoleUrl: env.PUBLIC_URL,
      onLostLetter: (err) => log.warn({ err }, 'a letter was not sent'),
      mailer: env.SMTP_URL === undefined ? undefined : createMailer(env.SMTP_URL, env.SMTP_FROM),
    },
  });
  const schedules = keepSchedules(client, db, log);
  const sweeping = keepSweeping(client, db, log);
  log.info({ address, namespace }, 'working');
  try {
    await runTogether(workers);
  } finally {
    schedules.stop();
    await sweeping.stop();
    await evaluator.close();
    await close();
    await connection.close();
    await db.destroy();
  }
}

function connect(address: string, log: Log): Promise<NativeConnection> {
  const onFailure = (err: unknown) => log.warn({ err }, 'Temporal does not answer yet');
  return retrying(() => NativeConnection.connect({ address }), { patienceMs: PATIENCE_MS, onFailure });
}

function buildOf({ WORKER_DEPLOYMENT: deploymentName, WORKER_BUILD_ID: buildId }: Env): { readonly build?: Build } {
  return buildId === undefined ? {} : { build: { deploymentName, buildId } };
}

await main();
