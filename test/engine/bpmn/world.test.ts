import { describe, expect, test } from 'vitest';
import type { Process } from '../../../engine/bpmn/model.ts';
import { openTasks } from '../../../engine/bpmn/step.ts';
import { begin, emptyWorld, memberOf, routeOf, send, tell, type World } from '../../../engine/bpmn/world.ts';
import { boundary, call, catching, end, message, process, receiver, sender, start, user } from './build.ts';
import { BORN } from './play.ts';

const opened = (main: Process, others: readonly Process[] = [], variables = {}) =>
  begin(emptyWorld([main, ...others], BORN), main, { businessKey: 'K', variables });
const statusOf = (world: World, id: string) => world.members[id]?.instance.status;

function complete(world: World, id: string, node: string, variables = {}): World {
  const task = openTasks(memberOf(world, id).instance).find((it) => it.node === node);
  return tell(world, id, { kind: 'taskCompleted', at: world.at, token: task?.token ?? '', variables, by: 'ann' }).world;
}

const child = process('child', [start('s'), user('t'), end('e')], ['s > t > e']);
const failing = process(
  'child',
  [start('s'), user('t'), end('e', { event: { kind: 'error', code: 'E1' } })],
  ['s > t > e'],
);
const caller = process(
  'caller',
  [
    start('s'),
    call('c', { calls: 'child', inputs: [{ target: 'x', source: 'a' }], outputs: [{ target: 'b', source: 'y' }] }),
    boundary('wrong', { host: 'c', event: { kind: 'error', code: 'E1' } }),
    user('last'),
    user('mend'),
    end('e'),
  ],
  ['s > c > last > e', 'wrong > mend > e'],
);

describe('a called process', () => {
  test('is given the inputs and gives back what outputs name', () => {
    const world = opened(caller, [child], { a: 1 });
    expect(memberOf(world, 'child/K.t4').instance.variables).toEqual({ x: 1 });

    const after = complete(world, 'child/K.t4', 't', { y: 2, z: 3 });

    expect(memberOf(after, 'caller/K').instance.variables).toEqual({ a: 1, b: 2 });
    expect(openTasks(memberOf(after, 'caller/K').instance).map(({ node }) => node)).toEqual(['last']);
  });

  test('that fails with an error is caught by its caller', () => {
    const world = complete(opened(caller, [failing]), 'child/K.t4', 't');

    expect(statusOf(world, 'child/K.t4')).toBe('failed');
    expect(openTasks(memberOf(world, 'caller/K').instance).map(({ node }) => node)).toEqual(['mend']);
  });

  test('is cancelled with its caller', () => {
    const world = opened(caller, [child]);

    const after = tell(world, 'caller/K', { kind: 'cancelled', at: BORN, reason: 'no need', by: 'olga' }).world;

    expect(statusOf(after, 'child/K.t4')).toBe('cancelled');
  });

  test('that was cancelled is an incident of its caller, and called again under another key', () => {
    const world = opened(caller, [child]);
    const cancelled = tell(world, 'child/K.t4', { kind: 'cancelled', at: BORN, reason: 'no need', by: 'olga' }).world;
    expect(Object.values(memberOf(cancelled, 'caller/K').instance.incidents)).toHaveLength(1);

    const after = tell(cancelled, 'caller/K', { kind: 'incidentRetried', at: BORN, token: 't4', by: 'otto' }).world;

    expect(statusOf(after, 'child/K.t4.2')).toBe('running');
  });

  test('that is not there is an incident', () => {
    const world = opened(caller);

    expect(world.unknown).toEqual(['child']);
    expect(Object.values(memberOf(world, 'caller/K').instance.incidents)[0]?.reason).toBe('there is no process child');
  });

  test('reports to a caller that is gone without harm', () => {
    const world = tell(opened(caller, [child]), 'caller/K', { kind: 'cancelled', at: BORN, reason: '', by: 'o' }).world;
    const report = { kind: 'childCompleted', at: BORN, token: 't4', variables: {} } as const;

    expect(tell(world, 'caller/K', report).refused?.code).toBe('instance-ended');
  });
});

const waiter = process(
  'waiter',
  [start('s'), catching('c', { event: message('paid', 'order') }), user('t'), end('e')],
  ['s > c > t > e'],
);

describe('a message', () => {
  const paid = (key: string) => ({ id: 'm1', message: 'paid', key, variables: { sum: 7 } });

  test('finds who waits for its key', () => {
    const world = opened(waiter, [], { order: 'O1' });
    expect(send(world, paid('O2')).messages).toHaveLength(1);

    const after = send(world, paid('O1'));

    expect(after.messages).toEqual([]);
    expect(memberOf(after, 'waiter/K').instance.variables).toEqual({ order: 'O1', sum: 7 });
  });

  test('waits for a subscription that comes later, which takes it once', () => {
    const early = send(emptyWorld([waiter], BORN), paid('O1'));

    const one = begin(early, waiter, { businessKey: 'K1', variables: { order: 'O1' } });
    const two = begin(one, waiter, { businessKey: 'K2', variables: { order: 'O1' } });

    expect(openTasks(memberOf(two, 'waiter/K1').instance)).toHaveLength(1);
    expect(openTasks(memberOf(two, 'waiter/K2').instance)).toHaveLength(0);
    expect(two.messages).toEqual([]);
  });

  test('starts a process that begins with it, under its key, once', () => {
    const started = process('started', [start('m', { event: message('paid') }), user('t'), end('e')], ['m > t > e']);
    const world = send(send(emptyWorld([started], BORN), paid('O1')), { ...paid('O1'), id: 'm2' });

    expect(Object.keys(world.members)).toEqual(['started/O1']);
    expect(memberOf(world, 'started/O1').instance.variables).toEqual({ sum: 7 });
  });

  test('starts a process under the key that its start event makes of it, or waits when that is none', () => {
    const began = start('m', { event: message('paid'), businessKey: '"T-" + ticket' });
    const started = process('started', [began, user('t'), end('e')], ['m > t > e']);
    const told = { ...paid('O1'), variables: { ticket: '7' } };

    const world = send(send(emptyWorld([started], BORN), told), { ...paid('O2'), id: 'm2' });

    expect(Object.keys(world.members)).toEqual(['started/T-7']);
    expect(world.messages.map(({ id }) => id)).toEqual(['m2']);
  });

  test('goes to whoever waits for it before it starts anything', () => {
    const started = process('started', [start('m', { event: message('paid') }), user('t'), end('e')], ['m > t > e']);
    const world = send(opened(waiter, [started], { order: 'O1' }), paid('O1'));

    expect(Object.keys(world.members)).toEqual(['waiter/K']);
    expect(Object.keys(send(world, { ...paid('O1'), id: 'm2' }).members)).toEqual(['waiter/K', 'started/O1']);
  });

  test('goes from one pool to another and back', () => {
    const asker = process(
      'asker',
      [
        start('s'),
        sender('ask', { message: { name: 'ask' } }),
        receiver('answer', { message: { name: 'answer' } }),
        end('e'),
      ],
      ['s > ask > answer > e'],
    );
    const replier = process(
      'replier',
      [start('m', { event: message('ask') }), sender('reply', { message: { name: 'answer' } }), end('e')],
      ['m > reply > e'],
    );

    const world = opened(asker, [replier]);

    expect(Object.values(world.members).map(({ instance }) => instance.status)).toEqual(['completed', 'completed']);
    expect(world.messages).toEqual([]);
  });

  test('that nobody waits for any more is gone', () => {
    const world = send(opened(waiter, [], { order: 'O1' }), paid('O1'));
    const again = {
      kind: 'messageDelivered',
      at: BORN,
      token: 't4',
      message: 'paid',
      messageId: 'm2',
      variables: {},
    } as const;

    expect(tell(world, 'waiter/K', again).refused?.code).toBe('message-gone');
  });

  test('on a boundary that does not interrupt is taken as often as it comes', () => {
    const p = process(
      'p',
      [
        start('s'),
        user('t'),
        boundary('b', { host: 't', interrupting: false, event: message('note') }),
        user('read'),
        end('e'),
      ],
      ['s > t > e', 'b > read > e'],
    );
    const note = (id: string) => ({ id, message: 'note', key: '', variables: {} });

    const world = send(send(opened(p), note('1')), note('2'));

    expect(openTasks(memberOf(world, 'p/K').instance).map(({ node }) => node)).toEqual(['t', 'read', 'read']);
    expect(send(complete(world, 'p/K', 't'), note('3')).messages).toHaveLength(1);
  });

  test('with a key goes to a subscription without one; without a key only to such', () => {
    const keyed = { instance: 'i', token: 't1', message: 'paid', key: 'O1' };
    const open = { ...keyed, token: 't2', key: '' };

    expect(routeOf({ message: 'paid', key: 'O2' }, [keyed, open], [])).toEqual({ kind: 'deliver', to: open });
    expect(routeOf({ message: 'paid', key: '' }, [keyed], [])).toEqual({ kind: 'buffer' });
  });
});
