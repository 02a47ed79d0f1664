import { expect, test } from 'vitest';
import { readKeys, readKeysUntil } from '../../store/page.ts';

const cursor = (...keys: string[]) => Buffer.from(keys.join('\u001f')).toString('base64url');

test('a place in a list that nobody gave out is refused, before any query', () => {
  expect(readKeys(cursor('A', 'B'), 2)).toEqual(['A', 'B']);
  expect(() => readKeys(cursor('A'), 2)).toThrow('malformed');
  expect(() => readKeys(cursor('A', 'B\0'), 2)).toThrow('malformed');
  expect(readKeysUntil(cursor('A', '2026-11-24T00:00:00.000001Z'), 2)).toHaveLength(2);
  expect(() => readKeysUntil(cursor('A', 'yesterday'), 2)).toThrow('malformed');
});
