import type { Payload } from '@temporalio/common';
import { json, type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { isConfidential } from '../domain/confidential.ts';
import { Refusal } from '../domain/refusal.ts';
import { sealedFor, sealingCodec } from '../platform/codec.ts';
import { Unopened } from '../platform/keyRing.ts';
import { appendAudit } from '../store/audit.ts';
import type { Db } from '../store/db.ts';
import { instanceFacts } from '../store/views/instanceFacts.ts';
import { type Actor, actorOf, localeOf } from './actor.ts';
import { authorize } from './authorize.ts';
import type { Services } from './handler.ts';
import { seesInstance } from './insight.ts';
import { originsOf } from './origin.ts';

/** A payload of Temporal's is 2 MiB at most; its UI sends those of one event together. */
const BODY_LIMIT = '8mb';
const PREFLIGHT_LIFE_S = 600;
const NO_CONTENT = 204;

/** Each workflow that is named is a line of evidence: nobody writes it full with one request. */
const PAYLOADS_MAX = 1_000;
/** A workflow's id has 1,000 bytes at most. */
const METADATA_MAX = 2_048;

const Payloads = z.object({
  payloads: z
    .array(
      z
        .object({
          metadata: z.record(z.string(), z.base64().max(METADATA_MAX)).default({}),
          data: z.base64().default(''),
        })
        .loose(),
    )
    .max(PAYLOADS_MAX),
});

/**
 * Temporal's remote codec protocol, for its UI in the browser of somebody who is signed in here: payloads come sealed
 * and go back readable. Nothing is sealed for callers: `encode` is not offered. Each request is evidence.
 */
export function codecServer(services: Services, session: RequestHandler): Router {
  const ours = originsOf(services.settings.TEMPORAL_UI_URL);
  const router = Router();
  router.use((request, response, next) => {
    response.vary('origin');
    const origin = request.get('origin');
    if (origin !== undefined && !ours.has(origin)) {
      return next(new Refusal('origin-foreign', { origin, expected: services.settings.TEMPORAL_UI_URL }));
    }
    next();
  });
  router.options('/decode', (request, response) => {
    response.set({
      ...allowing(request),
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type, x-namespace',
      'access-control-max-age': String(PREFLIGHT_LIFE_S),
    });
    response.sendStatus(NO_CONTENT);
  });
  router.post('/decode', json({ limit: BODY_LIMIT, type: 'application/json' }), session, (request, response) =>
    decode(request, response, services),
  );
  return router;
}

/** A refusal goes without these, so that the UI shows what it has instead of taking a problem for payloads. */
function allowing(request: Request): Record<string, string> {
  const origin = request.get('origin');
  return origin === undefined
    ? {}
    : { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' };
}

async function decode(request: Request, response: Response, services: Services): Promise<void> {
  const actor = await actorOf(request, services.db);
  response.locals['locale'] = localeOf(request, actor);
  if (!actor) throw new Refusal('sign-in-required');
  await mayRead(actor, request, services);
  const body = Payloads.safeParse(request.body);
  if (!body.success) throw new Refusal('malformed', { count: String(body.error.issues.length) });
  const payloads = body.data.payloads.map(fromJson);
  const workflows = new Set(payloads.flatMap((it) => sealedFor(it) ?? []));
  const hidden = await hiddenOf(workflows, actor, services.db);
  const opened = await Promise.all(payloads.map((it) => open(it, hidden, services)));
  await record(actor, workflows, hidden, services.db);
  response.set(allowing(request)).json({ payloads: opened.map(toJson) });
}

/** An attempt without the right, or on another namespace than ours, is written down before it is answered. */
async function mayRead(actor: Actor, request: Request, { db, settings }: Services): Promise<void> {
  const namespace = request.get('x-namespace') ?? '';
  try {
    authorize(actor, 'payloads.decode', undefined);
    if (namespace !== settings.TEMPORAL_NAMESPACE) throw new Refusal('not-allowed');
  } catch (error) {
    const refused = error instanceof Refusal ? error.code : null;
    await appendAudit(db, [{ ...evidence(actor), subjectKind: 'namespace', subject: namespace, refused }]);
    throw error;
  }
}

/** Workflows whose content this person may not read: confidential ones, unless they handle them. */
async function hiddenOf(workflows: ReadonlySet<string>, actor: Actor, db: Db): Promise<ReadonlySet<string>> {
  const confidential = [...workflows].filter((id) => isConfidential(id.split('/', 1)[0] ?? ''));
  const facts = await Promise.all(confidential.map((instance) => instanceFacts(db, { instance, person: actor.id })));
  return new Set(confidential.filter((_, index) => !isSeen(actor, facts[index])));
}

const isSeen = (actor: Actor, facts: Awaited<ReturnType<typeof instanceFacts>>) =>
  facts !== undefined && seesInstance(actor, facts) !== undefined;

/** What may not be read, or needs a key that is gone, goes back as it came. */
async function open(payload: Payload, hidden: ReadonlySet<string>, { keys, settings, log }: Services) {
  if (hidden.has(sealedFor(payload) ?? '')) return payload;
  try {
    const [opened = payload] = await sealingCodec(keys, settings.TEMPORAL_NAMESPACE).decode([payload]);
    return opened;
  } catch (err) {
    if (!(err instanceof Unopened)) throw err;
    log.warn({ err }, 'a payload did not open');
    return payload;
  }
}

async function record(actor: Actor, workflows: ReadonlySet<string>, hidden: ReadonlySet<string>, db: Db) {
  await appendAudit(
    db,
    [...workflows].map((id) => ({
      ...evidence(actor),
      subjectKind: 'workflow',
      subject: id,
      instance: id || null,
      refused: hidden.has(id) ? 'not-allowed' : null,
    })),
  );
}

const evidence = ({ id }: Actor) => ({ actor: id, action: 'payloads-decoded' });

type Json = z.output<typeof Payloads>['payloads'][number];

function fromJson({ metadata, data }: Json): Payload {
  return { metadata: mapped(metadata, (value) => Buffer.from(value, 'base64')), data: Buffer.from(data, 'base64') };
}

function toJson({ metadata, data }: Payload): Json {
  const base64 = (value: Uint8Array) => Buffer.from(value).toString('base64');
  return { metadata: mapped(metadata ?? {}, base64), data: base64(data ?? new Uint8Array()) };
}

function mapped<A, B>(values: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
