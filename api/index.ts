import { once } from 'node:events';
import { createServer } from 'node:http';
import { Pool } from 'pg';
import { dataConverter } from '../platform/codec.ts';
import { readEnv } from '../platform/env.ts';
import { keyRing } from '../platform/keyRing.ts';
import { createLog } from '../platform/log.ts';
import { measureProcess } from '../platform/metrics.ts';
import { connectTemporal } from '../platform/temporal.ts';
import { createDb } from '../store/db.ts';
import { createApp } from './app.ts';
import { measureFigures } from './figures.ts';
import { Live } from './live/live.ts';
import { createTries } from './rateLimit.ts';
import { shutDown } from './shutDown.ts';

const SESSION_POOL_MAX = 5;
const POOL_MAX = 20;

const settings = readEnv();
const log = createLog('api', { level: settings.LOG_LEVEL });
measureProcess('api');

const db = createDb(settings.DATABASE_URL, 'zhidu-api', { poolMax: POOL_MAX });
measureFigures(db, log);
const pool = new Pool({
  connectionString: settings.DATABASE_URL,
  application_name: 'zhidu-api-sessions',
  max: SESSION_POOL_MAX,
});
pool.on('error', (error) => log.warn({ err: error }, 'a connection for sessions was lost'));
const keys = keyRing(settings.DATA_KEYS);
const { client, close } = await connectTemporal(settings, {
  dataConverter: dataConverter(keys, settings.TEMPORAL_NAMESPACE),
});

const live = new Live(db, log);
const app = createApp({ db, pool, temporal: client, settings, log, tries: createTries(pool), live, keys });
const server = createServer(app).listen(settings.PORT, settings.HOST);
await once(server, 'listening');
log.info({ url: settings.PUBLIC_URL }, 'the API listens');

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    log.info({ signal }, 'the API stops');
    live.close();
    shutDown(server, [() => db.destroy(), () => pool.end(), close]).catch((error: unknown) => {
      log.error({ err: error }, 'the API did not stop in good order');
      process.exitCode = 1;
    });
  });
}
