import { describe, expect, test } from 'vitest';
import { all } from '../../../engine/bpmn/shelves.ts';
import { step, unborn } from '../../../engine/bpmn/step.ts';
import { after, and, boundary, end, every, plain, process, service, start, user, xor } from './build.ts';
import { BORN, Play } from './play.ts';

const MIB = 1_048_576;

describe('the limits of an instance', () => {
  test('end a loop that never waits with an incident, once', () => {
    const p = process('p', [start('s'), xor('x'), plain('a')], ['s > x > a > x']);

    const play = new Play(p);

    expect(play.incidents).toHaveLength(1);
    expect(play.incidents[0]).toContain('a loop without a wait');
    expect(play.instance.open).toBe(1);
  });

  test('stop a loop that multiplies its tokens', () => {
    const doubling = process(
      'p',
      [start('s'), xor('x'), and('fork'), plain('a'), plain('b')],
      ['s > x > fork > a > x', 'fork > b > x'],
    );

    const play = new Play(doubling);
    expect(play.instance.open).toBeLessThanOrEqual(2000);
    expect(play.incidents.length).toBeGreaterThan(0);
  });

  test('let a timer that repeats too often catch up in steps', () => {
    const p = process(
      'p',
      [
        start('s'),
        user('t'),
        boundary('b', { host: 't', interrupting: false, event: every('R/PT1S') }),
        plain('a'),
        end('e'),
      ],
      ['s > t > e', 'b > a'],
    );

    const play = new Play(p).wait('PT2H');

    expect(play.incidents[0] ?? '').toMatch(/^$|a loop without a wait/);
    expect(play.instance.alarmAt).toBeLessThan(play.now);
  });

  test('keep the process going when a boundary event would make too many tokens', () => {
    const p = process(
      'p',
      [
        start('s'),
        user('t'),
        boundary('b', { host: 't', interrupting: false, event: every('R/PT1M') }),
        user('chase'),
        end('e'),
      ],
      ['s > t > e', 'b > chase > e'],
    );
    const play = new Play(p);

    for (let hour = 0; hour < 34; hour += 1) play.wait('PT1H');

    expect(play.instance.open).toBe(2000);
    expect(play.incidents).toEqual(['b: there would be more than 2000 open tokens']);
    expect(play.complete('chase').retry('b').tasks('chase')).toHaveLength(1998);
  });

  const p = process('p', [start('s'), user('t'), service('j'), user('last'), end('e')], ['s > t > j > last > e']);

  test('refuse an answer that would make the state too large, and change nothing', () => {
    const play = new Play(p);
    const before = play.instance;

    play.complete('t', { essay: 'x'.repeat(MIB) });

    expect(play.refused).toEqual({ code: 'state-too-large', params: { limit: String(MIB) } });
    expect(play.instance).toEqual({ ...before, sequence: 2 });
    expect(play.complete('t', { essay: 'short' }).waiting).toEqual(['runJob:j']);
  });

  test('make a result that is too large an incident of its job', () => {
    const play = new Play(p).complete('t').finishJob('j', { rows: 'x'.repeat(MIB) });

    expect(play.incidents).toEqual([`j: the state would take more than ${MIB} bytes`]);
    expect(play.retry('j').finishJob('j', { rows: 1 }).waiting).toEqual(['openTask:last']);
  });

  test('let an instance that is nearly full still become smaller, and end', () => {
    const play = new Play(p).complete('t', { essay: 'x'.repeat(MIB - 2000) });

    expect(play.finishJob('j', { essay: 'short' }).complete('last').instance.status).toBe('completed');
  });

  test('refuse to begin with too much', () => {
    const event = { kind: 'started', at: BORN, variables: { x: 'x'.repeat(MIB) }, businessKey: 'K', by: 'o' } as const;

    const { instance, refused } = step(p, unborn, event);

    expect(refused?.code).toBe('state-too-large');
    expect(instance.status).toBe('unborn');
  });

  test('count the bytes of the state nearly as its JSON has them', () => {
    const play = new Play(p, { a: [1, 2, 3], b: { c: 'd' } }).complete('t', { e: 'f' });

    expect(Math.abs(play.instance.size - JSON.stringify(play.instance).length)).toBeLessThan(400);
  });

  test('remember only the tasks closed last', () => {
    const again = process(
      'p',
      [start('s'), user('t'), xor('x'), end('e')],
      ['s > t > x', 'x > t [true]', 'x > e [false]'],
    );
    const play = new Play(again);

    for (let round = 0; round < 120; round += 1) play.complete('t');

    expect(Object.keys(play.instance.closed)).toHaveLength(100);
  });

  test('remember only the visits made last, and refuse a return beyond them', () => {
    const again = process(
      'p',
      [start('s'), user('first'), user('t'), xor('x'), end('e')],
      ['s > first > t > x', 'x > t [true]', 'x > e [false]'],
    );
    const play = new Play(again).complete('first');

    for (let round = 0; round < 1100; round += 1) play.complete('t');

    expect(all(play.instance.visits)).toHaveLength(1000);
    expect(play.returnTo('t', 'first').refused?.code).toBe('return-target');
    expect(play.returnTo('t', 't').waiting).toEqual(['openTask:t']);
  });
});

describe('names that mean something to JavaScript', () => {
  test('are names like any other', () => {
    const p = process(
      'constructor',
      [
        start('toString'),
        user('constructor', { approval: { result: '__proto__', notBy: [] } }),
        user('valueOf'),
        end('hasOwnProperty'),
      ],
      ['toString > constructor > valueOf > hasOwnProperty'],
    );
    const play = new Play(p, JSON.parse('{"__proto__": 1, "constructor": 2}'));

    play.complete('constructor', JSON.parse('{"toString": 3}'), 'ann', 'approved');

    expect(Object.entries(play.variables)).toEqual([
      ['__proto__', 'approved'],
      ['constructor', 2],
      ['toString', 3],
    ]);
    expect(play.instance.performers).toEqual({ constructor: ['ann'] });
    expect(play.complete('valueOf').instance.status).toBe('completed');
  });

  test('do not send a task after its time is up', () => {
    const p = process(
      'p',
      [start('s'), user('t'), boundary('b', { host: 't', event: after('PT1H') }), end('e')],
      ['s > t > e', 'b > e'],
    );

    expect(new Play(p).take({ kind: 'taskClaimed', token: 'constructor', by: 'x' }).refused?.code).toBe('task-unknown');
  });
});
