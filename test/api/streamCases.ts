import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { Live, type LiveOptions } from '../../api/live/live.ts';
import { Stream } from '../../api/live/stream.ts';
import { addressOf } from '../../contract/address.ts';
import { contract } from '../../contract/index.ts';
import { ideasIn, variables } from './ideas.ts';
import type { RunningWorld } from './running.ts';
import { listen } from './streams.ts';
import type { Caller } from './world.ts';

/** What browsers are told, in a world that others test, too. */
export function describeStreams(world: () => RunningWorld): void {
  describe('a stream of events', () => {
    let lin: Caller;
    let ideas: ReturnType<typeof ideasIn>;
    beforeAll(async () => {
      lin = await world().as('lin-yue');
      ideas = ideasIn(world());
    });

    const instanceEvents = (instanceId: string) => addressOf(contract.watchInstance, { params: { instanceId } });

    test('tells within two seconds that an instance has moved, and whose inbox has changed, on every API', async () => {
      const { instanceId, taskId } = await ideas.begun(lin);
      await using other = await secondApi(world());
      const [here, there] = [
        listen(await lin.fetch(instanceEvents(instanceId))),
        listen(await fetch(`${other.url}/api/me/events`, { headers: { cookie: await other.signIn('shen-wei') } })),
      ];
      expect([here.status, there.status]).toEqual([200, 200]);
      await here.next(1); // It began a moment ago.
      const [before, theirs] = [here.told.length, there.told.length];

      await lin.send('completeTask', { params: { taskId }, body: { variables } });
      await Promise.all([here.next(before + 1), there.next(theirs + 1)]);

      expect(here.told.at(-1)?.data).toEqual({ changed: 'instance' });
      expect(there.told.at(-1)?.data).toEqual({ changed: 'all' });
      const { rows } = await world().db.raw<{ rows: { last: number }[] }>(
        'select max(id)::int as last from outbox where instance_id = ?',
        [instanceId],
      );
      expect(Number(here.lastId())).toBe(rows[0]?.last);
      await Promise.all([here.close(), there.close()]);
    });

    test('says at once whether anything was missed since an id', async () => {
      const { instanceId } = await ideas.begun(lin);
      const { rows } = await world().db.raw<{ rows: { last: number }[] }>('select max(id)::int as last from outbox');
      const last = rows[0]?.last ?? 0;
      const opened = (id: number) =>
        lin.fetch(instanceEvents(instanceId), { headers: { 'last-event-id': String(id) } });

      const [missed, current] = [listen(await opened(last - 1)), listen(await opened(last))];
      await missed.next(1);

      expect(current.told).toEqual([]);
      await Promise.all([missed.close(), current.close()]);
    });

    test('ends within five seconds when its listener signs out or is disabled', async () => {
      const [leaver, disabled] = await Promise.all([world().as('zhao-yifan'), world().as('xie-yutong')]);
      const [one, other] = [
        listen(await leaver.fetch('/api/me/events')),
        listen(await disabled.fetch('/api/me/events')),
      ];
      await world().db('account').insert({ person_id: 'xie-yutong', username: 'xie' }).onConflict().ignore();

      await leaver.send('signOut');
      await world().db('account').where({ person_id: 'xie-yutong' }).update({ disabled: true });

      await expect.poll(() => [one.isOver(), other.isOver()], { timeout: 5_000 }).toEqual([true, true]);
      expect((await leaver.fetch('/api/me/events')).status).toBe(401);
    });

    test('says what happened while it was being opened, once it is open', async () => {
      const watcher = { person: '', session: '', until: 0, judge: async () => undefined, say: (kind: string) => kind };
      const app = express().get('/', (_request, response) => {
        const stream = new Stream(response, watcher, { keys: [] });
        stream.beat();
        stream.tell(7, 'task');
        stream.open(6);
      });
      const server = app.listen(0, '127.0.0.1');
      await once(server, 'listening');

      const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      const heard = listen(response);
      await heard.next(1);

      expect(response.headers.get('content-type')).toContain('text/event-stream');
      expect(heard.told).toEqual([{ id: '7', data: 'task' }]);
      await heard.close();
      server.close();
      server.closeAllConnections();
    });

    test('makes no session last longer', async () => {
      const wang = await world().as('wang-siqi');
      const expiry = async () =>
        (await world().db('session').whereRaw(`sess ->> 'personId' = 'wang-siqi'`).first('expire')).expire;
      await world()
        .db('session')
        .whereRaw(`sess ->> 'personId' = 'wang-siqi'`)
        .update({ expire: new Date(Date.now() + 60_000) });
      const before = await expiry();

      const response = await wang.fetch('/api/me/events');
      const heard = listen(response);
      world().services.live.close();
      await expect.poll(heard.isOver).toBe(true);

      expect(response.headers.getSetCookie()).toEqual([]);
      expect(await expiry()).toEqual(before);
    });

    test('is refused beyond the number that one person, or one API, can have', async () => {
      await using small = await secondApi(world(), { streamsOfPersonMax: 1 });
      const cookie = await small.signIn('wang-siqi');
      const first = listen(await fetch(`${small.url}/api/me/events`, { headers: { cookie } }));

      const second = await fetch(`${small.url}/api/me/events`, { headers: { cookie } });

      expect(second.status).toBe(429);
      expect(((await second.json()) as { code: string }).code).toBe('too-many-streams');
      await first.close();
    });
  });
}

/** Another API beside the first, over the same database. */
async function secondApi({ services }: RunningWorld, options: LiveOptions = {}) {
  const { db, log } = services;
  const live = new Live(db, log, options);
  const server = createServer(createApp({ ...services, live })).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    signIn: async (person: string) => {
      const response = await fetch(`${url}/api/demo/session`, {
        method: 'POST',
        headers: { 'x-zhidu': '1', 'content-type': 'application/json' },
        body: JSON.stringify({ requestId: crypto.randomUUID(), person }),
      });
      return response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
    },
    [Symbol.asyncDispose]: async () => {
      live.close();
      server.close();
      server.closeAllConnections();
    },
  };
}
