import { createHash, randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { type HookKind, hookPayloads } from '../../contract/hookPayloads.ts';
import type { receiveHook as receiveHookOperation } from '../../contract/hooks.ts';
import type { Locale } from '../../contract/shared.ts';
import { HOOK_WINDOW_MINUTES, isDeliveryId, isSigned, isTimely } from '../../domain/hooks.ts';
import { networkOf } from '../../domain/networkOf.ts';
import { Refusal } from '../../domain/refusal.ts';
import { appendAudit } from '../../store/audit.ts';
import type { Db } from '../../store/db.ts';
import {
  answerDelivery,
  buyerSalt,
  findDelivery,
  findHookSource,
  type HookSource,
  insertDelivery,
  insertHookSource,
  listHookSources as listSources,
  noteHookRefusal,
  rotateSecret,
  setHookSourceDisabled,
} from '../../store/hookSources.ts';
import type { Handlers, Services } from '../handler.ts';
import { messagesOf } from '../hookMessages.ts';
import { dispatch, keepOutside, type Outside } from '../outside.ts';
import { DetailedRefusal } from '../problem.ts';
import { checkTurns, countTurn, type Limit, takeTurn } from '../rateLimit.ts';
import { particulars, wording } from '../reading.ts';
import { moment, momentOrNull } from '../refs.ts';
import { hookSecret } from '../secrets.ts';
import { unkeepable } from '../unkeepable.ts';

/** 1,200 a minute from one source; 30 failures in a quarter of an hour from one address. */
const PER_SOURCE: Limit = { name: 'hook', points: 1_200, seconds: 60 };
const FAILURES: Limit = { name: 'hook-failed', points: 30, seconds: 900 };
const MS_PER_HOUR = 3_600_000;
const SHOWN_ID = 40;
const SECRET_BYTES = 32;

/** What an overheard delivery can be used for without end, too: each refusal leaves a line of evidence. */
const unproved: ReadonlySet<string> = new Set(['hook-unsigned', 'hook-stale']);

type HookTaken = z.output<typeof receiveHookOperation.result>;

/**
 * Takes what a system outside tells: proved by its signature, timely, once for each id. Whoever has no right to be here
 * learns nothing, not even whether the source exists.
 */
export const receiveHook: Handlers['receiveHook'] = async (call, services) => {
  const given = givenBy(call);
  const address = networkOf(call.web.request.ip);
  await checkTurns(services.pool, FAILURES, address);
  try {
    return await take(await prove(given, services), given, services, call.locale);
  } catch (error) {
    if (error instanceof Refusal && error.code !== 'too-many-tries') await recordRefused(services, given, error);
    if (error instanceof Refusal && unproved.has(error.code)) await countTurn(services.pool, FAILURES, address);
    throw error;
  }
};

type Given = {
  readonly source: string;
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: Uint8Array;
  readonly timeScale: number;
  readonly at: Date;
};

type HookCall = Parameters<Handlers['receiveHook']>[0];

function givenBy({ params, web: { request }, at }: HookCall): Given {
  const header = (name: string) => request.get(name) ?? '';
  return {
    source: params.source,
    id: header('x-zhidu-id'),
    timestamp: header('x-zhidu-timestamp'),
    signature: header('x-zhidu-signature'),
    body: Buffer.isBuffer(request.body) ? request.body : new Uint8Array(),
    timeScale: Number(header('x-zhidu-time-scale') || 1),
    at,
  };
}

/** A source that is not there, is disabled or has another secret: the same work, the same answer. */
async function prove(given: Given, services: Services): Promise<HookSource> {
  const { timestamp, signature, at } = given;
  const source = await findHookSource(services.db, given.source, at);
  const secrets =
    source && !source.disabled ? secretsOf(source, services) : [randomBytes(SECRET_BYTES).toString('hex')];
  if (!isSigned(secrets, given, signature) || !source) throw new Refusal('hook-unsigned');
  if (!isTimely(timestamp, at.getTime())) throw new Refusal('hook-stale', { minutes: String(HOOK_WINDOW_MINUTES) });
  return source;
}

function secretsOf({ id, secret, previous }: HookSource, { keys }: Services): readonly string[] {
  const sealed = previous ? [secret, previous] : [secret];
  return sealed.map((it) => Buffer.from(keys.open(it, contextOf(id))).toString('utf8'));
}

async function take(source: HookSource, given: Given, services: Services, locale: Locale): Promise<HookTaken> {
  const { db, pool, settings } = services;
  await takeTurn(pool, PER_SOURCE, source.id);
  const { id, body, at, timeScale } = given;
  if (!isDeliveryId(id)) throw wrong('/headers/x-zhidu-id', 'x-zhidu-id');
  if (timeScale !== 1 && (settings.ZHIDU_MODE !== 'demo' || !(timeScale > 0 && timeScale <= 1))) {
    throw new Refusal('not-allowed', { action: 'timeScale' });
  }
  const delivery = { source: source.id, id, bodyHash: createHash('sha256').update(body).digest('hex') };
  const known = await findDelivery(db, delivery);
  if (known.kind === 'different') throw new Refusal('hook-id-reused', { id });
  if (known.kind === 'answered') return known.answer as HookTaken;
  const messages = await messagesIn(source, given, db, locale);
  await db.transaction(async (trx) => {
    if (!(await insertDelivery(trx, delivery))) return;
    for (const message of messages) await keepOutside(trx, { sender: `hook:${source.id}`, at, timeScale }, message);
  });
  const again = await findDelivery(db, delivery);
  if (again.kind === 'different') throw new Refusal('hook-id-reused', { id });
  const answer = await send(services, messages, timeScale);
  return (await answerDelivery(db, source.id, id, answer)) as HookTaken;
}

/** The first message is the answer; the others follow from it. */
async function send(services: Services, messages: readonly Outside[], timeScale: number): Promise<HookTaken> {
  const [first, ...others] = messages;
  if (!first) throw new Error('a hook that makes no message');
  const dispatched = await dispatch(services, first, timeScale);
  for (const other of others) await dispatch(services, other, timeScale);
  return { message: first.id, ...dispatched };
}

async function messagesIn(
  source: HookSource,
  { id, body }: Given,
  db: Db,
  locale: Locale,
): Promise<readonly Outside[]> {
  const kind = source.kind as HookKind;
  const given = parsed(body);
  const lost = unkeepable('body', given);
  if (lost.length > 0) throw new DetailedRefusal('malformed', lost);
  const read = hookPayloads[kind].safeParse(given, { error: wording[locale] });
  if (!read.success) throw new DetailedRefusal('malformed', particulars('body', read.error));
  return messagesOf(kind, read.data as never, { id: `hook:${source.id}:${id}`, salt: await buyerSalt(db) });
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw wrong('/body', 'JSON');
  }
}

const wrong = (where: string, detail: string) => new DetailedRefusal('malformed', [{ where, code: 'invalid', detail }]);

/** Evidence: what was refused and where it was wrong, without a word of what was in it. */
async function recordRefused({ db }: Services, given: Given, refusal: Refusal): Promise<void> {
  const { source, id, at } = given;
  const where = refusal instanceof DetailedRefusal ? refusal.particulars.map((it) => `${it.where} ${it.code}`) : [];
  await appendAudit(db, [
    {
      at,
      actor: null,
      action: 'hook-refused',
      subjectKind: 'hook-source',
      subject: source.slice(0, SHOWN_ID),
      refused: refusal.code,
      after: { delivery: isDeliveryId(id) ? id : null, bytes: given.body.length, where },
    },
  ]);
  await noteHookRefusal(db, source, at);
}

export const listHookSources: Handlers['listHookSources'] = async ({ at, authorize }, { db }) => {
  authorize('hooks.administer', undefined);
  const sources = await listSources(db, at);
  return {
    items: sources.map(({ kind, createdAt, rotatedAt, previousUntil, lastReceivedAt, lastRefusedAt, ...source }) => ({
      ...source,
      kind: kind as HookKind,
      createdAt: moment(createdAt),
      rotatedAt: momentOrNull(rotatedAt),
      previousUntil: momentOrNull(previousUntil),
      lastReceivedAt: momentOrNull(lastReceivedAt),
      lastRefusedAt: momentOrNull(lastRefusedAt),
    })),
  };
};

export const createHookSource: Handlers['createHookSource'] = async ({ body, actor, at, authorize }, services) => {
  authorize('hooks.administer', undefined);
  const { id, kind, note, requestId } = body;
  const secret = sealedFor(services, id, requestId);
  if (!(await insertHookSource(services.db, { id, kind, note, secret, by: actor.id, at }))) {
    if (await isOurs(services, id, requestId, at)) return { source: id, secret: '', previousUntil: null };
    throw new Refusal('hook-source-exists', { source: id });
  }
  await record(services.db, actor.id, 'hook-source-created', id, { kind, note });
  return { source: id, secret: '', previousUntil: null };
};

export const rotateHookSource: Handlers['rotateHookSource'] = async (call, services) => {
  const { params, body, actor, at, authorize } = call;
  authorize('hooks.administer', undefined);
  const until = new Date(at.getTime() + body.graceHours * MS_PER_HOUR);
  const previousUntil = body.graceHours === 0 ? null : moment(until);
  if (await isOurs(services, params.source, body.requestId, at))
    return { source: params.source, secret: '', previousUntil };
  const secret = sealedFor(services, params.source, body.requestId);
  if (!(await rotateSecret(services.db, params.source, { secret, until, at }))) throw unknown(params.source);
  await record(services.db, actor.id, 'hook-secret-rotated', params.source, { previousUntil: until });
  return { source: params.source, secret: '', previousUntil };
};

export const disableHookSource: Handlers['disableHookSource'] = async ({ params, body, actor, authorize }, { db }) => {
  authorize('hooks.administer', undefined);
  if (!(await setHookSourceDisabled(db, params.source, body.disabled))) throw unknown(params.source);
  await record(db, actor.id, body.disabled ? 'hook-source-disabled' : 'hook-source-enabled', params.source);
  return { done: true };
};

const unknown = (source: string) => new Refusal('hook-source-unknown', { source });

/**
 * Whether this very request has given the source its secret, and its answer was lost. Rotated once more, the secret before
 * would be the new one, and whoever still signs with the old would be shut out at once.
 */
async function isOurs(services: Services, id: string, requestId: string, at: Date): Promise<boolean> {
  const source = await findHookSource(services.db, id, at);
  return (
    source !== undefined && secretsOf(source, services)[0] === hookSecret(requestId, services.settings.SESSION_SECRET)
  );
}

/** The answer's secret is filled in on its way out (api/secrets.ts): neither receipts nor evidence keep it. */
function sealedFor({ keys, settings }: Services, source: string, requestId: string) {
  return keys.seal(Buffer.from(hookSecret(requestId, settings.SESSION_SECRET)), contextOf(source));
}

const contextOf = (source: string) => `hook-source ${source}`;

const record = (db: Db, actor: string, action: string, subject: string, after?: unknown) =>
  appendAudit(db, [{ actor, action, subjectKind: 'hook-source', subject, after }]);
