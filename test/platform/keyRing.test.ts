import { describe, expect, test } from 'vitest';
import { keyRing, newKey, type Sealed, Unopened } from '../../platform/keyRing.ts';

const old = newKey(new Date(Date.UTC(2025, 0, 1)));
const fresh = newKey(new Date(Date.UTC(2026, 0, 1)));
const text = new TextEncoder().encode('采购额 3,000');
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('a ring of keys', () => {
  test('opens what it sealed, which shows nothing of what is inside', () => {
    const ring = keyRing(fresh);
    const sealed = ring.seal(text, 'hook/shop');

    expect(textOf(sealed.data)).not.toContain('3,000');
    expect(textOf(ring.open(sealed, 'hook/shop'))).toBe('采购额 3,000');
  });

  test('seals the same thing differently each time', () => {
    const ring = keyRing(fresh);
    expect(ring.seal(text, 'a').data).not.toEqual(ring.seal(text, 'a').data);
  });

  test('seals with the newest key and still opens with the old ones', () => {
    const before = keyRing(old).seal(text, 'a');
    const ring = keyRing(`${fresh},${old}`);

    expect(textOf(ring.open(before, 'a'))).toBe('采购额 3,000');
    expect(ring.seal(text, 'a').key).toMatch(/^k20260101-/);
    expect(() => keyRing(old).open(ring.seal(text, 'a'), 'a')).toThrow(Unopened);
  });

  test.each<[string, (sealed: Sealed) => Sealed, string]>([
    ['that belongs elsewhere', (it) => it, 'b'],
    [
      'that was changed',
      (it) => ({ ...it, data: it.data.map((byte, index) => (index === 20 ? byte ^ 1 : byte)) }),
      'a',
    ],
    ['that was cut short', (it) => ({ ...it, data: it.data.subarray(0, 8) }), 'a'],
  ])('does not open what was sealed and %s', (_why, change, context) => {
    const ring = keyRing(fresh);
    expect(() => ring.open(change(ring.seal(text, 'a')), context)).toThrow(Unopened);
  });

  test('is not made of keys that are too short, or two of one name', () => {
    expect(() => keyRing('')).toThrow(/32 bytes/);
    expect(() => keyRing('k1:abc')).toThrow(/32 bytes/);
    expect(() => keyRing(`${old},${old}`)).toThrow(/same id/);
  });
});
