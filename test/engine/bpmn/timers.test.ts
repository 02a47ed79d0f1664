import { describe, expect, test } from 'vitest';
import { plainClock } from '../../../engine/bpmn/moments.ts';
import { alarm } from '../../../engine/bpmn/step.ts';
import { after, and, boundary, catching, end, every, process, start, user } from './build.ts';
import { BORN, Play } from './play.ts';

const MINUTE_MS = 60_000;

describe('an intermediate timer', () => {
  test('waits for its length of time', () => {
    const p = process(
      'p',
      [start('s'), catching('c', { event: after('PT1H') }), user('t'), end('e')],
      ['s > c > t > e'],
    );
    const play = new Play(p);

    expect(play.wait('PT59M').waiting).toEqual([]);
    expect(play.wait('PT1M').waiting).toEqual(['openTask:t']);
  });

  test('waits for a date, in UTC when it does not say where', () => {
    const date = { kind: 'timer', timer: { kind: 'date', date: 'when', feel: true } } as const;
    const p = process('p', [start('s'), catching('c', { event: date }), end('e')], ['s > c > e']);

    const play = new Play(p, { when: '2026-01-06T09:00:00' });

    expect(alarm(play.instance)).toBe(Date.UTC(2026, 0, 6, 9));
  });

  test('that comes after another counts from its due moment, however late that was noticed', () => {
    const p = process(
      'p',
      [
        start('s'),
        catching('c', { event: after('PT10M') }),
        catching('d', { event: after('PT10M') }),
        user('t'),
        end('e'),
      ],
      ['s > c > d > t > e'],
    );

    const play = new Play(p).wait('PT3H');

    expect(play.tasks('t')[0]?.openedAt).toBe(BORN + 20 * MINUTE_MS);
  });

  test('without a readable time is an incident', () => {
    const date = { kind: 'timer', timer: { kind: 'date', date: 'when', feel: true } } as const;
    const p = process('p', [start('s'), catching('c', { event: date }), end('e')], ['s > c > e']);

    expect(new Play(p, { when: 'tomorrow' }).incidents).toEqual(['c: "tomorrow" is not a date and time']);
  });
});

const watched = (interrupting: boolean, event = after('PT1H')) =>
  process(
    'p',
    [start('s'), user('t'), boundary('late', { host: 't', interrupting, event }), user('chase'), end('e'), end('f')],
    ['s > t > e', 'late > chase > f'],
  );

describe('a timer on the boundary', () => {
  test('interrupts its task and goes its own way', () => {
    const play = new Play(watched(true)).wait('PT1H');

    expect(play.waiting).toEqual(['openTask:chase']);
    expect(play.commands[0]).toMatchObject({ kind: 'closeTask', node: 't', outcome: 'withdrawn' });
  });

  test('leaves its task alone when it does not interrupt', () => {
    const play = new Play(watched(false)).wait('PT1H');

    expect(play.waiting).toEqual(['openTask:chase', 'openTask:t']);
    expect(play.complete('t').complete('chase').instance.status).toBe('completed');
  });

  test('is forgotten when its task is done in time', () => {
    const play = new Play(watched(true)).complete('t');

    expect(play.instance).toMatchObject({ status: 'completed', timers: {}, tokens: {} });
  });

  test('repeats as often as its cycle says, at moments of its own', () => {
    const play = new Play(watched(false, every('R3/PT10M'))).wait('PT25M');
    expect(play.tasks('chase').map(({ openedAt }) => openedAt - BORN)).toEqual([10 * MINUTE_MS, 20 * MINUTE_MS]);

    play.wait('P1D');

    expect(play.tasks('chase')).toHaveLength(3);
    expect(alarm(play.instance)).toBeUndefined();
  });

  test('repeats for ever when its cycle has no number, until its task ends', () => {
    const play = new Play(watched(false, every('R/PT10M'))).wait('PT55M');
    expect(play.tasks('chase')).toHaveLength(5);

    play.complete('t');

    expect(alarm(play.instance)).toBeUndefined();
  });

  test('judges an answer by its own moment: a late worker makes no timely answer late', () => {
    const play = new Play(watched(true));
    const token = play.task('t');

    play.take({ kind: 'taskCompleted', token, variables: {}, by: 'ann' }, BORN + 59 * MINUTE_MS);

    expect(play.refused).toBeUndefined();
    expect(play.instance.status).toBe('completed');
  });

  test('fires before an answer of the same moment, which is then too late, and stays fired', () => {
    const play = new Play(watched(true));
    const token = play.task('t');

    play.take({ kind: 'taskCompleted', token, variables: {}, by: 'ann' }, BORN + 60 * MINUTE_MS);

    expect(play.refused).toMatchObject({ code: 'task-closed', params: { outcome: 'withdrawn' } });
    expect(play.waiting).toEqual(['openTask:chase']);
  });
});

describe('timers that are due together', () => {
  test('fire in the order of their moments, and those of one moment as they were made', () => {
    const c = (id: string, duration: string) => catching(id, { event: after(duration) });
    const p = process(
      'p',
      [
        start('s'),
        and('fork'),
        c('a', 'PT20M'),
        c('b', 'PT10M'),
        c('d', 'PT10M'),
        user('x'),
        user('y'),
        user('z'),
        end('e'),
      ],
      ['s > fork > a > x > e', 'fork > b > y > e', 'fork > d > z > e'],
    );

    const play = new Play(p).wait('PT30M');

    expect(play.said).toEqual(['openTask:y', 'openTask:z', 'openTask:x']);
  });

  test('that were rung for in vain change nothing', () => {
    const play = new Play(watched(true));
    const before = play.instance;

    play.take({ kind: 'clockAdvanced' });

    expect({ ...play.instance, sequence: 1 }).toEqual(before);
    expect(play.commands).toEqual([]);
  });
});

describe('a length of calendar time', () => {
  const from = Date.UTC(2024, 0, 31, 12);
  test.each([
    ['P1M', Date.UTC(2024, 1, 29, 12)],
    ['P1Y', Date.UTC(2025, 0, 31, 12)],
    ['P2W', Date.UTC(2024, 1, 14, 12)],
    ['P1DT2H3M4.5S', Date.UTC(2024, 1, 1, 14, 3, 4, 500)],
    ['PT0S', from],
  ])('%s', (duration, at) => {
    expect(plainClock({ duration }, from).at).toBe(at);
  });

  test.each(['', 'P', 'PT', 'P1DT', '1D', 'PD', '-P1D'])('is not "%s"', (duration) => {
    expect(() => plainClock({ duration }, from)).toThrow('is not a duration');
  });
});
