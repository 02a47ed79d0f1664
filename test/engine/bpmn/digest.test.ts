import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digest } from '../../../engine/bpmn/digest.ts';
import { unborn } from '../../../engine/bpmn/step.ts';
import { upgrade } from '../../../engine/bpmn/upgrade.ts';

describe('a digest', () => {
  test('is 16 hexadecimal digits, the same for ever', () => {
    expect(digest({ a: [1, null, 'x'], b: { c: true } })).toBe('564d12b80181a066');
  });

  test('does not depend on the order of keys, nor on what is undefined', () => {
    expect(digest({ a: 1, b: { c: 2, d: undefined } })).toBe(digest({ b: { c: 2 }, a: 1 }));
  });

  test('is the same for what was written and read again', () => {
    const property = fc.property(
      fc.jsonValue(),
      (value) => digest(JSON.parse(JSON.stringify(value))) === digest(value),
    );

    expect(() => fc.assert(property)).not.toThrow();
  });

  test('differs for what differs by little, ten thousand times', () => {
    const seen = new Set<string>();
    for (let count = 0; count < 10_000; count += 1)
      seen.add(digest({ token: `t${count}`, at: 1_700_000_000_000 + count }));

    expect(seen.size).toBe(10_000);
  });
});

describe('an instance of another version', () => {
  test('is taken as it is when it is of this one', () => {
    expect(upgrade(unborn)).toBe(unborn);
  });

  test('is refused when nothing can upgrade it, or a newer interpreter made it', () => {
    expect(() => upgrade({ version: 0 })).toThrow('nothing upgrades an instance of version 0');
    expect(() => upgrade({ version: 2 })).toThrow('the instance has version 2, this is 1');
  });
});
