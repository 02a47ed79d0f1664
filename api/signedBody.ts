import { type ErrorRequestHandler, type RequestHandler, raw } from 'express';
import { HOOK_MAX_BYTES } from '../contract/hooks.ts';
import { contract } from '../contract/index.ts';
import { Refusal } from '../domain/refusal.ts';
import { localeOf } from './actor.ts';
import type { Services } from './handler.ts';
import { receiveHook } from './handlers/hooks.ts';

const BYTES_PER_KB = 1_024;

/**
 * The door for systems outside: no session, no page of ours, nothing but what the signature proves. The body is taken as it
 * came, since the signature is over its bytes.
 */
export function signedRoute(services: Services): (RequestHandler | ErrorRequestHandler)[] {
  const { params, result } = contract.receiveHook;
  const tooLarge: ErrorRequestHandler = (error: unknown, _request, _response, next) =>
    next(
      isTooLarge(error) ? new Refusal('hook-too-large', { kilobytes: String(HOOK_MAX_BYTES / BYTES_PER_KB) }) : error,
    );
  const handle: RequestHandler = async (request, response) => {
    const locale = localeOf(request);
    response.locals['locale'] = locale;
    const taken = await receiveHook(
      {
        params: params.parse(request.params),
        query: {},
        body: undefined as never,
        actor: undefined,
        authorize: refuseAll,
        locale,
        at: new Date(),
        web: { request, response },
      },
      services,
    );
    response.json(result.parse(taken));
  };
  return [raw({ limit: HOOK_MAX_BYTES, type: () => true }), tooLarge, handle];
}

/** Whoever comes by this door has a signature and no rights. */
const refuseAll = () => {
  throw new Refusal('not-allowed');
};

const isTooLarge = (error: unknown) => (error as { readonly type?: unknown } | undefined)?.type === 'entity.too.large';
