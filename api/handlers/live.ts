import type { Request } from 'express';
import { Refusal } from '../../domain/refusal.ts';
import { candidateKeysOf } from '../../store/standing.ts';
import { instanceFacts } from '../../store/views/instanceFacts.ts';
import { actorById, sessionEnd } from '../actor.ts';
import type { Handlers, Services } from '../handler.ts';
import { seesInstance } from '../insight.ts';
import type { Watch, Watcher } from '../live/stream.ts';

export const watchInstance: Handlers['watchInstance'] = async ({ params, actor, web, authorize }, services) => {
  const { instanceId: instance } = params;
  const facts = await instanceFacts(services.db, { instance, person: actor.id });
  if (!facts) throw new Refusal('instance-unknown');
  authorize('instance.see', facts);
  const watch = { instance, keys: [] };
  const judge = async () => ((await stillSees(services, actor.id, instance)) ? watch : undefined);
  await begin(services, web, { person: actor.id, judge, say: () => ({ changed: 'instance' }) }, watch);
  return undefined;
};

export const watchMine: Handlers['watchMine'] = async ({ actor, web, authorize }, services) => {
  authorize('own', undefined);
  const judge = () => keysOf(services, actor.id);
  const say = (kind: string) => ({ changed: onlyNoticed.has(kind) ? 'notifications' : 'all' });
  await begin(services, web, { person: actor.id, judge, say }, await judge());
  return undefined;
};

/** What changes no task. */
const onlyNoticed: ReadonlySet<string> = new Set(['notification', 'instance', 'rollout']);

async function keysOf({ db }: Services, person: string): Promise<Watch> {
  const keys = await candidateKeysOf(db, person, new Date());
  return { keys: keys.map(({ key }) => key) };
}

async function stillSees({ db }: Services, person: string, instance: string): Promise<boolean> {
  const [actor, facts] = await Promise.all([actorById(db, person), instanceFacts(db, { instance, person })]);
  return actor !== undefined && facts !== undefined && seesInstance(actor, facts) !== undefined;
}

type Web = Parameters<Handlers['watchMine']>[0]['web'];

async function begin(
  { live }: Services,
  { request, response }: Web,
  watcher: Pick<Watcher, 'person' | 'judge' | 'say'>,
  watch: Watch,
): Promise<void> {
  const { sessionID: session } = request;
  const until = sessionEnd(request);
  const since = lastSeen(request);
  // Whoever only listens is idle: neither the beginning nor the end of a stream makes the session last longer.
  Reflect.deleteProperty(request, 'session');
  await live.watch(response, { ...watcher, session, until }, watch, since);
}

/** The place in the outbox with which a browser comes back. */
function lastSeen(request: Request): number | undefined {
  const id = request.get('last-event-id') ?? '';
  return /^\d{1,15}$/.test(id) ? Number(id) : undefined;
}
