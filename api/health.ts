import { BlockList, isIPv6 } from 'node:net';
import { type RequestHandler, Router } from 'express';
import { metrics } from '../platform/metrics.ts';
import type { Services } from './handler.ts';

const CHECK_PATIENCE_MS = 2_000;
const OK = 200;
const UNAVAILABLE = 503;
const FORBIDDEN = 403;

/** What machines ask: is it alive, can it serve, what does it measure. */
export function health(services: Services): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => void response.json({ alive: true }));
  router.get('/readyz', async (_request, response) => {
    const [postgres, temporal] = await Promise.all([answers(postgresOf(services)), answers(temporalOf(services))]);
    response.status(postgres && temporal ? OK : UNAVAILABLE).json({ postgres, temporal });
  });
  router.get('/metrics', nearOnly, async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.metrics());
  });
  return router;
}

async function postgresOf({ db }: Services): Promise<void> {
  await db.raw('select 1').timeout(CHECK_PATIENCE_MS);
}

/** Asks for our namespace, not for the server alone: one that is misspelt serves nobody. */
async function temporalOf({ temporal }: Services): Promise<void> {
  const { namespace } = temporal.options;
  await temporal.withDeadline(Date.now() + CHECK_PATIENCE_MS, () =>
    temporal.workflowService.describeNamespace({ namespace }),
  );
}

async function answers(check: Promise<void>): Promise<boolean> {
  try {
    await check;
    return true;
  } catch {
    return false;
  }
}

const near = new BlockList();
near.addSubnet('127.0.0.0', 8, 'ipv4');
near.addSubnet('10.0.0.0', 8, 'ipv4');
near.addSubnet('172.16.0.0', 12, 'ipv4');
near.addSubnet('192.168.0.0', 16, 'ipv4');
near.addAddress('::1', 'ipv6');
near.addSubnet('fc00::', 7, 'ipv6');

/** Figures tell strangers too much. */
const nearOnly: RequestHandler = ({ ip = '' }, response, next) => {
  if (near.check(ip, isIPv6(ip) ? 'ipv6' : 'ipv4')) return next();
  response.sendStatus(FORBIDDEN);
};
