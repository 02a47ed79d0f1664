import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { retryUpdate } from '../../workflows/messages.ts';
import { timeSkipping } from '../setup/temporal.ts';
import { approval, type Draft, end, processOf, start, task } from './model.ts';
import { begin, createWorld, envelope, type Running, shownOf, until, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
});
afterAll(() => world.close());

const notify = (to: string): Draft => ({
  id: 'tell',
  kind: 'serviceTask',
  job: { type: 'notify', retries: 2, headers: { to, text: 'purchase-rejected' } },
});
const telling = (to: string) =>
  processOf(
    `telling${to.length}`,
    [start, notify(to), task('read'), end],
    ['start -> tell', 'tell -> read', 'read -> end'],
  );

const incidentOf = (running: Running) =>
  until(async () => world.db('incident').where({ instance_id: running.id, resolved_at: null }).first());

async function retry(running: Running, token: string, variables?: Record<string, unknown>) {
  const message = { ...(await envelope(world, token, 'chen')), ...(variables ? { variables } : {}) };
  return running.handle.executeUpdate(retryUpdate, { updateId: message.requestId, args: [message] });
}

describe('a notify job', () => {
  test('tells whoever it names, and the process goes on', async () => {
    const running = await begin(world, { process: telling('requester, duty:manager') });

    await running.token('read');

    const rows = await world.db('notification').where({ instance_id: running.id, kind: 'purchase-rejected' });
    expect(new Set(rows.map(({ person_id: person }) => person))).toEqual(new Set(['lin', 'wang']));
  });
});

describe('a job that fails for good', () => {
  test('is an incident that operations see, and goes on when what it lacked is there', async () => {
    const running = await begin(world, { process: telling('duty:nobody-yet') });
    const incident = await incidentOf(running);
    expect(incident).toMatchObject({ node: 'tell', reason: expect.stringContaining('nobody is duty:nobody-yet') });
    await until(async () => ((await shownOf(running)).incident ? true : undefined));
    expect(await shownOf(running)).toMatchObject({ state: 'incident' });

    await world
      .db('duty')
      .insert({ id: 'nobody-yet', name: '{"zh-CN":"待定","en":"To be named"}' })
      .onConflict()
      .ignore();
    await world.db('duty_holder').insert({ person_id: 'zhao', duty_id: 'nobody-yet' });
    expect(await retry(running, incident.token)).toMatchObject({ kind: 'done' });

    await running.token('read');
    const facts = world.db('step_fact').where({ instance_id: running.id }).orderBy('token');
    expect((await facts).map((it) => [it.kind, it.node, it.outcome, it.round])).toEqual([
      ['job', 'tell', 'failed', 1],
      ['job', 'tell', 'completed', 2],
    ]);
    await until(async () => ((await shownOf(running)).incident ? undefined : true));
    const rows = await world.db('notification').where({ instance_id: running.id, kind: 'purchase-rejected' });
    expect(rows).toHaveLength(1);
  });

  test('of a type that nobody knows is an incident at once', async () => {
    const unknown = { id: 'tell', kind: 'serviceTask', job: { type: 'teleport', headers: {} } } as const;
    const running = await begin(world, {
      process: processOf('odd', [start, unknown, end], ['start -> tell', 'tell -> end']),
    });

    expect(await incidentOf(running)).toMatchObject({ reason: 'there is no job teleport' });
  });
});

describe('a script', () => {
  const scripted = (source: string) =>
    processOf(
      'scripted',
      [start, { id: 'count', kind: 'scriptTask', script: source, result: 'total' }, task('read'), end],
      ['start -> count', 'count -> read', 'read -> end'],
    );

  test('is evaluated outside the workflow and its value recorded', async () => {
    const running = await begin(world, { process: scripted('amount * 2'), variables: { amount: 21 } });

    await running.token('read');

    expect((await running.instance()).variables).toMatchObject({ total: 42 });
  });

  test('that cannot be evaluated is an incident, mended with other variables', async () => {
    const running = await begin(world, {
      process: scripted('for i in 1..amount, j in 1..amount return i * j'),
      variables: { amount: 9_000 },
    });
    const incident = await incidentOf(running);

    await retry(running, incident.token, { amount: 2 });

    await running.token('read');
    expect((await running.instance()).variables).toMatchObject({ total: [1, 2, 2, 4] });
  });
});

describe('an incident', () => {
  test('that does not exist cannot be retried', async () => {
    const quiet = processOf('quiet', [start, approval('review'), end], ['start -> review', 'review -> end']);
    const running = await begin(world, { process: quiet });

    await expect(retry(running, await running.token('review'))).rejects.toMatchObject({
      cause: { type: 'incident-unknown' },
    });
  });
});
