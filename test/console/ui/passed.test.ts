import { describe, expect, test } from 'vitest';
import { type Graph, passed, type Visit } from '../../../console/ui/process/passed.ts';

const visit = (node: string, from: number, to: number | null, outcome: string | null = 'completed'): Visit => ({
  node,
  openedIn: from,
  closedIn: to,
  outcome: to === null ? null : outcome,
});

/** "a>b" is a flow; what is not named in `kinds` is a user task. */
function drawn(flows: readonly string[], kinds: Readonly<Record<string, string>>, boundary = {}): Graph {
  const split = flows.map((id) => ({ id, source: id.split('>')[0] ?? '', target: id.split('>')[1] ?? '' }));
  const nodes = split.flatMap(({ source, target }) => [source, target]);
  return {
    flows: split,
    kinds: new Map([...nodes.map((id) => [id, 'userTask'] as const), ...Object.entries(kinds)]),
    boundary: new Map(Object.entries(boundary)),
    parents: new Map(),
  };
}

const flowsIn = (graph: Graph, visits: readonly Visit[]) =>
  [...passed(graph, visits)].filter((it) => it.includes('>')).sort();

const loop = drawn(['start>ask', 'ask>choice', 'choice>ask', 'choice>pay'], {
  start: 'startEvent',
  choice: 'exclusiveGateway',
});

describe('the way that an instance took', () => {
  test('leads from the start over gateways to where it stands', () => {
    const visits = [visit('ask', 0, 5), visit('pay', 5, null)];

    expect(flowsIn(loop, visits)).toEqual(['ask>choice', 'choice>pay', 'start>ask']);
    expect(passed(loop, visits)).toContain('choice');
  });

  test('goes back only if it did', () => {
    const visits = [visit('ask', 0, 5), visit('ask', 5, 9), visit('pay', 9, null)];

    expect(flowsIn(loop, visits)).toEqual(['ask>choice', 'choice>ask', 'choice>pay', 'start>ask']);
  });

  test('leads over what only sends, and to the end when only one can have been reached', () => {
    const graph = drawn(['start>ask', 'ask>tell', 'tell>pay', 'pay>done', 'ask>refused'], {
      start: 'startEvent',
      tell: 'sendTask',
      done: 'endEvent',
      refused: 'endEvent',
    });
    const visits = [visit('ask', 0, 5), visit('pay', 5, 7)];

    expect([...passed(graph, visits, true)]).toEqual(expect.arrayContaining(['tell', 'ask>tell', 'pay>done', 'done']));
    expect(flowsIn(graph, visits)).toEqual(['ask>tell', 'start>ask', 'tell>pay']);
  });

  test('has no flow where a step was sent back', () => {
    const graph = drawn(['start>ask', 'ask>check', 'check>ask2', 'ask2>ask'], { start: 'startEvent' });
    const visits = [visit('ask', 0, 5), visit('check', 5, 7, 'returned'), visit('ask', 7, null)];

    expect(flowsIn(graph, visits)).toEqual(['ask>check', 'start>ask']);
  });

  test('comes to a join along all of its flows', () => {
    const graph = drawn(['start>fork', 'fork>a', 'fork>b', 'a>join', 'b>join', 'join>end'], {
      start: 'startEvent',
      fork: 'parallelGateway',
      join: 'parallelGateway',
    });
    const visits = [visit('a', 0, 4), visit('b', 0, 9), visit('end', 9, null)];

    expect(flowsIn(graph, visits)).toEqual(['a>join', 'b>join', 'fork>a', 'fork>b', 'join>end', 'start>fork']);
    expect(flowsIn(graph, visits.slice(0, 2))).toEqual(['fork>a', 'fork>b', 'start>fork']);
  });

  test('leaves a step at its boundary event, whether the step goes on or not', () => {
    const kinds = { start: 'startEvent', late: 'boundaryEvent' };
    const graph = drawn(['start>work', 'work>done', 'late>chase'], kinds, { work: ['late'] });

    expect(flowsIn(graph, [visit('work', 0, null), visit('chase', 3, null)])).toEqual(['late>chase', 'start>work']);
    expect(flowsIn(graph, [visit('work', 0, 3, 'withdrawn'), visit('chase', 3, null)])).toContain('late>chase');
  });

  test('crosses a timer that was waited for', () => {
    const graph = drawn(['start>ask', 'ask>wait', 'wait>look'], {
      start: 'startEvent',
      wait: 'intermediateCatchEvent',
    });

    expect(flowsIn(graph, [visit('ask', 0, 5), visit('look', 60, null)])).toEqual([
      'ask>wait',
      'start>ask',
      'wait>look',
    ]);
  });
});
