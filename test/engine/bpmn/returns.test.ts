import { describe, expect, test } from 'vitest';
import { returnTargets } from '../../../engine/bpmn/step.ts';
import { after, and, boundary, end, plain, process, start, sub, user, xor } from './build.ts';
import { Play } from './play.ts';

const line = process('p', [start('s'), user('a'), user('b'), xor('x'), user('c'), end('e')], ['s > a > b > x > c > e']);

const targets = (play: Play, node: string) => returnTargets(play.process, play.instance, play.task(node));

describe('a return to an earlier task', () => {
  test('closes the task, opens the earlier one again and keeps who did what', () => {
    const play = new Play(line).complete('a', {}, 'ann').complete('b', {}, 'ben');
    expect(targets(play, 'c')).toEqual(['b', 'a']);

    play.returnTo('c', 'a', { by: 'cleo' });

    expect(play.waiting).toEqual(['openTask:a']);
    expect(play.commands[0]).toMatchObject({ kind: 'closeTask', node: 'c', outcome: 'returned', by: 'cleo' });
    expect(play.instance.performers).toEqual({ a: ['ann'], b: ['ben'] });
    expect(targets(play, 'a')).toEqual([]);
  });

  test('can be made again and again', () => {
    const play = new Play(line);
    for (let round = 0; round < 3; round += 1) play.complete('a').complete('b').returnTo('c', 'a');

    expect(play.complete('a').complete('b').complete('c').instance.status).toBe('completed');
  });

  test.each(['c', 'x', 's', 'nowhere', '__proto__'])('is refused to %s, which is no earlier task', (to) => {
    const play = new Play(line).complete('a').complete('b').returnTo('c', to);

    expect(play.refused).toEqual({ code: 'return-target', params: { node: to } });
    expect(play.waiting).toEqual(['openTask:c']);
  });

  test('is refused to somebody who did not claim the task', () => {
    const play = new Play(line).complete('a');
    play.take({ kind: 'taskClaimed', token: play.task('b'), by: 'ben' });

    expect(play.returnTo('b', 'a', { by: 'ann' }).refused?.code).toBe('task-claimed');
    expect(play.returnTo('b', 'a', { by: 'ben' }).refused).toBeUndefined();
  });

  const parallel = process(
    'p',
    [start('s'), user('u'), and('fork'), user('a'), user('a2'), user('b'), and('join'), user('c'), end('e')],
    ['s > u > fork > a > a2 > join > c > e', 'fork > b > join'],
  );

  test('withdraws every branch that came of it', () => {
    const play = new Play(parallel).complete('u').complete('a').returnTo('a2', 'u');

    expect(play.waiting).toEqual(['openTask:u']);
    expect(play.said).toContain('closeTask:b');
    expect(play.complete('u').waiting).toEqual(['openTask:a', 'openTask:b']);
  });

  test('leaves the other branch alone when it stays in its own', () => {
    const play = new Play(parallel).complete('u').complete('a').returnTo('a2', 'a');

    expect(play.waiting).toEqual(['openTask:a', 'openTask:b']);
  });

  test('withdraws a token that waits at the join', () => {
    const play = new Play(parallel).complete('u').complete('b').complete('a').returnTo('a2', 'u');
    expect(play.instance.open).toBe(1);

    play.complete('u').complete('a').complete('a2').complete('b');

    expect(play.waiting).toEqual(['openTask:c']);
  });

  test('is refused across a join that took in something else', () => {
    const play = new Play(parallel).complete('u').complete('a').complete('a2').complete('b');
    expect(targets(play, 'c')).toEqual(['u']);

    for (const to of ['a', 'a2', 'b']) {
      expect(play.returnTo('c', to).refused).toEqual({ code: 'return-across-join', params: { node: to } });
    }
    expect(play.returnTo('c', 'u').waiting).toEqual(['openTask:u']);
  });

  test('is refused across a join even when the other branch had no task', () => {
    const p = process(
      'p',
      [start('s'), and('fork'), user('a'), plain('b'), and('join'), user('c'), end('e')],
      ['s > fork > a > join > c > e', 'fork > b > join'],
    );
    const play = new Play(p).complete('a');

    expect(play.returnTo('c', 'a').refused?.code).toBe('return-across-join');
  });

  test('is refused when the join lies further back', () => {
    const p = process(
      'p',
      [start('s'), and('fork'), user('a'), user('b'), and('join'), user('c'), user('d'), end('e')],
      ['s > fork > a > join > c > d > e', 'fork > b > join'],
    );
    const play = new Play(p).complete('a').complete('b').complete('c');
    expect(targets(play, 'd')).toEqual(['c']);

    expect(play.returnTo('d', 'a').refused?.code).toBe('return-across-join');
  });

  test('goes to the latest visit in a loop', () => {
    const p = process(
      'p',
      [start('s'), user('a'), user('b'), xor('x'), user('c'), end('e')],
      ['s > a > b > x', 'x > a [again]', 'x > c [not(again)]', 'c > e'],
    );
    const play = new Play(p).complete('a').complete('b', { again: true }).complete('a').complete('b', { again: false });

    play.returnTo('c', 'a');

    expect(play.waiting).toEqual(['openTask:a']);
    expect(play.complete('a').waiting).toEqual(['openTask:b']);
  });

  test('stays within its subprocess', () => {
    const inside = { scope: 'sub' };
    const p = process(
      'p',
      [
        start('s'),
        user('a'),
        sub('sub'),
        start('is', inside),
        user('b', inside),
        user('c', inside),
        end('ie', inside),
        end('e'),
      ],
      ['s > a > sub > e', 'is > b > c > ie'],
    );
    const play = new Play(p).complete('a').complete('b');
    expect(targets(play, 'c')).toEqual(['b']);

    expect(play.returnTo('c', 'a').refused?.code).toBe('return-target');
    expect(play.returnTo('c', 'b').waiting).toEqual(['openTask:b']);
  });

  test('from one instance of a multi-instance task returns the whole of it', () => {
    const p = process(
      'p',
      [start('s'), user('a'), user('m', { multi: { cardinality: '3' } }), end('e')],
      ['s > a > m > e'],
    );
    const play = new Play(p).complete('a').complete('m');
    expect(targets(play, 'm')).toEqual(['a']);

    play.returnTo('m', 'a');

    expect(play.waiting).toEqual(['openTask:a']);
    expect(play.commands.filter(({ kind }) => kind === 'closeTask')).toEqual([
      expect.objectContaining({ outcome: 'returned' }),
      expect.objectContaining({ outcome: 'withdrawn' }),
    ]);
  });

  test('takes along what a boundary event has started', () => {
    const p = process(
      'p',
      [
        start('s'),
        user('a'),
        user('b'),
        boundary('late', { host: 'b', interrupting: false, event: after('PT1H') }),
        user('chase'),
        end('e'),
      ],
      ['s > a > b > e', 'late > chase > e'],
    );

    const play = new Play(p).complete('a').wait('PT1H').returnTo('b', 'a');

    expect(play.waiting).toEqual(['openTask:a']);
    expect(play.instance.timers).toEqual({});
  });

  test('is refused when what came of it has passed a join and ended', () => {
    const p = process(
      'p',
      [
        start('s'),
        and('fork'),
        user('a'),
        boundary('late', { host: 'a', interrupting: false, event: after('PT1H') }),
        user('chase'),
        user('b'),
        and('join'),
        end('e'),
        end('f'),
      ],
      ['s > fork > a > join > e', 'fork > b > join', 'late > chase > f'],
    );
    const play = new Play(p).wait('PT1H').complete('a');
    expect(targets(play, 'chase')).toEqual(['a']);

    play.complete('b').returnTo('chase', 'a');

    expect(play.refused?.code).toBe('return-across-join');
    expect(play.complete('chase').instance.status).toBe('completed');
  });
});
