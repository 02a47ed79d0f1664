import { describe, expect, test } from 'vitest';
import type { Event } from '../../../engine/bpmn/instance.ts';
import { step } from '../../../engine/bpmn/step.ts';
import { after, and, boundary, call, catching, end, message, process, service, start, sub, user } from './build.ts';
import { BORN, Play } from './play.ts';

const HOUR_MS = 3_600_000;

const busy = process(
  'p',
  [
    start('s'),
    and('fork'),
    user('t'),
    service('j'),
    catching('c', { event: message('go') }),
    call('k', { calls: 'child', outputs: [{ target: 'z', source: 'z' }] }),
    user('m', { multi: { cardinality: '2', output: { collection: 'out', element: 'loopCounter' } } }),
    and('join'),
    end('e'),
  ],
  ['s > fork > t > join > e', 'fork > j > join', 'fork > c > join', 'fork > k > join', 'fork > m > join'],
);

function answers(play: Play): readonly Event[] {
  const at = BORN + 1;
  const [one, two] = play.tasks('m').map(({ token }) => token);
  return [
    { kind: 'taskCompleted', at, token: play.task('t'), variables: { t: 1 }, by: 'ann' },
    { kind: 'jobCompleted', at, token: play.job('j').token, attempt: 1, variables: { j: 1 } },
    {
      kind: 'messageDelivered',
      at,
      token: play.asked('subscribe', 'c').token,
      message: 'go',
      messageId: 'm',
      variables: { c: 1 },
    },
    { kind: 'childCompleted', at, token: play.asked('startChild', 'k').token, variables: { z: 1 } },
    { kind: 'taskCompleted', at, token: one ?? '', variables: {}, by: 'ann' },
    { kind: 'taskCompleted', at, token: two ?? '', variables: {}, by: 'ben' },
  ];
}

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((first, index) => permutations(items.toSpliced(index, 1)).map((rest) => [first, ...rest]));
}

describe('answers to what was asked together', () => {
  test('lead to the same end in each of their 720 orders', () => {
    const begun = new Play(busy);
    const ends = permutations(answers(begun)).map((events) => {
      const last = events.reduce((instance, event) => step(busy, instance, event).instance, begun.instance);
      const { m = [], ...performers } = last.performers;
      const sorted = Object.fromEntries(Object.entries(last.variables).toSorted(([a], [b]) => (a < b ? -1 : 1)));
      return JSON.stringify([last.status, sorted, performers, m.toSorted((a, b) => (a < b ? -1 : 1))]);
    });

    expect([...new Set(ends)]).toEqual([
      JSON.stringify(['completed', { c: 1, j: 1, out: [1, 2], t: 1, z: 1 }, { t: ['ann'] }, ['ann', 'ben']]),
    ]);
  });

  test('count once, however often they come', () => {
    const once = new Play(busy);
    const twice = new Play(busy);

    for (const { at, ...event } of answers(once)) {
      once.take(event, at);
      twice.take(event, at);
      const before = twice.instance;
      twice.take(event, at);
      expect(twice.commands).toEqual([]);
      expect({ ...twice.instance, sequence: 0 }).toEqual({ ...before, sequence: 0 });
    }

    expect({ ...twice.instance, sequence: 0 }).toEqual({ ...once.instance, sequence: 0 });
  });

  test('that come before anything began, or after all is over, change nothing', () => {
    const play = new Play(busy);
    const events = answers(play);
    play.take({ kind: 'cancelled', reason: '', by: 'olga' });

    for (const { at, ...event } of events) {
      const before = play.instance;
      play.take(event, at);
      expect(play.commands).toEqual([]);
      expect({ ...play.instance, sequence: 0 }).toEqual({ ...before, sequence: 0 });
    }
  });
});

describe('an answer that crosses a timer', () => {
  const inside = { scope: 'sub' };
  const guarded = process(
    'p',
    [
      start('s'),
      sub('sub'),
      boundary('late', { host: 'sub', event: after('PT1H') }),
      start('is', inside),
      user('t', { ...inside }),
      boundary('soon', { ...inside, host: 't', event: after('PT30M') }),
      service('j', inside),
      end('ie', inside),
      user('chase'),
      end('e'),
    ],
    ['s > sub > e', 'is > t > ie', 'soon > j > ie', 'late > chase > e'],
  );

  test('is applied between the timers before it and those after it, though all are noticed at once', () => {
    const play = new Play(guarded);
    play.take({ kind: 'clockAdvanced' }, BORN + HOUR_MS / 2);
    const { token } = play.job('j');

    play.take({ kind: 'jobCompleted', token, attempt: 1, variables: {} }, BORN + HOUR_MS - 1);

    expect(play.instance.status).toBe('completed');
  });

  test('comes too late for a job that an outer timer has withdrawn, and harms nothing', () => {
    const play = new Play(guarded);
    play.take({ kind: 'clockAdvanced' }, BORN + HOUR_MS / 2);
    const { token } = play.job('j');

    play.take({ kind: 'jobCompleted', token, attempt: 1, variables: { late: true } }, BORN + HOUR_MS);

    expect(play.waiting).toEqual(['openTask:chase']);
    expect(play.variables).toEqual({});
    expect(play.said).toEqual([`withdrawJob:${token}`, 'openTask:chase']);
  });

  test('fires both timers in order when the first is noticed after the second', () => {
    const play = new Play(guarded).wait('PT5H');

    expect(play.said).toEqual(['closeTask:t', 'runJob:j', 'withdrawJob:t15', 'openTask:chase']);
    expect(play.tasks('chase')[0]?.openedAt).toBe(BORN + HOUR_MS);
  });

  test('with a time before the last step is taken at its own time and moves nothing back', () => {
    const play = new Play(guarded).wait('PT10M');
    const token = play.task('t');

    play.take({ kind: 'taskCompleted', token, variables: {}, by: 'ann' }, BORN + 1);

    expect(play.instance.status).toBe('completed');
    expect(play.instance.closed[token]?.at).toBe(BORN + 1);
  });
});

describe('an incident that is crossed', () => {
  const p = process(
    'p',
    [start('s'), service('j'), boundary('late', { host: 'j', event: after('PT1H') }), user('chase'), end('e')],
    ['s > j > e', 'late > chase > e'],
  );

  test('by a timer on its host is resolved with it', () => {
    const play = new Play(p).failJob('j', 'no').wait('PT1H');

    expect(play.said).toEqual([expect.stringMatching(/^resolveIncident:/), 'openTask:chase']);
    expect(play.instance.incidents).toEqual({});
  });

  test('by a second retry is retried once', () => {
    const play = new Play(p).failJob('j', 'no');
    const token = play.stuckAt('j');
    play.take({ kind: 'incidentRetried', token, by: 'otto' });

    expect(play.take({ kind: 'incidentRetried', token, by: 'otto' }).refused?.code).toBe('incident-unknown');
    expect(play.job('j').attempt).toBe(2);
  });
});
