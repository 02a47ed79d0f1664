import { describe, expect, test } from 'vitest';
import { all } from '../../../engine/bpmn/shelves.ts';
import { after, and, boundary, catching, end, message, process, service, start, sub, user } from './build.ts';
import { Play } from './play.ts';

const inside = { scope: 'sub' };
const nested = process(
  'p',
  [
    start('s'),
    sub('sub'),
    boundary('late', { host: 'sub', event: after('PT1H') }),
    boundary('wrong', { host: 'sub', event: { kind: 'error', code: 'E1' } }),
    start('is', inside),
    and('fork', inside),
    user('a', inside),
    service('j', inside),
    catching('c', { ...inside, event: message('go') }),
    end('ie', inside),
    user('chase'),
    user('mend'),
    user('last'),
    end('e'),
  ],
  [
    's > sub > last > e',
    'is > fork > a > ie',
    'fork > j > ie',
    'fork > c > ie',
    'late > chase > e',
    'wrong > mend > e',
  ],
);

describe('an embedded subprocess', () => {
  test('is done when the last token in it is', () => {
    const play = new Play(nested).complete('a').finishJob('j');
    expect(play.waiting).toEqual(['subscribe:c']);

    expect(play.deliver('c').waiting).toEqual(['openTask:last']);
    expect(play.instance.timers).toEqual({});
  });

  test('takes everything inside with it when it is interrupted', () => {
    const play = new Play(nested);
    const [a, j, c] = [play.task('a'), play.job('j').token, play.asked('subscribe', 'c').token];

    play.wait('PT1H');

    expect(play.commands).toEqual(
      expect.arrayContaining([
        { kind: 'closeTask', token: a, node: 'a', outcome: 'withdrawn' },
        { kind: 'withdrawJob', token: j, attempt: 1 },
        { kind: 'unsubscribe', token: c },
      ]),
    );
    expect(play.waiting).toEqual(['openTask:chase']);
    expect(all(play.instance.tokens)).toHaveLength(1);
    expect(all(play.instance.scopes)).toHaveLength(1);
  });

  test('is left by an error that is thrown inside it', () => {
    const play = new Play(nested).failJob('j', 'no', 'E1');

    expect(play.waiting).toEqual(['openTask:mend']);
  });

  test('with nothing to start is passed at once', () => {
    const p = process('p', [start('s'), sub('empty'), end('e')], ['s > empty > e']);

    expect(new Play(p).instance.status).toBe('completed');
  });

  test('keeps its inputs to itself and gives its outputs away', () => {
    const p = process(
      'p',
      [
        start('s'),
        sub('sub', { inputs: [{ target: 'x', source: 'x + 1' }], outputs: [{ target: 'sum', source: 'x + y' }] }),
        start('is', inside),
        user('t', inside),
        end('ie', inside),
        end('e'),
      ],
      ['s > sub > e', 'is > t > ie'],
    );
    const play = new Play(p, { x: 1 });
    expect(play.tasks('t')[0]?.variables).toEqual({ x: 2 });

    play.complete('t', { x: 10, y: 5 });

    expect(play.variables).toEqual({ x: 1, y: 5, sum: 15 });
  });
});

describe('an end event', () => {
  const ending = (event: object, scope?: string) =>
    process(
      'p',
      [
        start('s'),
        sub('sub'),
        boundary('caught', { host: 'sub', event: { kind: 'error', code: 'E1' } }),
        start('is', inside),
        and('fork', inside),
        user('a', inside),
        user('b', inside),
        end('x', { ...inside, event: event as { kind: 'none' } }),
        end('ie', inside),
        user('next'),
        user('mend'),
        end('e'),
        end('f', scope === undefined ? {} : { event: event as { kind: 'none' } }),
      ],
      ['s > sub > next > f', 'is > fork > a > x', 'fork > b > ie', 'caught > mend > e'],
    );

  test('that terminates ends its own scope and no other', () => {
    const play = new Play(ending({ kind: 'terminate' })).complete('a');

    expect(play.waiting).toEqual(['openTask:next']);
    expect(play.said).toEqual(['closeTask:a', 'closeTask:b', 'openTask:next']);
  });

  test('that terminates the process ends it', () => {
    const play = new Play(ending({ kind: 'terminate' }, 'top')).complete('a').complete('next');

    expect(play.instance).toMatchObject({ status: 'terminated', tokens: {}, scopes: {}, asked: {} });
    expect(play.commands.at(-1)).toEqual({ kind: 'ended', outcome: 'terminated' });
  });

  test('that throws an error is caught outside, where everything inside is withdrawn', () => {
    const play = new Play(ending({ kind: 'error', code: 'E1' })).complete('a');

    expect(play.waiting).toEqual(['openTask:mend']);
    expect(play.said).toContain('closeTask:b');
  });

  test('whose error nobody catches fails the process', () => {
    const play = new Play(ending({ kind: 'error', code: 'E2' })).complete('a');

    expect(play.instance).toMatchObject({ status: 'failed', tokens: {}, asked: {} });
    expect(play.commands.at(-1)).toEqual({ kind: 'ended', outcome: 'failed', error: 'E2' });
  });

  test('of one branch leaves the others to finish', () => {
    const p = process(
      'p',
      [start('s'), and('fork'), user('a'), user('b'), end('e'), end('f')],
      ['s > fork > a > e', 'fork > b > f'],
    );

    const play = new Play(p).complete('a');
    expect(play.instance.status).toBe('running');
    expect(play.complete('b').instance.status).toBe('completed');
  });
});

describe('a process that is cancelled', () => {
  test('withdraws all that it asked for, and hears nothing more', () => {
    const play = new Play(nested).take({ kind: 'cancelled', reason: 'no need', by: 'olga' });

    expect(play.said).toEqual(expect.arrayContaining(['closeTask:a', 'ended:cancelled']));
    expect(play.instance).toMatchObject({ status: 'cancelled', open: 0, tokens: {}, timers: {}, asked: {} });
    expect(play.take({ kind: 'cancelled', reason: '', by: 'olga' }).refused?.code).toBe('instance-ended');
  });
});
