import { randomUUID } from 'node:crypto';
import express, { type ErrorRequestHandler, type Express, json, type Request, Router } from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import { contract, type OperationName } from '../contract/index.ts';
import type { Operation } from '../contract/operation.ts';
import type { Locale } from '../contract/shared.ts';
import { Refusal, type RefusalParams } from '../domain/refusal.ts';
import type { Db } from '../store/db.ts';
import { localeOf } from './actor.ts';
import { codecServer } from './codec.ts';
import { consolePages } from './console.ts';
import { docs } from './docs.ts';
import type { Handler, Services } from './handler.ts';
import { handlers } from './handlers/index.ts';
import { health } from './health.ts';
import { measure } from './measure.ts';
import { sameOriginOnly } from './origin.ts';
import { saidParams } from './paramNames.ts';
import { isPassing } from './passing.ts';
import { Busy, toProblem } from './problem.ts';
import { serve } from './serve.ts';
import { sessions } from './session.ts';
import { signedRoute } from './signedBody.ts';

/** A model of 2 MiB, escaped as JSON. */
const BODY_LIMIT = '3mb';
const RETRY_AFTER_S = 2;
const BUSY = 503;
const FAULT = 500;

/** The whole HTTP service over what it stands on; listens to nothing yet. */
export function createApp(services: Services): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', services.settings.PUBLIC_URL.startsWith('https:') ? 'loopback, uniquelocal' : false);
  app.use(logging(services), secure(services.settings.PUBLIC_URL), measure);
  app.use(health(services));
  app.use('/api', docs(), api(services));
  app.use(consolePages());
  app.use(answerProblem(services));
  return app;
}

function api(services: Services): Router {
  const router = Router();
  router.use((_request, response, next) => {
    response.set('cache-control', 'no-store');
    next();
  });
  const session = sessions(services);
  router.use('/codec', codecServer(services, session));
  router.post(toExpress(contract.receiveHook.path), ...signedRoute(services));
  router.use(sameOriginOnly(services.settings.PUBLIC_URL));
  router.use(json({ limit: BODY_LIMIT, type: 'application/json' }));
  router.use(session);
  for (const name of Object.keys(contract) as OperationName[]) {
    const operation: Operation = contract[name];
    if (operation.media === 'signed') continue;
    router[operation.method](
      toExpress(operation.path),
      serve(name, operation, handlers[name] as Handler<Operation>, services),
    );
  }
  router.use(() => {
    throw new Refusal('not-found');
  });
  return router;
}

const toExpress = (path: string) => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** Addresses are logged without their query: cursors and search words are nobody's business. */
function logging({ log }: Services) {
  return pinoHttp({
    logger: log,
    genReqId: (_request, response) => {
      const id = randomUUID();
      response.setHeader('x-request-id', id);
      return id;
    },
    autoLogging: { ignore: ({ url = '' }) => !url.startsWith('/api/') || url.startsWith('/api/docs') },
    customLogLevel: (_request, { statusCode }, error) => (error || statusCode >= FAULT ? 'error' : 'info'),
    serializers: {
      req: ({ id, method, url }: { id: string; method: string; url: string }) => ({
        id,
        method,
        url: url.split('?', 1)[0],
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
  });
}

/** Only our own scripts run. Styles may stand in attributes: antd and bpmn-js write them. */
function secure(publicUrl: string) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: publicUrl.startsWith('https:'),
    referrerPolicy: { policy: 'same-origin' },
  });
}

function answerProblem({ db }: Services): ErrorRequestHandler {
  return async (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const known = refusalOf(error);
    if (!(known instanceof Refusal)) request.log.error({ err: error }, 'a request failed');
    const locale: Locale = response.locals['locale'] ?? localeOf(request);
    const said = known instanceof Refusal ? await saidOf(known, locale, db, request) : undefined;
    const problem = toProblem(known, locale, traceOf(request), said);
    if (problem.status === BUSY) response.set('retry-after', String(RETRY_AFTER_S));
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  };
}

/** A "no" is told in any case, if need be with ids instead of names. */
async function saidOf(refusal: Refusal, locale: Locale, db: Db, request: Request): Promise<RefusalParams> {
  try {
    const [said = refusal.params] = await saidParams(db, [refusal], locale);
    return said;
  } catch (error) {
    request.log.warn({ err: error }, 'the names of a refusal could not be read');
    return refusal.params;
  }
}

const traceOf = ({ id }: Request) => (typeof id === 'string' ? id : '');

/** What Express and its parsers object to is the request's fault; a server that is away is nobody's. */
function refusalOf(error: unknown): unknown {
  if (error instanceof Refusal) return error;
  if (isPassing(error)) return new Busy('a server is away or slow', { cause: error });
  const status = (error as { status?: unknown } | undefined)?.status;
  if (status === 404) return new Refusal('not-found');
  return typeof status === 'number' && status < FAULT ? new Refusal('malformed', { count: '1' }) : error;
}
