import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { OperationName } from '../contract/index.ts';
import type { Operation } from '../contract/operation.ts';
import type { Locale } from '../contract/shared.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Actor, actorOf, localeOf } from './actor.ts';
import { type Action, type Authorize, authorize } from './authorize.ts';
import type { Call, Handler, Services } from './handler.ts';
import { DetailedRefusal } from './problem.ts';
import { particulars, wording } from './reading.ts';
import { once, recordRefusal } from './receipts.ts';
import { withSecret } from './secrets.ts';
import { unkeepable } from './unkeepable.ts';

/** Operations that ask a running process, and so cannot be one transaction of ours. */
const remote: ReadonlySet<OperationName> = new Set([
  'claimTask',
  'unclaimTask',
  'completeTask',
  'signOffTask',
  'returnTask',
  'transferTask',
  'startProcess',
  'drawInspection',
  'reportViolation',
  'retryIncident',
  'cancelInstance',
  'createRollout',
  'launchPhase',
  'pauseRollout',
  'resumeRollout',
  'cancelRollout',
  'regressPhase',
  'meetCondition',
  'remindWave',
  'finishLesson',
  'startQuiz',
  'answerQuiz',
  'acknowledgePolicy',
  'declinePolicy',
  'importStaff',
  'importRecords',
  'leaveStaff',
]);

/** Their handlers write the response. */
const answersItself: ReadonlySet<Operation['media']> = new Set(['download', 'events']);

/** Turns an operation of the contract and its handler into a route. */
export function serve(
  name: OperationName,
  operation: Operation,
  handle: Handler<Operation>,
  services: Services,
): RequestHandler {
  return async (request, response) => {
    const actor = await actorOf(request, services.db);
    if (!actor && operation.access === 'signed-in') throw new Refusal('sign-in-required');
    const locale = localeOf(request, actor);
    const input = read(operation, { params: request.params, query: request.query, body: request.body }, locale);
    response.locals['locale'] = locale;
    const gate = gateFor(actor);
    const call = {
      ...input,
      actor: actor as Actor,
      authorize: gate.authorize,
      locale,
      at: new Date(),
      web: { request, response },
    };
    try {
      const result = await answer(name, operation, gate.guard(name, operation, handle), call, services);
      if (answersItself.has(operation.media)) return;
      response.json(operation.result.parse(result));
    } catch (error) {
      const isEvidence = operation.method === 'get' && actor && error instanceof Refusal && error === gate.denied();
      if (isEvidence) await recordRefusal(services.db, { name, actor, params: input.params }, error);
      throw error;
    }
  };
}

type Input = Pick<Call<Operation>, 'params' | 'query' | 'body'>;

async function answer(
  name: OperationName,
  operation: Operation,
  handle: Handler<Operation>,
  call: Call<Operation>,
  services: Services,
): Promise<unknown> {
  const { params, query, body, actor } = call;
  const isReceipted = operation.method === 'post' && operation.media === 'json' && actor !== undefined;
  if (!isReceipted || operation.access === 'anybody') return handle(call, services);
  const { requestId } = body as { requestId: string };
  const asked = { name, requestId, actor, params, content: { params, query, body }, isLocal: !remote.has(name) };
  const result = await once(asked, services, (state, within) =>
    handle({ ...call, at: state.at, ...(state.kind === 'stepped' ? { stepped: state.answer } : {}) }, within),
  );
  return withSecret(name, requestId, result, services.settings);
}

/** Lets nothing be answered that nobody asked a right for, and remembers a "no". */
function gateFor(actor: Actor | undefined) {
  let isAsked = false;
  let denied: Refusal | undefined;
  const guarded: Authorize = (action, resource) => {
    isAsked = true;
    try {
      if (!actor) throw new Refusal('sign-in-required');
      return authorize<Action>(actor, action, resource);
    } catch (error) {
      if (error instanceof Refusal) denied = error;
      throw error;
    }
  };
  const guard = (name: string, { access }: Operation, handle: Handler<Operation>): Handler<Operation> => {
    return async (call, services) => {
      const result = await handle(call, services);
      if (!isAsked && access === 'signed-in') throw new Error(`${name} asked for no right`);
      return result;
    };
  };
  return { authorize: guarded, guard, denied: () => denied };
}

/** Reads all parts of a request, and says of all of them what is wrong. */
function read(
  { params, query, body, media }: Operation,
  given: Readonly<Record<'params' | 'query' | 'body', unknown>>,
  locale: Locale,
): Input {
  const options = { error: wording[locale] };
  const parts = {
    params: params.safeParse(given.params, options),
    query: query.safeParse(given.query, options),
    body: media === 'upload' ? z.undefined().safeParse(undefined) : body.safeParse(given.body, options),
  };
  const wrong = Object.entries(parts).flatMap(([part, { error }]) => (error ? particulars(part, error) : []));
  for (const [part, value] of Object.entries(given)) wrong.push(...unkeepable(part, value));
  if (wrong.length > 0) throw new DetailedRefusal('malformed', wrong);
  return { params: parts.params.data ?? {}, query: parts.query.data ?? {}, body: parts.body.data };
}
