import { describe, expect, test } from 'vitest';
import { simulate } from '../../../engine/bpmn/simulate.ts';
import {
  after,
  boundary,
  call,
  catching,
  end,
  message,
  process,
  race,
  receiver,
  script,
  sender,
  service,
  start,
  user,
} from './build.ts';

const job = (type: string) => ({ job: { type, headers: {} } });
const watched = process(
  'p',
  [start('s'), user('t'), boundary('late', { host: 't', event: after('PT1H') }), user('chase'), end('e')],
  ['s > t > e', 'late > chase > e'],
);

describe('a simulation', () => {
  test('says after each operation what is waited for, and counts', () => {
    const { steps, counts, error } = simulate([watched], { steps: [{ op: 'timer:late' }, { op: 'task:chase' }] });

    expect(steps).toEqual([
      { op: 'start', waiting: ['task:t', 'timer:late'], ended: false },
      { op: 'timer:late', waiting: ['task:chase'], ended: false },
      { op: 'task:chase', waiting: [], ended: true },
    ]);
    expect(counts).toEqual({
      'p/s': [1, 0, 0],
      'p/t': [0, 1, 0],
      'p/late': [1, 0, 0],
      'p/chase': [1, 0, 0],
      'p/e': [1, 0, 0],
    });
    expect(error).toBeNull();
  });

  test('names what is waiting when it is asked for something else', () => {
    expect(() => simulate([watched], { steps: [{ op: 'task:x' }] })).toThrow(
      expect.objectContaining({
        code: 'nothing-waits',
        params: { op: 'task:x', waiting: 'task:t, timer:late' },
      }) as Error,
    );
    expect(() => simulate([watched], {}, 'q')).toThrow(
      expect.objectContaining({ code: 'process-unknown', params: { id: 'q', known: 'p' } }) as Error,
    );
  });

  test('lets time go by and fires what falls due, in order', () => {
    const advance = (by: string) => ({ op: 'advance', by });

    const { steps } = simulate([watched], { steps: [advance('PT59M'), advance('PT1M')] });

    expect(steps.map(({ waiting }) => waiting.join())).toEqual([
      'task:t,timer:late',
      'task:t,timer:late',
      'task:chase',
    ]);
  });

  test('does jobs by their handlers', () => {
    const p = process(
      'p',
      [
        start('s'),
        service('a', job('A')),
        script('b', { script: 'x + 1', result: 'y' }),
        service('c', job('C')),
        boundary('w', { host: 'c', event: { kind: 'error', code: 'E' } }),
        service('d', job('D')),
        end('e'),
        end('f', { event: { kind: 'error', code: 'F' } }),
      ],
      ['s > a > b > c > e', 'w > d > f'],
    );
    const handlers = { A: { trace: 'a', set: { x: '=n * 2' } }, C: { trace: 'c', throw: 'E' }, D: { fail: 'broken' } };

    const failed = simulate([p], { variables: { n: 4 }, handlers });
    expect(failed).toMatchObject({ trace: ['a', 'c'], incidents: [{ element: 'd', reason: 'broken' }] });
    expect(failed.variables).toEqual({ n: 4, x: 8, y: 9 });

    const ended = simulate([p], { variables: { n: 4 }, handlers: { ...handlers, D: {} } });
    expect(ended).toMatchObject({ error: 'F', incidents: [] });
    expect(ended.steps).toEqual([{ op: 'start', waiting: [], ended: true }]);
  });

  test('completes a job, or lets it fail or throw, when it is told to', () => {
    const p = process(
      'p',
      [
        start('s'),
        service('j', job('A')),
        boundary('w', { host: 'j', event: { kind: 'error', code: 'E' } }),
        end('e'),
        user('m'),
      ],
      ['s > j > e', 'w > m'],
    );
    const lastOf = (operation: object) =>
      simulate([p], { steps: [{ op: 'job:j', ...operation }] }).steps.at(-1)?.waiting;

    expect(lastOf({})).toEqual([]);
    expect(lastOf({ error: 'E' })).toEqual(['task:m']);
    expect(simulate([p], { steps: [{ op: 'job:j', failure: 'no' }] }).incidents).toEqual([
      { element: 'j', reason: 'no' },
    ]);
  });

  test('takes a message to its subscription, by entry or by name and key', () => {
    const p = process(
      'p',
      [start('s'), race('g'), catching('c', { event: message('paid', 'k') }), receiver('r'), user('t'), end('e')],
      ['s > g > c > t > e', 'g > r > e'],
    );
    const run = (step: { op: string; name?: string; key?: string }) =>
      simulate([p], { variables: { k: '42' }, steps: [step] });

    expect(run({ op: 'message:c' }).steps[0]?.waiting).toEqual(['message:c', 'receive:r']);
    expect(run({ op: 'message:c' }).steps[1]?.waiting).toEqual(['task:t']);
    expect(run({ op: 'message', name: 'paid', key: '42' }).steps[1]?.waiting).toEqual(['task:t']);
    expect(run({ op: 'message', name: 'paid', key: '43' }).steps[1]?.waiting).toEqual(['message:c', 'receive:r']);
    expect(run({ op: 'receive:r' }).counts).toEqual({
      'p/s': [1, 0, 0],
      'p/g': [1, 0, 0],
      'p/r': [1, 0, 0],
      'p/e': [1, 0, 0],
    });
  });

  test('lets several processes of a file talk', () => {
    const one = process('one', [start('s'), receiver('r', { message: { name: 'hello' } }), end('e')], ['s > r > e']);
    const two = process('two', [start('s'), sender('m', { message: { name: 'hello' } }), end('e')], ['s > m > e']);

    expect(simulate([one, two], { start: ['two'] }).steps).toEqual([{ op: 'start', waiting: [], ended: true }]);
    expect(simulate([one, two]).steps[0]?.waiting).toEqual(['message:r']);
  });

  test('shows what a called process waits for', () => {
    const parent = process('parent', [start('s'), call('c', { calls: 'child' }), end('e')], ['s > c > e']);
    const child = process('child', [start('s'), user('t'), end('e')], ['s > t > e']);

    const { steps, counts } = simulate([parent, child], { steps: [{ op: 'task:t' }] });

    expect(steps.map(({ waiting, ended }) => [waiting.join(), ended])).toEqual([
      ['task:t', false],
      ['', true],
    ]);
    expect(counts['child/t']).toEqual([1, 0, 0]);
  });

  test('moves the clock by itself until only people are waited for', () => {
    const p = process(
      'p',
      [start('s'), catching('c', { event: after('P30D') }), user('t'), end('e')],
      ['s > c > t > e'],
    );

    expect(simulate([p], { auto: 'timers' }).steps[0]?.waiting).toEqual(['task:t']);
    expect(simulate([p]).steps[0]?.waiting).toEqual(['timer:c']);
  });

  test('fires one timer alone when it is told to, though another is due before it', () => {
    const p = process(
      'p',
      [
        start('s'),
        race('g'),
        catching('soon', { event: after('PT1H') }),
        catching('late', { event: after('P1D') }),
        user('t'),
        end('e'),
      ],
      ['s > g > soon > e', 'g > late > t > e'],
    );

    expect(simulate([p], { steps: [{ op: 'timer:late' }] }).steps[1]?.waiting).toEqual(['task:t']);
  });
});
