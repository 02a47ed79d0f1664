import { describe, expect, test } from 'vitest';
import { Window } from '../../workflows/window.ts';

/** Errands that last until they are told to end. */
function errands(count: number) {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const all = Array.from({ length: count }, (_, index) => () => {
    begun.push(index);
    return new Promise<void>((end) => ends.push(end));
  });
  const finish = async () => {
    ends.shift()?.();
    await new Promise(setImmediate);
  };
  return { all, begun, finish };
}

describe('a window of errands', () => {
  test('runs so many at a time, in order', async () => {
    const window = new Window(2, () => true);
    const { all, begun, finish } = errands(4);

    for (const errand of all) window.run(errand);
    expect(begun).toEqual([0, 1]);

    await finish();
    expect(begun).toEqual([0, 1, 2]);
    await finish();
    await finish();
    await finish();
    expect([begun, window.isIdle]).toEqual([[0, 1, 2, 3], true]);
  });

  test('begins nothing while its gate is shut', async () => {
    let isOpen = true;
    const window = new Window(1, () => isOpen);
    const { all, begun, finish } = errands(2);
    for (const errand of all) window.run(errand);

    isOpen = false;
    await finish();

    expect([begun, window.isIdle]).toEqual([[0], true]);
  });
});
