import { promisify } from 'node:util';
import connectPgSimple from 'connect-pg-simple';
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import type { Services } from './handler.ts';

/** 30 minutes without a request, and the session is gone. */
const SESSION_IDLE_MS = 30 * 60 * 1000;
const PRUNE_INTERVAL_S = 15 * 60;

declare module 'express-session' {
  interface SessionData {
    personId: string;
    /** ms since the epoch. */
    startedAt: number;
  }
}

/** Sessions in Postgres, behind a cookie that no script reads and no other site sends. */
export function sessions({ pool, settings, log }: Services): RequestHandler {
  const Store = connectPgSimple(session);
  const isSecure = settings.PUBLIC_URL.startsWith('https:');
  return session({
    name: cookieName(settings.PUBLIC_URL),
    secret: settings.SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, sameSite: 'lax', secure: isSecure, path: '/', maxAge: SESSION_IDLE_MS },
    store: new Store({
      pool,
      tableName: 'session',
      pruneSessionInterval: PRUNE_INTERVAL_S,
      errorLog: (error: unknown) => log.error({ err: error }, 'the session store failed'),
    }),
  });
}

/** A browser takes the `__Host-` name only over https, and then from this host alone. */
const cookieName = (publicUrl: string) => (publicUrl.startsWith('https:') ? '__Host-zhidu' : 'zhidu');

/** Begins a session under a new id: whoever knew the old one knows nothing. */
export async function beginSession(request: Request, personId: string): Promise<void> {
  await promisify(request.session.regenerate.bind(request.session))();
  request.session.personId = personId;
  request.session.startedAt = Date.now();
  await promisify(request.session.save.bind(request.session))();
}

export async function endSession(request: Request): Promise<void> {
  await promisify(request.session.destroy.bind(request.session))();
}
