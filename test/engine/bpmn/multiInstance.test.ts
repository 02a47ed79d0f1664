import { describe, expect, test } from 'vitest';
import { all } from '../../../engine/bpmn/shelves.ts';
import { after, boundary, call, end, process, service, start, sub, user } from './build.ts';
import { Play } from './play.ts';

const quotes = { collection: 'suppliers', element: 'supplier', output: { collection: 'quotes', element: 'quote' } };
const asking = (multi: object, more: object = {}) =>
  process('p', [start('s'), user('ask', { multi, ...more }), user('last'), end('e')], ['s > ask > last > e']);
const suppliers = ['A', 'B', 'C'];

function answer(play: Play, index: number, variables: object): Play {
  const task = play.tasks('ask').find((it) => it.variables['loopCounter'] === index);
  return play.take({ kind: 'taskCompleted', token: task?.token ?? '', variables: { ...variables }, by: 'ann' });
}

describe('a multi-instance activity', () => {
  test('opens one instance for each element, each with its own', () => {
    const play = new Play(asking(quotes), { suppliers });

    expect(play.tasks('ask').map(({ variables }) => variables['supplier'])).toEqual(suppliers);
  });

  test('collects in the order of the list, whatever the order of answers, and leaks nothing else', () => {
    const play = new Play(asking(quotes), { suppliers, quote: 'old' });

    answer(play, 3, { quote: 30 });
    answer(play, 1, { quote: 10, note: 'x' });
    expect(play.variables).toEqual({ suppliers, quote: 'old' });
    answer(play, 2, { quote: 20 });

    expect(play.variables).toEqual({ suppliers, quote: 'old', quotes: [10, 20, 30] });
    expect(play.waiting).toEqual(['openTask:last']);
  });

  test('passes when there is nothing to do, with an empty collection', () => {
    const play = new Play(asking(quotes), { suppliers: [] });

    expect(play.variables['quotes']).toEqual([]);
    expect(play.waiting).toEqual(['openTask:last']);
  });

  test('withdraws the rest when its completion condition holds', () => {
    const multi = { ...quotes, completion: 'count(quotes[item > 15]) >= 1 and numberOfCompletedInstances >= 2' };
    const play = new Play(asking(multi), { suppliers });
    answer(play, 2, { quote: 20 });
    expect(play.tasks('ask')).toHaveLength(2);

    answer(play, 3, { quote: 5 });

    expect(play.variables['quotes']).toEqual([20, 5]);
    expect(play.commands).toContainEqual(expect.objectContaining({ kind: 'closeTask', outcome: 'withdrawn' }));
    expect(play.waiting).toEqual(['openTask:last']);
  });

  test('can be ended by what its instance has just answered', () => {
    const multi = { collection: 'suppliers', completion: 'verdict = "rejected"' };
    const approval = { result: 'verdict', notBy: [] };
    const play = new Play(asking(multi, { approval }), { suppliers });

    play.complete('ask', {}, 'ann', 'rejected');

    expect(play.waiting).toEqual(['openTask:last']);
    expect(play.instance.performers).toEqual({ ask: ['ann'] });
  });

  test('opens as many as its cardinality says', () => {
    expect(new Play(asking({ cardinality: 'n + 1' }), { n: 2 }).tasks('ask')).toHaveLength(3);
    expect(new Play(asking({ cardinality: 'n' }), { n: 0 }).waiting).toEqual(['openTask:last']);
  });

  test.each([
    [{ cardinality: 'n' }, { n: -1 }, '"n" gives no number of times but -1'],
    [{ cardinality: 'n' }, { n: 'x' }, '"n" gives no number of times but "x"'],
    [{ collection: 'n' }, { n: 5 }, '"n" gives no list but 5'],
    [{ cardinality: 'n' }, { n: 5000 }, 'there would be more than 2000 open tokens'],
  ])('over %j of %j is an incident', (multi, variables, reason) => {
    const play = new Play(asking(multi), variables);

    expect(play.incidents).toEqual([`ask: ${reason}`]);
    expect(play.retry('ask', { n: 'collection' in multi ? [1] : 1 }).tasks('ask')).toHaveLength(1);
  });

  test('is watched as a whole, and interrupted as a whole', () => {
    const p = process(
      'p',
      [
        start('s'),
        user('ask', { multi: quotes }),
        boundary('late', { host: 'ask', event: after('PT1H') }),
        user('chase'),
        end('e'),
      ],
      ['s > ask > e', 'late > chase > e'],
    );
    const play = new Play(p, { suppliers });
    expect(all(play.instance.timers)).toHaveLength(1);

    play.wait('PT1H');

    expect(play.waiting).toEqual(['openTask:chase']);
    expect(play.said.filter((said) => said === 'closeTask:ask')).toHaveLength(3);
  });

  test('that is a subprocess keeps the variables of its instances apart', () => {
    const inside = { scope: 'round' };
    const p = process(
      'p',
      [
        start('s'),
        sub('round', { multi: { collection: 'list', element: 'x', output: { collection: 'out', element: 'y' } } }),
        start('is', inside),
        service('j', inside),
        user('t', inside),
        end('ie', inside),
        end('e'),
      ],
      ['s > round > e', 'is > j > t > ie'],
    );
    const play = new Play(p, { list: [1, 2], y: 'outer' });
    play.finishJob('j', { y: 'first' }).finishJob('j', { y: 'second' });
    expect(play.tasks('t').map(({ variables }) => variables['y'])).toEqual(['first', 'second']);

    play.complete('t').complete('t');

    expect(play.variables).toEqual({ list: [1, 2], y: 'outer', out: ['first', 'second'] });
    expect(play.instance.status).toBe('completed');
  });

  test('that calls a process calls it once for each, under keys of their own', () => {
    const p = process(
      'p',
      [start('s'), call('c', { calls: 'q', multi: { collection: 'list' } }), end('e')],
      ['s > c > e'],
    );

    const play = new Play(p, { list: [1, 2, 3] });

    const keys = play.commands.map((command) => (command.kind === 'startChild' ? command.businessKey : ''));
    expect(new Set(keys).size).toBe(3);
  });

  test('that throws an error is left as a whole', () => {
    const p = process(
      'p',
      [
        start('s'),
        service('j', { multi: { cardinality: '3' } }),
        boundary('b', { host: 'j', event: { kind: 'error' } }),
        user('mend'),
        end('e'),
      ],
      ['s > j > e', 'b > mend > e'],
    );

    expect(new Play(p).failJob('j', 'no', 'E').waiting).toEqual(['openTask:mend']);
  });
});
