import type { RequestHandler } from 'express';
import { Refusal } from '../domain/refusal.ts';

const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const loopbackNames = ['127.0.0.1', 'localhost', '[::1]'] as const;

/**
 * Nobody else's page may act in the name of a person who is signed in here: what changes something must come from our
 * own origin, and carry a header that a form of another site cannot set.
 */
export function sameOriginOnly(publicUrl: string): RequestHandler {
  const ours = originsOf(publicUrl);
  return (request, _response, next) => {
    if (safe.has(request.method)) return next();
    const origin = request.get('origin');
    const site = request.get('sec-fetch-site');
    const isForeign =
      (origin !== undefined && !ours.has(origin)) ||
      (site !== undefined && site !== 'same-origin' && site !== 'none') ||
      request.get('x-zhidu') === undefined;
    next(isForeign ? new Refusal('origin-foreign', { origin: origin ?? '', expected: publicUrl }) : undefined);
  };
}

/** Whether the caller reached us by a name of this very machine: another site's name that leads here is not one. */
export function isLoopbackName(hostname: string): boolean {
  return loopbackNames.some((name) => name === hostname || name === `[${hostname}]`);
}

/** This machine goes by several names; a page of any of them, on our port, is ours. */
export function originsOf(publicUrl: string): ReadonlySet<string> {
  const { origin, protocol, hostname, port } = new URL(publicUrl);
  if (!isLoopbackName(hostname)) return new Set([origin]);
  return new Set(loopbackNames.map((name) => new URL(`${protocol}//${name}:${port}`).origin));
}
