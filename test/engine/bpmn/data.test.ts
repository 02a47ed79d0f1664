import { describe, expect, test } from 'vitest';
import { outstanding } from '../../../engine/bpmn/step.ts';
import { catching, end, message, plain, process, receiver, start, sub, user, xor } from './build.ts';
import { BORN, Play } from './play.ts';

describe('the variables of a process', () => {
  test('fill a form with its inputs when there are any, else with all that is seen', () => {
    const p = process(
      'p',
      [start('s'), user('t', { inputs: [{ target: 'sum', source: 'amount * 2' }] }), user('u'), end('e')],
      ['s > t > u > e'],
    );
    const play = new Play(p, { amount: 4 });
    expect(play.tasks('t')[0]?.variables).toEqual({ sum: 8 });

    play.complete('t', { sum: 9 });

    expect(play.tasks('u')[0]?.variables).toEqual({ amount: 4, sum: 9 });
  });

  test('let an input use one before it, and hide an outer variable of its name', () => {
    const inputs = [
      { target: 'a', source: 'a + 1' },
      { target: 'b', source: 'a * 10' },
    ];
    const p = process('p', [start('s'), user('t', { inputs }), end('e')], ['s > t > e']);

    const play = new Play(p, { a: 1 });

    expect(play.tasks('t')[0]?.variables).toEqual({ a: 2, b: 20 });
    expect(play.variables).toEqual({ a: 1 });
  });

  test('can name whoever did an earlier step, for a called process to keep apart', () => {
    const inputs = [{ target: 'requester', source: '{ id: performers.t[-1] }' }];
    const p = process('p', [start('s'), user('t'), user('u', { inputs }), end('e')], ['s > t > u > e']);

    const play = new Play(p).complete('t');

    expect(play.tasks('u')[0]?.variables).toEqual({ requester: { id: 'ann' } });
  });

  test('reach through every subprocess, and the nearest takes a result', () => {
    const p = process(
      'p',
      [
        start('s'),
        sub('outer', { inputs: [{ target: 'x', source: '"outer"' }] }),
        start('os', { scope: 'outer' }),
        sub('inner', { scope: 'outer' }),
        start('is', { scope: 'inner' }),
        user('t', { scope: 'inner' }),
        user('u', { scope: 'inner' }),
        end('ie', { scope: 'inner' }),
        end('oe', { scope: 'outer' }),
        user('last'),
        end('e'),
      ],
      ['s > outer > last > e', 'os > inner > oe', 'is > t > u > ie'],
    );
    const play = new Play(p, { x: 'process', y: 0 }).complete('t', { x: 'changed', y: 1 });
    expect(play.tasks('u')[0]?.variables).toEqual({ x: 'changed', y: 1 });

    play.complete('u');

    expect(play.tasks('last')[0]?.variables).toEqual({ x: 'process', y: 1 });
  });

  test('are asked again as they are now', () => {
    const p = process('p', [start('s'), user('t'), end('e')], ['s > t > e']);

    expect(outstanding(new Play(p, { a: 1 }).instance)).toEqual([expect.objectContaining({ variables: { a: 1 } })]);
  });

  test('come with a message, through the outputs of a receive task', () => {
    const p = process(
      'p',
      [
        start('s'),
        catching('c', { event: message('one') }),
        receiver('r', { message: { name: 'two' }, outputs: [{ target: 'kept', source: 'a + b' }] }),
        user('t'),
        end('e'),
      ],
      ['s > c > r > t > e'],
    );

    const play = new Play(p).deliver('c', { a: 1 }).deliver('r', { b: 2 });

    expect(play.variables).toEqual({ a: 1, kept: 3 });
  });

  test('have the time of the step among them, and no clock', () => {
    const p = process(
      'p',
      [start('s'), plain('t', { outputs: [{ target: 'at', source: 'now' }] }), end('e')],
      ['s > t > e'],
    );

    expect(new Play(p).variables['at']).toBe(new Date(BORN).toISOString());
  });

  test('are plain JSON: what has no value is null', () => {
    const p = process(
      'p',
      [
        start('s'),
        plain('t', {
          outputs: [
            { target: 'd', source: 'date("2026-02-03")' },
            { target: 'n', source: 'nothing' },
          ],
        }),
        end('e'),
      ],
      ['s > t > e'],
    );

    expect(new Play(p, { u: undefined }).variables).toEqual({ u: null, d: '2026-02-03', n: null });
  });

  test('decide the way on as soon as they are there', () => {
    const p = process(
      'p',
      [start('s'), user('t'), xor('x', { fallback: 'x-no' }), user('yes'), user('no'), end('e')],
      ['s > t > x', 'x > yes [ok]', 'x > no', 'yes > e', 'no > e'],
    );

    expect(new Play(p).complete('t', { ok: true }).waiting).toEqual(['openTask:yes']);
    expect(new Play(p).complete('t', { ok: 'yes' }).waiting).toEqual(['openTask:no']);
  });
});
