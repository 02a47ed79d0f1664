import { describe, expect, test } from 'vitest';
import { after, and, catching, end, message, plain, process, race, receiver, start, user, xor } from './build.ts';
import { Play } from './play.ts';

const choice = (fallback?: string) =>
  process(
    'p',
    [
      start('s'),
      xor('x', fallback === undefined ? {} : { fallback }),
      user('big'),
      user('small'),
      user('other'),
      end('e'),
    ],
    [
      's > x',
      'x > big [amount > 100]',
      'x > small [amount > 10]',
      'x > other [amount < 0]',
      'big > e',
      'small > e',
      'other > e',
    ],
  );

describe('an exclusive gateway', () => {
  test('takes the first flow whose condition holds', () => {
    expect(new Play(choice(), { amount: 500 }).waiting).toEqual(['openTask:big']);
    expect(new Play(choice(), { amount: 50 }).waiting).toEqual(['openTask:small']);
  });

  test('takes its default flow when none holds', () => {
    expect(new Play(choice('x-other'), { amount: 5 }).waiting).toEqual(['openTask:other']);
  });

  test('without a way on is an incident, which is decided again with a corrected variable', () => {
    const play = new Play(choice(), { amount: 5 });
    expect(play.incidents).toEqual(['x: no condition of x holds and it has no default flow']);
    expect(play.waiting).toEqual([]);

    play.retry('x', { amount: 20 });

    expect(play.said).toEqual(['resolveIncident:t4', 'openTask:small']);
    expect(play.variables['amount']).toBe(20);
  });

  test('lets every token through that comes to it', () => {
    const p = process(
      'p',
      [start('s'), and('fork'), plain('a'), plain('b'), xor('merge'), user('t'), end('e')],
      ['s > fork > a > merge > t > e', 'fork > b > merge'],
    );

    expect(new Play(p).tasks('t')).toHaveLength(2);
  });

  test('reads a condition that cannot be evaluated as an incident', () => {
    const p = process('p', [start('s'), xor('x'), user('t'), end('e')], ['s > x', 'x > t [1 +]', 't > e']);

    expect(new Play(p).incidents).toHaveLength(1);
  });
});

describe('a parallel gateway', () => {
  const forkJoin = process(
    'p',
    [start('s'), and('fork'), user('a'), user('b'), and('join'), user('last'), end('e')],
    ['s > fork > a > join > last > e', 'fork > b > join'],
  );

  test('starts every branch and waits for all of them', () => {
    const play = new Play(forkJoin);
    expect(play.waiting).toEqual(['openTask:a', 'openTask:b']);

    expect(play.complete('b').waiting).toEqual(['openTask:a']);
    expect(play.complete('a').waiting).toEqual(['openTask:last']);
    expect(play.complete('last').instance.status).toBe('completed');
  });

  test('does not count two tokens of one flow as two flows, and keeps the second for the next round', () => {
    const p = process(
      'p',
      [start('s'), and('fork'), user('a1'), user('a2'), user('b'), xor('merge'), and('join'), user('last'), end('e')],
      ['s > fork > a1 > merge > join > last > e', 'fork > a2 > merge', 'fork > b > join'],
    );
    const play = new Play(p).complete('a1').complete('a2');
    expect(play.waiting).toEqual(['openTask:b']);

    play.complete('b').complete('last');

    // The second round can never be complete: that is said, not kept silent.
    expect(play.incidents).toEqual(['join: join waits for what can never come']);
    expect(play.instance.status).toBe('running');
  });

  test('joins and forks at once', () => {
    const p = process(
      'p',
      [start('s'), and('fork'), user('a'), user('b'), and('both'), user('c'), user('d'), end('e')],
      ['s > fork > a > both > c > e', 'fork > b > both > d > e'],
    );

    expect(new Play(p).complete('a').complete('b').waiting).toEqual(['openTask:c', 'openTask:d']);
  });
});

describe('flows out of a task', () => {
  const p = (fallback?: string) =>
    process(
      'p',
      [start('s'), plain('t', fallback === undefined ? {} : { fallback }), user('a'), user('b'), user('c'), end('e')],
      ['s > t', 't > a [x = 1]', 't > b [x > 0]', 't > c [x < 0]', 'a > e', 'b > e', 'c > e'],
    );

  test('are all taken whose conditions hold', () => {
    expect(new Play(p(), { x: 1 }).waiting).toEqual(['openTask:a', 'openTask:b']);
  });

  test('end in an incident when none holds, or in the default flow', () => {
    expect(new Play(p(), { x: 0 }).incidents).toEqual([
      't: no condition of a flow out of t holds and it has no default flow',
    ]);
    expect(new Play(p('t-c'), { x: 0 }).waiting).toEqual(['openTask:c']);
  });

  test('without a condition are taken beside the default flow', () => {
    const beside = process(
      'p',
      [start('s'), plain('t', { fallback: 't-a' }), user('a'), user('b'), user('c'), end('e')],
      ['s > t > a > e', 't > b [x = 1]', 't > c', 'b > e', 'c > e'],
    );

    expect(new Play(beside, { x: 1 }).waiting).toEqual(['openTask:b', 'openTask:c']);
    expect(new Play(beside, { x: 2 }).waiting).toEqual(['openTask:a', 'openTask:c']);
  });
});

describe('an event-based gateway', () => {
  const p = process(
    'p',
    [
      start('s'),
      race('g'),
      catching('paid', { event: message('paid', 'order') }),
      catching('late', { event: after('P1D') }),
      receiver('cancelled', { message: { name: 'cancelled' } }),
      user('ship'),
      user('chase'),
      end('e'),
    ],
    ['s > g > paid > ship > e', 'g > late > chase > e', 'g > cancelled > e'],
  );
  const waiting = () => new Play(p, { order: 42 });

  test('waits for all of its events', () => {
    const play = waiting();

    expect(play.waiting).toEqual(['subscribe:cancelled', 'subscribe:paid']);
    expect(play.asked('subscribe', 'paid')).toMatchObject({ message: 'paid', key: '42' });
  });

  test('goes on with the first that happens and forgets the others', () => {
    const play = waiting();
    const [paid, cancelled] = [play.asked('subscribe', 'paid').token, play.asked('subscribe', 'cancelled').token];

    play.deliver('paid', { sum: 7 });

    expect(play.waiting).toEqual(['openTask:ship']);
    expect(play.commands).toContainEqual({ kind: 'unsubscribe', token: paid });
    expect(play.commands).toContainEqual({ kind: 'unsubscribe', token: cancelled });
    expect(play.variables['sum']).toBe(7);
    expect(play.wait('P2D').waiting).toEqual(['openTask:ship']);
  });

  test('goes on with its timer when nothing else happens', () => {
    const play = waiting();
    const { token, message: name } = play.asked('subscribe', 'paid');

    play.wait('P1D');

    expect(play.waiting).toEqual(['openTask:chase']);
    play.take({ kind: 'messageDelivered', token, message: name, messageId: 'm2', variables: {} });
    expect(play.refused?.code).toBe('message-gone');
  });

  test('ends the whole race when its message comes at the moment that its timer is due', () => {
    const play = waiting();
    const { token } = play.asked('subscribe', 'paid');

    play.take(
      { kind: 'messageDelivered', token, message: 'paid', messageId: 'm', variables: {} },
      play.now + 86_400_000,
    );

    expect(play.refused?.code).toBe('message-gone');
    expect(play.waiting).toEqual(['openTask:chase']);
  });
});
