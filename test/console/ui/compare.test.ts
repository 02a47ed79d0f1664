import { describe, expect, test } from 'vitest';
import { compare, type Element } from '../../../console/features/processes/compare.ts';

const model = (...elements: readonly (readonly [id: string, settings: Readonly<Record<string, string>>])[]) =>
  new Map<string, Element>(
    elements.map(([id, settings]) => [id, { id, kind: 'userTask', settings: new Map(Object.entries(settings)) }]),
  );

describe('two versions of a process', () => {
  test('differ by what was removed, what was added, and what is set otherwise', () => {
    const before = model(['ask', { name: 'Ask' }], ['check', { 'due/duration': 'P1D', 'assignment/duty': 'buyer' }]);
    const after = model(['check', { 'due/duration': 'P2D', 'permission/ref': 'stamp' }], ['pay', { name: 'Pay' }]);

    const changes = compare(before, after);

    expect(changes.map(({ kind, element }) => [kind, element.id])).toEqual([
      ['removed', 'ask'],
      ['added', 'pay'],
      ['changed', 'check'],
    ]);
    expect(changes[2]).toMatchObject({
      differences: [
        { setting: 'due/duration', before: 'P1D', after: 'P2D' },
        { setting: 'assignment/duty', before: 'buyer', after: null },
        { setting: 'permission/ref', before: null, after: 'stamp' },
      ],
    });
  });

  test('that say the same do not differ', () => {
    const one = model(['ask', { name: 'Ask' }]);

    expect(compare(one, model(['ask', { name: 'Ask' }]))).toEqual([]);
  });
});
